using System.Text.Json.Nodes;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Instances;

/// <summary>Instances and their configuration as JSON (contract cloud-elements-api §5.2, §5.5).</summary>
internal sealed class InstanceAnswers(SecretBox box)
{
    internal JsonObject Of(InstanceEntity row, UserEntity? user, bool hydrate = true)
    {
        ElementDefinition element = ElementCatalogue.Require(row.ElementKey);
        Dictionary<string, string?> shown = row.Configuration.OrderBy(entry => entry.Id).ToDictionary(entry => entry.Key, Shown, StringComparer.Ordinal);
        return new JsonObject
        {
            ["id"] = row.Id,
            ["name"] = row.Name,
            ["createdDate"] = ApiJson.Date(row.CreatedAt),
            ["token"] = box.Open(row.TokenProtected),
            ["element"] = hydrate ? ElementAnswers.Of(element, configuration: false) : ElementAnswers.Short(element),
            ["elementId"] = element.Id,
            ["tags"] = JsonNode.Parse(row.Tags),
            ["provisionInteractions"] = new JsonArray(),
            ["valid"] = true,
            ["disabled"] = row.Disabled,
            ["maxCacheSize"] = 0,
            ["cacheTimeToLive"] = 0,
            ["configuration"] = new JsonObject(shown.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["eventsEnabled"] = string.Equals(shown.GetValueOrDefault(ConfigurationKeys.EventsEnabled), "true", StringComparison.OrdinalIgnoreCase),
            ["traceLoggingEnabled"] = false,
            ["cachingEnabled"] = false,
            ["externalAuthentication"] = row.ExternalAuthentication,
            ["user"] = new JsonObject
            {
                ["id"] = row.UserId,
                ["emailAddress"] = user?.Email ?? string.Empty,
                ["firstName"] = user?.FirstName ?? string.Empty,
                ["lastName"] = user?.LastName ?? string.Empty,
            },
        };
    }

    /// <summary>Writes one configuration item.</summary>
    internal static JsonObject Item(ElementDefinition element, ConfigurationEntity entry)
    {
        ConfigurationItem? item = element.Find(entry.Key);
        return new JsonObject
        {
            ["id"] = entry.Id,
            ["key"] = entry.Key,
            ["name"] = item?.Name ?? entry.Key,
            ["description"] = item?.Description ?? entry.Key,
            ["propertyValue"] = Shown(entry),
            ["type"] = item?.Type ?? (entry.IsSecret ? "PASSWORD" : "TEXTFIELD_1000"),
            ["required"] = item?.Required ?? false,
            ["active"] = true,
            ["hideFromConsole"] = item?.Internal ?? false,
        };
    }

    private static string? Shown(ConfigurationEntity entry) => entry is { IsSecret: true, Value: not null } ? ConfigurationRule.Mask : entry.Value;
}
