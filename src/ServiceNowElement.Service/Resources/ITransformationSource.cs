using ServiceNowElement.Service.Instances;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Finds what applies to a hub call, with the levels merged (contract cloud-elements-api §13.4).</summary>
internal interface ITransformationSource
{
    /// <summary>Returns the transformation of an object for an instance, or null when records stay raw.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="objectName">The resource name of the path.</param>
    /// <param name="token">Stop.</param>
    /// <returns>The merged transformation, field types completed from the definition; null for none.</returns>
    ValueTask<Transformation?> FindAsync(InstanceInfo instance, string objectName, CancellationToken token);

    /// <summary>Lists the names of all defined objects that apply to an instance (contract §8, <c>GET /objects</c>), with the table behind each where a transformation says so.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="token">Stop.</param>
    /// <returns>Object name and table, or null for a definition without a transformation.</returns>
    ValueTask<IReadOnlyList<(string ObjectName, string? VendorName)>> ListAsync(InstanceInfo instance, CancellationToken token);
}
