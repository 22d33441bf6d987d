using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>The answers of an instance's own REST API (contract servicenow-rest §1.5).</summary>
internal sealed class NativeApi : ApiDialect
{
    internal static NativeApi Instance { get; } = new();

    internal override bool HasBatch => true;

    internal override int FullPage => 500;

    internal override int FirstLanes(DirectElementOptions options) => options.FirstLanes;

    // 202 means that the request waits in the queue of its session; nothing was carried out (contract §6.3).
    internal override bool IsSuccess(HttpResponseMessage response) => response.IsSuccessStatusCode && (int)response.StatusCode != 202;

    internal override bool IsEmpty(HttpResponseMessage response) => (int)response.StatusCode == 204;

    internal override Task<ElementException> ReadErrorAsync(string instance, ApiRequest request, HttpResponseMessage response, DateTimeOffset now) =>
        ResponseClassifier.ReadAsync(instance, request, response, now);

    internal override ElementException Refused(ElementException error, string instance, string who, HttpResponseMessage response) =>
        TransportErrors.Named(error, instance, who, response.Headers.Contains("X-MFA_TOKEN"));
}
