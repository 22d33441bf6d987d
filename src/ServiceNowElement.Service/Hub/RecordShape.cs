using ServiceNowElement.Service.Http;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Hub;

/// <summary>Applies a transformation to records and names (contract cloud-elements-api §13.5).</summary>
internal sealed class RecordShape(Transformation transformation)
{
    /// <summary>Gets what the caller has to know of it, for <c>Elements-Error</c>; or null.</summary>
    internal string? Note => transformation.Script == null ? null : $"The script of the transformation {transformation.ObjectName} is kept and not run; its mapping is applied";

    internal IDictionary<string, object?> FromVendor(IDictionary<string, object?> record) => throw NotBuilt();

    internal IDictionary<string, object?> ToVendor(IDictionary<string, object?> record) => throw NotBuilt();

    internal string VendorName(string field) => throw NotBuilt();

    private ApiException NotBuilt() => new(StatusCodes.Status501NotImplemented, $"The transformation {transformation.ObjectName} cannot be applied by this version");
}
