using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>How answers are understood: an instance's own REST API and a service in front of it differ in what is a success and in how they say what failed.</summary>
internal abstract class ApiDialect
{
    /// <summary>Gets a value indicating whether a read that is too long for an address can travel in a batch.</summary>
    internal abstract bool HasBatch { get; }

    /// <summary>Gets the rows from which on the time of a page says how busy the far side is.</summary>
    internal abstract int FullPage { get; }

    /// <summary>Tells with how many lanes to begin.</summary>
    internal abstract int FirstLanes(DirectElementOptions options);

    /// <summary>Tells whether the request was carried out.</summary>
    internal abstract bool IsSuccess(HttpResponseMessage response);

    /// <summary>Tells whether a success carries nothing to read, so that its media type does not matter.</summary>
    internal abstract bool IsEmpty(HttpResponseMessage response);

    /// <summary>Reads the body of an answer that is no success and names its error.</summary>
    internal abstract Task<ElementException> ReadErrorAsync(string instance, ApiRequest request, HttpResponseMessage response, DateTimeOffset now);

    /// <summary>Completes the error of an answer 401 with who was refused.</summary>
    internal abstract ElementException Refused(ElementException error, string instance, string who, HttpResponseMessage response);
}
