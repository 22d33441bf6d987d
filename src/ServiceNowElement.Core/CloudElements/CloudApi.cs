using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.CloudElements;

/// <summary>The answers of a service (contract cloud-elements-api §1.2, §3).</summary>
internal sealed class CloudApi : ApiDialect
{
    internal static CloudApi Instance { get; } = new();

    internal override bool HasBatch => false;

    // Pages have 200 rows at most (contract §9), so a full one is smaller than an instance's.
    internal override int FullPage => 100;

    // A service has its own gate towards the instance, and its pages and writes are small: there is nothing to find out slowly.
    internal override int FirstLanes(DirectElementOptions options) => options.Lanes;

    internal override bool IsSuccess(HttpResponseMessage response) => response.IsSuccessStatusCode;

    // Deletions and switches answer 200 with an empty body, with or without a media type (contract §1.2).
    internal override bool IsEmpty(HttpResponseMessage response) =>
        (int)response.StatusCode == 204 || response.Content == null || response.Content.Headers.ContentLength == 0
        || (response.Content.Headers.ContentType == null && response.Content.Headers.ContentLength is null or 0);

    internal override Task<ElementException> ReadErrorAsync(string instance, ApiRequest request, HttpResponseMessage response, DateTimeOffset now) =>
        CloudErrors.ReadAsync(instance, request, response, now);

    internal override ElementException Refused(ElementException error, string instance, string who, HttpResponseMessage response) => CloudErrors.Refused(error, instance, who);
}
