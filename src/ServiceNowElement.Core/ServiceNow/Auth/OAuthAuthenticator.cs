using System.Net.Http.Headers;
using System.Security;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>OAuth with password, client credentials and refresh (contract servicenow-rest §5.2); one renewal at a time for all lanes.</summary>
internal sealed class OAuthAuthenticator(OAuthCredential credential, string instance, DirectElementOptions options) : Authenticator
{
    private readonly SemaphoreSlim _single = new(1, 1);
    private volatile OAuthToken? _token;

    internal override string Who => credential.UserName == null ? $"the client '{credential.ClientId}'" : $"the user '{credential.UserName}'";

    internal override async Task<AuthenticationHeaderValue?> GetAsync(Lane lane, CallContext call)
    {
        OAuthToken? token = _token;
        if (token == null || token.RenewAt <= options.Clock.UtcNow)
        {
            await _single.WaitAsync(call.Token).ConfigureAwait(false);
            try
            {
                // Another lane may have renewed it while this one waited.
                token = _token;
                if (token == null || token.RenewAt <= options.Clock.UtcNow)
                {
                    token = await AskAsync(lane, token, call).ConfigureAwait(false);
                    _token = token;
                }
            }
            finally
            {
                _single.Release();
            }
        }

        return new AuthenticationHeaderValue("Bearer", token.Access);
    }

    internal override bool Renew(AuthenticationHeaderValue? refused)
    {
        OAuthToken? token = _token;
        if (token != null && token.Access == refused?.Parameter)
        {
            // The refresh token stays; only the access token is known to be dead.
            _token = token with { RenewAt = DateTimeOffset.MinValue };
        }

        return true;
    }

    protected override void Wipe()
    {
        _token = null;
        credential.Wipe();
        _single.Dispose();
    }

    private async Task<OAuthToken> AskAsync(Lane lane, OAuthToken? old, CallContext call)
    {
        if (old?.Refresh != null)
        {
            (OAuthToken? renewed, _, _) = await PostAsync(lane, old, call, ("grant_type", "refresh_token"), ("refresh_token", old.Refresh)).ConfigureAwait(false);
            if (renewed != null)
            {
                return renewed;
            }
        }

        IReadOnlyList<(string Name, string Value)> grant = credential.Grant(options.Clock.UtcNow);
        (OAuthToken? token, int status, string reason) = grant.Count == 0 ? (null, 401, "it cannot be asked again") : await PostAsync(lane, null, call, [.. grant]).ConfigureAwait(false);
        if (token != null)
        {
            return token;
        }

        // The instance says the same for a wrong password, a refused client and a disabled grant (contract §5.2).
        ErrorEntry entry = old != null ? ErrorCatalog.TokenExpired : ErrorCatalog.ClientRefused;
        string text = old != null ? entry.Text(instance) : entry.Text(instance, credential.ClientId, credential.UserName == null ? reason : $"{reason} for user '{credential.UserName}'");
        throw new ElementException(entry, text) { StatusCode = status, Instance = instance };
    }

    private async Task<(OAuthToken? Token, int Status, string Reason)> PostAsync(Lane lane, OAuthToken? old, CallContext call, params (string Name, string Value)[] members)
    {
        IEnumerable<(string, string)> client = credential.ClientSecret == null ? [("client_id", credential.ClientId)] : [("client_id", credential.ClientId), ("client_secret", SecretText.Of(credential.ClientSecret))];
        var form = members.Concat(client)
            .Select(member => new KeyValuePair<string, string>(member.Item1, member.Item2)).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth_token.do") { Content = Form(form) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        limit.CancelAfter(options.Timeout);
        DateTimeOffset asked = options.Clock.UtcNow;
        using HttpResponseMessage response = await lane.Client.SendAsync(request, limit.Token).ConfigureAwait(false);
        string body = response.Content == null ? string.Empty : await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        call.Diagnostics.Verbose($"POST oauth_token.do ({members[0].Value}) {(int)response.StatusCode}");

        var answer = ElementJson.TryParse(body) as JObject;
        if (response.IsSuccessStatusCode && answer.Member("access_token").Text() is { Length: > 0 } access)
        {
            double lives = double.TryParse(answer.Member("expires_in").Text(), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out double seconds) ? seconds : 1800;

            // At 80 %, or a minute before the end, whichever leaves more reserve.
            double use = Math.Max(0, Math.Min(lives * 0.8, lives > 120 ? lives - 60 : lives * 0.8));
            string? refresh = answer.Member("refresh_token").Text() ?? old?.Refresh;
            credential.Keep(refresh);
            return (new OAuthToken(access, refresh, asked.AddSeconds(use)), 200, string.Empty);
        }

        int status = (int)response.StatusCode;
        if (status >= 500 && status != 501)
        {
            throw new ElementException(ErrorCatalog.InstanceUnavailable, ErrorCatalog.InstanceUnavailable.Text(instance, $"the token endpoint answered {status}")) { StatusCode = status, Instance = instance };
        }

        string reason = Redactor.ServerText(answer.Member("error_description").Text() ?? answer.Member("error").Text() ?? "status " + status);
        return (null, status, reason);
    }

    // FormUrlEncodedContent refuses long values on .NET Framework.
    private static StringContent Form(IEnumerable<KeyValuePair<string, string>> members) => new(
        string.Join("&", members.Select(member => Uri.EscapeDataString(member.Key) + "=" + Uri.EscapeDataString(member.Value))),
        ElementJson.Utf8,
        "application/x-www-form-urlencoded");
}
