namespace ServiceNowElement.Simulator.Store;

/// <summary>One column of a simulated table.</summary>
internal sealed record SimColumn(string Name, string Type, string? Reference = null, int? MaxLength = null, bool Display = false, bool ReadOnly = false, bool Mandatory = false, string? Label = null)
{
    internal bool IsNumber => Type is "integer" or "decimal" or "longint";

    internal bool IsJournal => Type is "journal_input" or "journal_list";
}
