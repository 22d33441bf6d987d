using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.ServiceNow.Schema;

/// <summary>Infers columns from one row in both forms, for users who may not read the dictionary (contract servicenow-rest §4.6).</summary>
internal static class SampleSchema
{
    internal static Task<ObjectSchema> LoadAsync(PageSource source, string table, CallContext call)
    {
        var request = new ApiRequest
        {
            Target = $"api/now/v2/table/{Uri.EscapeDataString(table)}?sysparm_limit=1&sysparm_display_value=all&sysparm_no_count=true",
            Table = table,
        };
        return source.Client.SendAsync(
            request,
            async response =>
            {
                string body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                var row = ((ElementJson.TryParse(body) as JObject)?["result"] as JArray)?.FirstOrDefault() as JObject;
                List<FieldSchema> fields = row?.Properties().Select(Infer).ToList() ?? [];
                if (!fields.Any(field => field.Name == "sys_id"))
                {
                    fields.Add(new FieldSchema { Name = "sys_id", Label = "Sys ID", Table = table, InternalType = "GUID" });
                }

                return new ObjectSchema(table, table, [], fields) { IsInferred = true };
            },
            call);
    }

    private static FieldSchema Infer(JProperty property)
    {
        var both = property.Value as JObject;
        string link = both.Member("link").Text() ?? string.Empty;
        string[] parts = link.Split('/');
        int at = Array.IndexOf(parts, "table");
        string? target = at >= 0 && at + 1 < parts.Length ? parts[at + 1].Split('?')[0] : null;
        return new FieldSchema
        {
            Name = property.Name,
            Label = property.Name,
            InternalType = target == null ? "string" : "reference",
            Kind = target == null ? FieldKind.Text : FieldKind.Reference,
            Reference = target,
            IsDisplay = property.Name is "number" or "name",
        };
    }
}
