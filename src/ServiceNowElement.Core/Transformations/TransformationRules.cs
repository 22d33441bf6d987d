namespace ServiceNowElement.Transformations;

/// <summary>What the configuration entries mean (contract cloud-elements-api §13.3).</summary>
public static class TransformationRules
{
    /// <summary>The type of the entry that lets unmapped members, or a field, through or not.</summary>
    public const string PassThrough = "passThrough";

    /// <summary>The type of the entry that drops a field.</summary>
    public const string Remove = "remove";

    /// <summary>The type of the entry that merges the next higher level.</summary>
    public const string Inherit = "inherit";

    /// <summary>The type of the entry with a date pattern.</summary>
    public const string TransformDate = "transformDate";

    /// <summary>Answers whether there is an entry of a type.</summary>
    /// <param name="rules">The entries.</param>
    /// <param name="type">The type.</param>
    /// <returns>True when there is one.</returns>
    public static bool Has(IReadOnlyList<TransformationRule> rules, string type) => Of(rules, type) != null;

    /// <summary>Answers whether unmapped members pass.</summary>
    /// <param name="rules">The entries of a transformation.</param>
    /// <param name="fromVendor">True for records that are read, false for those that are written.</param>
    /// <returns>True unless an entry says no.</returns>
    public static bool Passes(IReadOnlyList<TransformationRule> rules, bool fromVendor) => Of(rules, PassThrough) is not { } rule || ((fromVendor ? rule.FromVendor : rule.ToVendor) ?? true);

    /// <summary>Answers whether a field is carried.</summary>
    /// <param name="rules">The entries of the field.</param>
    /// <param name="fromVendor">True for records that are read, false for those that are written.</param>
    /// <returns>True unless an entry drops it.</returns>
    public static bool Carries(IReadOnlyList<TransformationRule> rules, bool fromVendor)
    {
        bool removed = Of(rules, Remove) is { } rule && ((fromVendor ? rule.FromVendor : rule.ToVendor) ?? true);
        return !removed && Passes(rules, fromVendor);
    }

    internal static TransformationRule? Of(IReadOnlyList<TransformationRule> rules, string type) =>
        rules.LastOrDefault(rule => string.Equals(rule.Type, type, StringComparison.OrdinalIgnoreCase));
}
