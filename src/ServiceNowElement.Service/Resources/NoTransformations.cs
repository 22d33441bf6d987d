using ServiceNowElement.Service.Instances;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Finds nothing, as long as nothing can be defined: records stay raw.</summary>
internal sealed class NoTransformations : ITransformationSource
{
    /// <inheritdoc/>
    public ValueTask<Transformation?> FindAsync(InstanceInfo instance, string objectName, CancellationToken token) => ValueTask.FromResult<Transformation?>(null);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<(string ObjectName, string? VendorName)>> ListAsync(InstanceInfo instance, CancellationToken token) =>
        ValueTask.FromResult<IReadOnlyList<(string ObjectName, string? VendorName)>>([]);
}
