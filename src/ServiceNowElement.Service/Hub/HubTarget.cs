using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Hub;

/// <summary>What a resource name of a path stands for (contract cloud-elements-api §7.1, §13.5).</summary>
/// <param name="Name">The name in the path.</param>
/// <param name="Table">The table behind it.</param>
/// <param name="Transformation">What renames its members, or null.</param>
internal sealed record HubTarget(string Name, string Table, Transformation? Transformation)
{
    /// <summary>Names a column of the caller's in the vendor's way (contract §13.5).</summary>
    internal string VendorName(string field) => Shape?.VendorName(field) ?? field;

    /// <summary>Gets how records change their shape, or null when they stay raw.</summary>
    internal RecordShape? Shape { get; } = RecordShape.Of(Transformation);
}
