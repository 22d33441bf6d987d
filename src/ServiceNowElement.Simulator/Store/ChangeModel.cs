namespace ServiceNowElement.Simulator.Store;

/// <summary>The order of a change's states; jumps are refused (contract servicenow-rest §4.8).</summary>
internal static class ChangeModel
{
    private const string Canceled = "4";
    private static readonly string[] s_order = ["-5", "-4", "-3", "-2", "-1", "0", "3"];

    internal static bool Allows(string type, string from, string to)
    {
        int start = Array.IndexOf(s_order, from);
        return from == to || to == Canceled || start < 0 || Array.IndexOf(s_order, to) == start + 1
            || (type == "standard" && from == "-5" && to == "-2") || (type == "emergency" && from == "-5" && to == "-3");
    }
}
