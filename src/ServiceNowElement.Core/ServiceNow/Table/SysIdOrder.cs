namespace ServiceNowElement.ServiceNow.Table;

/// <summary>The order of sys_ids as the database has it: without case, shorter first (contract servicenow-rest §2.5).</summary>
internal static class SysIdOrder
{
    internal static int Compare(string left, string right) => string.CompareOrdinal(left.ToLowerInvariant(), right.ToLowerInvariant());
}
