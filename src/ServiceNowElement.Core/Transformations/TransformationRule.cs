namespace ServiceNowElement.Transformations;

/// <summary>A configuration entry of a transformation or of one of its fields (contract cloud-elements-api §13.3).</summary>
/// <param name="Type">passThrough, remove, inherit, transformDate, addToDocumentation, applyJSOnQueryFieldValue; others are kept.</param>
/// <param name="FromVendor">The property of that name, or null.</param>
/// <param name="ToVendor">The property of that name, or null.</param>
/// <param name="Pattern">The date pattern of transformDate, or null.</param>
public sealed record TransformationRule(string Type, bool? FromVendor = null, bool? ToVendor = null, string? Pattern = null);
