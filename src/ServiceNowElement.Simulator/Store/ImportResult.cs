namespace ServiceNowElement.Simulator.Store;

/// <summary>What one transform map did with one staging row (contract servicenow-rest §4.3).</summary>
internal sealed record ImportResult(string Map, string Table, string Status, string SysId, string DisplayName, string DisplayValue, string? Message);
