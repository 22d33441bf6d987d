using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.CloudElements;

/// <summary>Calls of a service whose answers are small JSON documents; records are read by the readers that direct elements use too.</summary>
internal sealed class CloudCalls(ApiClient client)
{
    /// <summary>What every path of the element begins with; services ignore which hub it names (contract cloud-elements-api §1.1, D1).</summary>
    internal const string Hub = "hubs/helpdesk/";

    /// <summary>Asks for labels beside values; a service that does not know it ignores it (contract §9).</summary>
    internal const string Labels = "displayValue=all";

    private const int PageSize = 200;
    private const int MostSends = 5;

    internal string Instance => client.Instance;

    internal ApiClient Client => client;

    internal static string? Next(HttpResponseMessage response) => response.Headers.TryGetValues("Elements-Next-Page-Token", out IEnumerable<string>? values) && values.FirstOrDefault() is { Length: > 0 } token ? token : null;

    /// <summary>Sends a request, and reads the document; null for an empty body.</summary>
    internal Task<T> SendAsync<T>(ApiRequest request, Func<JToken?, HttpResponseMessage, T> read, CallContext call) => client.SendAsync(
        request,
        async response =>
        {
            try
            {
                string body = response.Content == null ? string.Empty : await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                JToken? answer = string.IsNullOrWhiteSpace(body) ? null : ElementJson.TryParse(body) ?? throw new JsonException("it is no JSON document");
                return read(answer, response);
            }
            catch (Exception failure) when (failure is JsonException or FormatException or IOException or HttpRequestException)
            {
                request.Idle?.Throw();
                call.Token.ThrowIfCancellationRequested();
                throw ResponseClassifier.Damaged(client.Instance, request, failure.Message, failure);
            }
        },
        call);

    internal Task<JToken?> GetAsync(string target, string about, string? key, CallContext call, IReadOnlyDictionary<string, string>? headers = null) =>
        SendAsync(new ApiRequest { Target = target, Table = about, Key = key, Headers = headers }, (answer, _) => answer, call);

    /// <summary>Reads a list page by page; it ends without a mark, with an empty page, or with a mark that was there before (rule 5 of contract §16.2).</summary>
    internal async Task ListAsync(string target, string about, string? key, Func<List<JObject>, Task<bool>> onPage, CallContext call)
    {
        string first = target + (target.Contains("?") ? "&" : "?") + "pageSize=" + PageSize.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var request = new ApiRequest { Target = token == null ? first : first + "&nextPage=" + Uri.EscapeDataString(token), Table = about, Key = key };
            (List<JObject> rows, string? next) = await SendAsync(
                request, (answer, response) => (answer is JArray list ? list.OfType<JObject>().ToList() : throw new JsonException("the list is no list"), Next(response)), call).ConfigureAwait(false);
            if (rows.Count == 0 || !await onPage(rows).ConfigureAwait(false))
            {
                return;
            }

            token = next;
        }
        while (token != null && seen.Add(token));
    }

    /// <summary>Sends a write that leaves the same when it is carried out twice, until its outcome is known.</summary>
    internal async Task<JToken?> RepeatAsync(ApiRequest request, CallContext call)
    {
        for (int send = 1; ; send++)
        {
            try
            {
                return await SendAsync(request, (answer, _) => answer, call).ConfigureAwait(false);
            }
            catch (UnknownOutcomeException unknown) when (send >= MostSends)
            {
                throw Unknown(request, unknown);
            }
            catch (UnknownOutcomeException)
            {
                await client.Clock.DelayAsync(Backoff.For(send, 1, 10), call.Token).ConfigureAwait(false);
            }
            catch (ElementException failure) when (failure.StatusCode == 404 && request.Method == HttpMethod.Delete && send > 1)
            {
                // The first send arrived after all.
                return null;
            }
        }
    }

    internal ElementException Unknown(ApiRequest request, UnknownOutcomeException unknown) => new(
        ErrorCatalog.WriteOutcomeUnknown, ErrorCatalog.WriteOutcomeUnknown.Text(client.Instance, request.Place, unknown.Cause.Message.TrimEnd('.')), unknown.Cause)
    {
        Instance = client.Instance,
        Object = request.Table,
        Key = request.Key,
        StatusCode = unknown.Cause.StatusCode,
        TransactionId = unknown.Cause.TransactionId,
    };

    internal static byte[] Body(JToken document) => ElementJson.Utf8.GetBytes(document.ToString(Formatting.None));
}
