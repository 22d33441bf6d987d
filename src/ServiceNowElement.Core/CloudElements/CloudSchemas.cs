using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.CloudElements;

/// <summary>
/// Objects and columns as a service describes them (contract cloud-elements-api §8). A table and the element's own name for it mean the
/// same (design §3), unless a transformation gives that name columns of its own.
/// </summary>
internal sealed class CloudSchemas(CloudCalls calls) : SchemaCache(calls.Instance)
{
    private static readonly Dictionary<string, string> s_helium = new(StringComparer.Ordinal) { ["Elements-Version"] = "Helium" };
    private volatile Dictionary<string, CloudObject>? _known;

    internal override void Forget()
    {
        _known = null;
        base.Forget();
    }

    /// <summary>Looks a name up the way it was given: defined objects have names of any letter case.</summary>
    protected override string KeyOf(string objectName) => objectName.Trim();

    protected override async Task<List<ObjectSummary>> LoadObjectsAsync(CallContext call) =>
        [.. (await KnownAsync(call).ConfigureAwait(false)).Values.Select(found => new ObjectSummary(found.Name, found.Label, found.Parent))];

    protected override async Task<ObjectSchema> LoadAsync(string table, CallContext call)
    {
        if (table.Length == 0 || table.IndexOf('/') >= 0)
        {
            throw await UnknownAsync(table, call).ConfigureAwait(false);
        }

        foreach (string name in Spellings(table))
        {
            CloudFields? fields = await FieldsAsync(name, call).ConfigureAwait(false);
            if (fields == null)
            {
                continue;
            }

            if (!fields.IsMapped && ObjectNames.IsResource(name) && await FieldsAsync(ObjectNames.ToTable(name), call).ConfigureAwait(false) is { IsMapped: false } own)
            {
                // Nothing of its own: records are called by their table, as they are everywhere else.
                return own.Build(ObjectNames.ToTable(name), null);
            }

            // What a transformation does not map passes through under the vendor's names (contract §13.3).
            string? vendor = fields.IsMapped ? await VendorOfAsync(name, call).ConfigureAwait(false) : null;
            return fields.Build(name, vendor == null || vendor == name ? null : await FieldsAsync(vendor, call).ConfigureAwait(false));
        }

        throw await UnknownAsync(table, call).ConfigureAwait(false);
    }

    /// <summary>The name as given first; then the table behind it, or the element's name for the table, where a service knows only one of them.</summary>
    private static IEnumerable<string> Spellings(string name) =>
        new[] { name, name.ToLowerInvariant(), ObjectNames.ToTable(name), ObjectNames.ToResource(name.ToLowerInvariant()) }.Distinct(StringComparer.Ordinal);

    private async Task<string?> VendorOfAsync(string name, CallContext call)
    {
        string vendor = (await KnownAsync(call).ConfigureAwait(false)).TryGetValue(name, out CloudObject? found) && found.VendorName.Length > 0 ? found.VendorName : name;
        return ObjectNames.ToTable(vendor);
    }

    private async Task<CloudFields?> FieldsAsync(string name, CallContext call)
    {
        var request = new ApiRequest { Target = $"{CloudCalls.Hub}objects/{Uri.EscapeDataString(name)}/metadata", Table = name, Headers = s_helium };
        try
        {
            return await calls.SendAsync(request, (answer, _) => CloudFields.Read(name, answer), call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            return null;
        }
    }

    private async Task<Dictionary<string, CloudObject>> KnownAsync(CallContext call)
    {
        if (_known == null)
        {
            JToken? answer = await calls.GetAsync(CloudCalls.Hub + "objects", "objects", null, call, s_helium).ConfigureAwait(false);
            _known = (answer as JArray ?? []).Select(CloudObject.Read).Where(found => found.Name.Length > 0)
                .GroupBy(found => found.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        }

        return _known;
    }
}
