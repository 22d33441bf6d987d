using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Requests whose answer is a small JSON document with a <c>result</c>; not for table data.</summary>
internal static class ApiResults
{
    /// <summary>Sends, and reads the result; an answer without one is damaged.</summary>
    internal static Task<T> ResultAsync<T>(this ApiClient client, ApiRequest request, Func<JToken, HttpResponseMessage, T> read, CallContext call) => client.SendAsync(
        request,
        async response =>
        {
            try
            {
                string body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                return read((ElementJson.TryParse(body) as JObject)?["result"] ?? throw new JsonException("it has no result"), response);
            }
            catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException)
            {
                request.Idle?.Throw();
                call.Token.ThrowIfCancellationRequested();
                throw ResponseClassifier.Damaged(client.Instance, request, failure.Message, failure);
            }
        },
        call);
}
