namespace ServiceNowElement.Model;

/// <summary>A range of sys_ids of which the upper part is still to be read.</summary>
/// <param name="From">The smallest sys_id of the range, or null for an open end below.</param>
/// <param name="After">The last sys_id that was delivered, or null when none was.</param>
/// <param name="Below">The sys_id that ends the range, or null for an open end above.</param>
/// <param name="Estimate">About how many records are left in it.</param>
public sealed record ResumeRange(string? From, string? After, string? Below, long Estimate);
