namespace ServiceNowElement.Service.Instances;

/// <summary>What a hub call knows of the instance it addresses; no secret is in it.</summary>
/// <param name="Id">The numeric id.</param>
/// <param name="Name">The name.</param>
/// <param name="ElementKey"><c>servicenow</c> or <c>servicenowoauth</c>.</param>
/// <param name="OrganizationId">The organization it belongs to.</param>
/// <param name="AccountId">The account it belongs to.</param>
/// <param name="UserId">The user who made it.</param>
/// <param name="Disabled">True while calls to its resources answer 403 (contract cloud-elements-api §5.7).</param>
/// <param name="Configuration">Its configuration by key, secrets left out (contract §4.3).</param>
internal sealed record InstanceInfo(
    long Id, string Name, string ElementKey, long OrganizationId, long AccountId, long UserId, bool Disabled, IReadOnlyDictionary<string, string?> Configuration)
{
    /// <summary>Gets a value indicating whether null members leave every record (contract §7.5).</summary>
    internal bool FiltersNulls => !string.Equals(Configuration.GetValueOrDefault("filter.response.nulls"), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the largest page (contract §9).</summary>
    internal int LargestPage => int.TryParse(Configuration.GetValueOrDefault("pagination.max"), System.Globalization.CultureInfo.InvariantCulture, out int most) && most > 0 ? most : 200;
}
