namespace ServiceNowElement.Service.Instances;

/// <summary>An instance with the mark of what its connection depends on.</summary>
/// <param name="Info">What calls may know.</param>
/// <param name="Stamp">Changes whenever a connection made before is no longer right.</param>
internal sealed record OpenInstance(InstanceInfo Info, string Stamp);
