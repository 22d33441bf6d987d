using ServiceNowElement.Service.Instances;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>One level that a route addresses, and with it the levels above (contract cloud-elements-api §13.1, §13.4).</summary>
/// <param name="Level">The level.</param>
/// <param name="OrganizationId">The organization.</param>
/// <param name="AccountId">The account at account level and, for what is inherited, at instance level; else null.</param>
/// <param name="InstanceId">The instance at instance level, else null.</param>
/// <param name="ElementKey">The element of transformations; empty on routes of definitions above the instance.</param>
internal sealed record ResourceScope(ResourceLevel Level, long OrganizationId, long? AccountId, long? InstanceId, string ElementKey)
{
    /// <summary>Gets the level as the store and the answers name it.</summary>
    internal string LevelName => Name(Level);

    /// <summary>Gets the account of rows of this level.</summary>
    internal long? RowAccount => Level == ResourceLevel.Account ? AccountId : null;

    /// <summary>Gets the element of transformations of this level: an instance says it itself.</summary>
    internal string RowElement => Level == ResourceLevel.Instance ? string.Empty : ElementKey;

    internal static ResourceScope Of(InstanceInfo instance) => new(ResourceLevel.Instance, instance.OrganizationId, instance.AccountId, instance.Id, instance.ElementKey);

    internal static string Name(ResourceLevel level) => level switch
    {
        ResourceLevel.Instance => "instance",
        ResourceLevel.Account => "account",
        _ => "organization",
    };

    internal static ResourceLevel Parse(string level) => level switch
    {
        "instance" => ResourceLevel.Instance,
        "account" => ResourceLevel.Account,
        _ => ResourceLevel.Organization,
    };
}
