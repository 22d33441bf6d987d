using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Basic and OAuth sign-in (contract servicenow-rest §5): who a request comes from.</summary>
internal sealed class Accounts(SimulatorOptions options, SimulatorKnobs knobs, Database data)
{
    private readonly ConcurrentDictionary<string, DateTime> _access = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTime> _refresh = new(StringComparer.Ordinal);
    private readonly AuthorizationCodes _codes = new(options);
    private string? _lastToken;

    internal int Refused { get; private set; }

    internal string? Authenticate(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        bool good = !knobs.Mfa && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            ? IsUser(header[6..]) && !knobs.BasicRestricted
            : !knobs.Mfa && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && _access.TryGetValue(header[7..], out DateTime ends) && ends > data.Now;
        good |= options.ApiKey != null && request.Headers["x-sn-apikey"] == options.ApiKey;
        good |= options.ClientCertificateThumbprint != null && request.HttpContext.Connection.ClientCertificate?.Thumbprint == options.ClientCertificateThumbprint;
        if (!good)
        {
            Refused++;
        }

        return good ? options.User : null;
    }

    internal Reply Authorize(IQueryCollection query) => _codes.Ask(query);

    internal void RevokeAccess() => _access.Clear();

    internal void RevokeAll()
    {
        _access.Clear();
        _refresh.Clear();
    }

    internal async Task<Reply> TokenAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return Answer(401, new Dictionary<string, object> { ["error_description"] = "access_denied", ["error"] = "server_error" });
        }

        IFormCollection form = await request.ReadFormAsync();
        string grant = form["grant_type"].ToString();

        // A public client proves itself with its code verifier instead of a secret.
        bool client = form["client_id"] == options.ClientId && (form["client_secret"] == options.ClientSecret || (form["client_secret"].Count == 0 && grant is "authorization_code" or "refresh_token"));
        bool granted = client && grant switch
        {
            "password" => form["username"] == options.User && form["password"] == options.Password,
            "client_credentials" => true,
            "refresh_token" => _refresh.TryGetValue(form["refresh_token"].ToString(), out DateTime ends) && ends > data.Now,
            "authorization_code" => _codes.IsRedeemed(form["code"].ToString(), form["redirect_uri"].ToString(), form["code_verifier"].ToString()),
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => JwtAssertion.IsGood(form["assertion"].ToString(), options, data.Now),
            _ => false,
        };
        if (!granted)
        {
            // The same words for a wrong password, a disabled grant and a dead refresh token (contract §5.2).
            Refused++;
            return Answer(401, new Dictionary<string, object> { ["error_description"] = "access_denied", ["error"] = "server_error" });
        }

        // Asking again while a token lives returns the same one.
        string token = knobs.ReuseToken && grant != "refresh_token" && _lastToken != null && _access.TryGetValue(_lastToken, out DateTime lives) && lives > data.Now ? _lastToken : Convert.ToHexString(Guid.NewGuid().ToByteArray()).ToLowerInvariant();
        _lastToken = token;
        DateTime end = _access.GetOrAdd(token, data.Now.AddSeconds(knobs.AccessSeconds));
        var answer = new Dictionary<string, object> { ["access_token"] = token, ["scope"] = "useraccount", ["token_type"] = "Bearer", ["expires_in"] = (int)(end - data.Now).TotalSeconds };
        if (grant is "password" or "refresh_token" or "authorization_code")
        {
            string refresh = grant == "refresh_token" ? form["refresh_token"].ToString() : Convert.ToHexString(Guid.NewGuid().ToByteArray()).ToLowerInvariant();
            _refresh.TryAdd(refresh, data.Now.AddSeconds(knobs.RefreshSeconds));
            answer["refresh_token"] = refresh;
        }

        return Answer(200, answer);
    }

    private bool IsUser(string encoded)
    {
        try
        {
            string[] pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
            return pair.Length == 2 && pair[0] == options.User && pair[1] == options.Password;
        }
        catch (FormatException)
        {
            // Not base64: no credentials at all.
            return false;
        }
    }

    private static Reply Answer(int status, Dictionary<string, object> members)
    {
        var reply = new Reply { Status = status };
        using var json = new Utf8JsonWriter(reply.Body);
        JsonSerializer.Serialize(json, members);
        return reply;
    }
}
