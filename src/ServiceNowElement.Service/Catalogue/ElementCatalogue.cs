using System.Globalization;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Catalogue;

/// <summary>The elements of this service (contract cloud-elements-api §4.2, D16).</summary>
internal static class ElementCatalogue
{
    internal const string HubKey = "helpdesk";

    internal static ElementDefinition ServiceNow { get; } = new(145, "servicenow", "ServiceNow", "IT service management of ServiceNow, signed in with user name and password.", false, ElementConfiguration.Basic);

    internal static ElementDefinition ServiceNowOAuth { get; } = new(566, "servicenowoauth", "ServiceNow OAuth", "IT service management of ServiceNow, signed in with OAuth 2.0.", true, ElementConfiguration.OAuth);

    internal static IReadOnlyList<ElementDefinition> All { get; } = [ServiceNow, ServiceNowOAuth];

    /// <summary>Gets the resources that every instance has (contract §7.1).</summary>
    internal static IReadOnlyList<string> Resources { get; } = ["accounts", "agents", "contacts", "incidents"];

    internal static ElementDefinition? Find(string keyOrId)
    {
        // The documentation's sample answer has another number for the OAuth element than its page data.
        string wanted = keyOrId == "1323" ? "566" : keyOrId;
        return All.FirstOrDefault(element => element.Key.Equals(wanted, StringComparison.OrdinalIgnoreCase) || element.Id.ToString(CultureInfo.InvariantCulture) == wanted);
    }

    internal static ElementDefinition Require(string keyOrId) =>
        Find(keyOrId) ?? throw new ApiException(StatusCodes.Status404NotFound, $"No element found with key or id '{(keyOrId.Length > 100 ? keyOrId[..100] + "…" : keyOrId)}'.");
}
