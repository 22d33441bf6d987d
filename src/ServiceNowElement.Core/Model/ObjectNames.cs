namespace ServiceNowElement.Model;

/// <summary>The element's own names for tables (design §3) and the number prefixes of task tables (contract servicenow-rest §4.8).</summary>
public static class ObjectNames
{
    private static readonly Dictionary<string, string> s_canonical = new(StringComparer.OrdinalIgnoreCase)
    {
        ["accounts"] = "core_company",
        ["agents"] = "sys_user",
        ["contacts"] = "sys_user",
        ["incidents"] = "incident",
        ["items"] = "sc_cat_item",
    };

    private static readonly Dictionary<string, string> s_prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INC"] = "incident",
        ["PRB"] = "problem",
        ["PTASK"] = "problem_task",
        ["CHG"] = "change_request",
        ["CTASK"] = "change_task",
        ["REQ"] = "sc_request",
        ["RITM"] = "sc_req_item",
        ["SCTASK"] = "sc_task",
        ["TASK"] = "task",
        ["KB"] = "kb_knowledge",
    };

    /// <summary>Turns one of the element's own names into a table name; any other name is returned in lower case.</summary>
    /// <param name="name">What the user gave, for example <c>incidents</c> or <c>cmdb_ci</c>.</param>
    /// <returns>The table name.</returns>
    public static string ToTable(string name)
    {
        string trimmed = (name ?? throw new ArgumentNullException(nameof(name))).Trim();
        return s_canonical.TryGetValue(trimmed, out string? table) ? table : trimmed.ToLowerInvariant();
    }

    /// <summary>Turns a table name into the name of the element's resource on it; any other name stays, as do catalog items, which are no resource of records.</summary>
    /// <param name="table">A table name, for example <c>incident</c>.</param>
    /// <returns>For example <c>incidents</c>. A table with two names has the first one.</returns>
    public static string ToResource(string table) =>
        s_canonical.FirstOrDefault(pair => pair.Key != "items" && string.Equals(pair.Value, table, StringComparison.OrdinalIgnoreCase)).Key ?? table ?? throw new ArgumentNullException(nameof(table));

    /// <summary>Answers whether a name is one of the element's own.</summary>
    /// <param name="name">Any name.</param>
    /// <returns>True for <c>incidents</c>, <c>accounts</c> and so on.</returns>
    public static bool IsResource(string name) => s_canonical.ContainsKey(name ?? throw new ArgumentNullException(nameof(name)));

    /// <summary>Finds the table of a record number by its prefix.</summary>
    /// <param name="number">A number such as <c>INC0010001</c>.</param>
    /// <param name="table">The table.</param>
    /// <returns>False when the text is no number of a known table.</returns>
    public static bool TryTableOfNumber(string number, out string table)
    {
        string text = (number ?? throw new ArgumentNullException(nameof(number))).Trim();
        int letters = 0;
        while (letters < text.Length && char.IsLetter(text[letters]))
        {
            letters++;
        }

        table = string.Empty;
        bool digits = letters > 0 && letters < text.Length && text.Skip(letters).All(char.IsDigit);
        return digits && s_prefixes.TryGetValue(text.Substring(0, letters), out table!);
    }

    /// <summary>Answers whether a text looks like a sys_id: 32 hexadecimal digits (contract servicenow-rest §2.5).</summary>
    /// <param name="text">Any text.</param>
    /// <returns>True for 32 hexadecimal digits.</returns>
    public static bool IsSysId(string text) => text is { Length: 32 } && text.All(Uri.IsHexDigit);
}
