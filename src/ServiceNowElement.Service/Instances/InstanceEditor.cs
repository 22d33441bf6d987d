using System.Text.Json.Nodes;
using ServiceNowElement.Model;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Instances;

/// <summary>Creates and changes instances by the rules of contract cloud-elements-api §5.1 and §5.4: merge, prove, store.</summary>
internal sealed class InstanceEditor(ServiceDbFactory db, InstanceStore store, InstanceProver prover, ElementSource source, InstanceReader reader)
{
    internal async Task<JsonNode?> CreateAsync(ApiCall call, string? elementKeyOrId)
    {
        InstanceBody body = await InstanceBody.ReadAsync(call.Http);
        string wanted = elementKeyOrId ?? body.Element ?? throw new ApiException(StatusCodes.Status400BadRequest, "The instance needs an element: {\"element\":{\"key\":\"servicenow\"}}.");
        ElementDefinition element = ElementCatalogue.Require(wanted);
        if (string.IsNullOrEmpty(body.Name))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The instance needs a name.");
        }

        Dictionary<string, string?> values = element.Configuration.ToDictionary(item => item.Key, item => item.Default, StringComparer.Ordinal);
        Merge(element, values, body.Configuration, new Dictionary<string, string?>());
        JsonArray? objects = null;
        await prover.ProveAsync(element, values, body.Code, body.RetrieveObjects ? async (open, context) => objects = await ObjectsAsync(open, context) : null, call.Token);
        long id = await store.AddAsync(call.Caller, element, body, values, call.Token);
        JsonObject answer = await reader.OneAsync(id, call.Token);
        if (objects != null)
        {
            answer["objects"] = objects;
        }

        return answer;
    }

    /// <summary>Changes an instance: PUT replaces what it names and the rest of the configuration, PATCH merges.</summary>
    internal async Task<JsonNode?> ChangeAsync(ApiCall call, long id, bool replace)
    {
        InstanceBody body = await InstanceBody.ReadAsync(call.Http);
        InstanceEntity row;
        await using (ServiceDb context = db.CreateDbContext())
        {
            row = await InstanceStore.FindAsync(context, id, call.Token);
        }

        ElementDefinition element = ElementCatalogue.Require(row.ElementKey);
        if (body.Element != null && ElementCatalogue.Require(body.Element) != element)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "An instance cannot be moved to an element that is no clone of its own.");
        }

        if (body.Name is { Length: 0 })
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The instance needs a name.");
        }

        Dictionary<string, string?>? changes = null;
        bool whole = replace && body.Configuration != null;
        if (body.Configuration != null || body.Code != null)
        {
            Dictionary<string, string?> old = source.Clear(row);
            Dictionary<string, string?> values = whole
                ? element.Configuration.ToDictionary(item => item.Key, item => Kept(item) ? old.GetValueOrDefault(item.Key) : item.Default, StringComparer.Ordinal)
                : new Dictionary<string, string?>(old, StringComparer.Ordinal);
            Merge(element, values, body.Configuration, old);
            if (body.Code != null || values.Any(pair => ConfigurationRule.IsConnection(pair.Key) && pair.Value != old.GetValueOrDefault(pair.Key)))
            {
                await prover.ProveAsync(element, values, body.Code, null, call.Token);
            }

            changes = whole ? values : Changes(values, old);
        }

        await store.ChangeAsync(id, body.Name, body.Tags, changes, whole, call.Token);
        return await reader.OneAsync(id, call.Token);
    }

    /// <summary>Changes one configuration value.</summary>
    internal async Task ChangeValueAsync(InstanceEntity row, string key, string? value, CancellationToken token)
    {
        ElementDefinition element = ElementCatalogue.Require(row.ElementKey);
        Dictionary<string, string?> old = source.Clear(row);
        var values = new Dictionary<string, string?>(old, StringComparer.Ordinal);
        Merge(element, values, new Dictionary<string, string?> { [key] = value }, old);
        if (ConfigurationRule.IsConnection(key) && values[key] != old.GetValueOrDefault(key))
        {
            await prover.ProveAsync(element, values, null, null, token);
        }

        await store.ChangeAsync(row.Id, null, null, Changes(values, old), removeOthers: false, token);
    }

    private static Dictionary<string, string?> Changes(Dictionary<string, string?> values, Dictionary<string, string?> old) =>
        values.Where(pair => !old.TryGetValue(pair.Key, out string? before) || before != pair.Value).ToDictionary(StringComparer.Ordinal);

    // A replacement that leaves them out must not cut the connection.
    private static bool Kept(ConfigurationItem item) => item.Required || item.IsSecret;

    private static void Merge(ElementDefinition element, Dictionary<string, string?> values, IReadOnlyDictionary<string, string?>? given, IReadOnlyDictionary<string, string?> old)
    {
        foreach ((string key, string? value) in given ?? new Dictionary<string, string?>())
        {
            if (value == ConfigurationRule.Mask && ConfigurationRule.IsSecret(element, key))
            {
                values[key] = old.GetValueOrDefault(key);
            }
            else
            {
                // What a caller sends as null or empty falls back to what the instance would show without it.
                values[key] = value ?? element.Find(key)?.Default;
            }
        }
    }

    private static async Task<JsonArray> ObjectsAsync(IElement open, CallContext context)
    {
        var objects = new JsonArray([.. ElementCatalogue.Resources.Select(name => Listed(name, ObjectNames.ToTable(name), "ceCanonical"))]);
        await open.ListObjectsAsync(
            page =>
            {
                foreach (ObjectSummary found in page)
                {
                    objects.Add(Listed(found.Name, found.Name, "vendor"));
                }

                return Task.CompletedTask;
            },
            context);
        return objects;
    }

    private static JsonObject Listed(string name, string vendorName, string type) => new() { ["name"] = name, ["vendorName"] = vendorName, ["type"] = type };
}
