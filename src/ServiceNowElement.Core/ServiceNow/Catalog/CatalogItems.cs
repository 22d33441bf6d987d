using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Catalog;

/// <summary>Reads catalog items. Here booleans, numbers and null are real JSON types, unlike in the Table API (contract servicenow-rest §4.5).</summary>
internal static class CatalogItems
{
    internal static List<CatalogItem> Many(JToken result, string instance) => result is JArray rows ? [.. rows.Select(row => One(row, instance))] : throw new JsonException("the list of catalog items is no list");

    internal static CatalogItem One(JToken row, string instance)
    {
        string id = Text(row, "sys_id");
        return new CatalogItem
        {
            SysId = id.Length > 0 ? id : throw new JsonException("a catalog item has no sys_id"),
            Name = Text(row, "name"),
            ShortDescription = Text(row, "short_description"),
            Category = row.Member("category") is JObject category ? First(category, "title", "name", "display_value") : Text(row, "category"),
            Type = TypeOf(row),
            Price = Text(row, "price"),
            Variables = row.Member("variables") is JArray variables ? Variables(variables) : null,
            Instance = instance,
        };
    }

    private static string TypeOf(JToken row)
    {
        string type = Text(row, "type");
        return type.Length > 0 ? type : Text(row, "sys_class_name") switch
        {
            "sc_cat_item_producer" => "record_producer",
            "sc_cat_item_guide" => "order_guide",
            "" => string.Empty,
            _ => "catalog_item",
        };
    }

    private static List<CatalogVariable> Variables(JArray rows)
    {
        var variables = new List<CatalogVariable>();
        foreach (JObject row in rows.OfType<JObject>())
        {
            string name = Text(row, "name");
            string type = First(row, "friendly_type", "type", "display_type");
            if (row.Member("children") is JArray { Count: > 0 } children && !CatalogAnswers.IsMultiRow(type))
            {
                // Containers are not answered, what is in them is.
                variables.AddRange(Variables(children));
            }
            else if (name.Length > 0)
            {
                // The instance fills in a default for what is not answered.
                bool mandatory = IsTrue(row, "mandatory") && First(row, "value", "default_value").Length == 0;
                variables.Add(new CatalogVariable(name, First(row, "label", "question_text", "name"), type, mandatory, Choices(row)));
            }
        }

        return variables;
    }

    private static List<Choice> Choices(JObject row) => [.. (row.Member("choices") as JArray ?? [])
        .OfType<JObject>()
        .Select(choice => new Choice(Text(choice, "value"), First(choice, "label", "text", "value")))
        .Where(choice => choice.Value.Length > 0)];

    private static bool IsTrue(JToken row, string name) => string.Equals(Text(row, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string First(JToken row, params string[] names) => names.Select(name => Text(row, name)).FirstOrDefault(text => text.Length > 0) ?? string.Empty;

    private static string Text(JToken row, string name) => row.Member(name).Text() ?? string.Empty;
}
