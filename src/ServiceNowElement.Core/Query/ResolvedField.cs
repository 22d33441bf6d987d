using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>A column that exists, with its dot-walk in the dictionary's letter case.</summary>
internal sealed record ResolvedField(string Path, FieldSchema Column);
