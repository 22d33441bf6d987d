using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Counts, sums and extremes computed by the instance (contract servicenow-rest §4.1).</summary>
internal sealed class StatsClient(ApiClient client)
{
    internal Task<long> CountAsync(string table, EncodedQuery query, CallContext call) =>
        AskAsync(table, query, "&sysparm_count=true", result => Number(result.Member("stats").Member("count")), call);

    /// <summary>Count and newest change: equal before and after a read means the rows stood still.</summary>
    internal Task<(long Count, string Newest)> StateAsync(string table, EncodedQuery query, CallContext call) => AskAsync(
        table,
        query,
        "&sysparm_count=true&sysparm_max_fields=sys_updated_on",
        result => (Number(result.Member("stats").Member("count")), result.Member("stats").Member("max").Member("sys_updated_on").Text() ?? string.Empty),
        call);

    internal Task<IReadOnlyList<AggregateRow>> AggregateAsync(ObjectSchema schema, EncodedQuery query, AggregateQuery wanted, CallContext call)
    {
        var text = new StringBuilder("&sysparm_count=true");
        Append(text, "sum_fields", wanted.Sum);
        Append(text, "avg_fields", wanted.Average);
        Append(text, "min_fields", wanted.Minimum);
        Append(text, "max_fields", wanted.Maximum);
        Append(text, "group_by", wanted.GroupBy);
        return AskAsync<IReadOnlyList<AggregateRow>>(
            schema.Name,
            query,
            text + "&sysparm_display_value=all",
            result => (result is JArray many ? many : (IEnumerable<JToken>)[result]).Select(row => Row(schema, wanted, row)).ToList(),
            call);
    }

    private static AggregateRow Row(ObjectSchema schema, AggregateQuery wanted, JToken row)
    {
        JToken? stats = row.Member("stats");
        return new AggregateRow
        {
            Object = schema.Name,
            Count = Number(stats.Member("count")),
            Groups = wanted.GroupBy.Select(name => Group(schema, name, row.Member("groupby_fields") as JArray)).ToList(),
            Sum = Figures(stats.Member("sum")),
            Average = Figures(stats.Member("avg")),
            Minimum = Figures(stats.Member("min")),
            Maximum = Figures(stats.Member("max")),
        };
    }

    private static AggregateGroup Group(ObjectSchema schema, string name, JArray? groups)
    {
        JToken? group = groups?.FirstOrDefault(token => token.Member("field").Text() == name);
        string value = group.Member("value").Text() ?? string.Empty;
        return new AggregateGroup(name, schema.Find(name), new FieldValue(value, group.Member("display_value").Text() ?? value));
    }

    private static Dictionary<string, string> Figures(JToken? token)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JProperty property in (token as JObject)?.Properties() ?? [])
        {
            // With labels asked for, a figure may come as an object of both forms.
            figures[property.Name] = (property.Value is JObject both ? both["value"] : property.Value).Text() ?? string.Empty;
        }

        return figures;
    }

    private static long Number(JToken? token) =>
        // An unreadable count must never look like "no rows".
        long.TryParse(token.Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : throw new JsonException("it has no count");

    private static void Append(StringBuilder text, string name, IReadOnlyList<string> fields)
    {
        if (fields.Count > 0)
        {
            text.Append("&sysparm_").Append(name).Append('=').Append(Uri.EscapeDataString(string.Join(",", fields)));
        }
    }

    private Task<T> AskAsync<T>(string table, EncodedQuery query, string parameters, Func<JToken, T> read, CallContext call)
    {
        string conditions = query.With(string.Empty, string.Empty);
        string filter = conditions.Length == 0 ? string.Empty : "&sysparm_query=" + Uri.EscapeDataString(conditions);
        var request = new ApiRequest { Target = "api/now/v1/stats/" + Uri.EscapeDataString(table) + "?" + parameters.TrimStart('&') + filter, Table = table };
        return client.SendAsync(
            request,
            async response =>
            {
                try
                {
                    string body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                    return read((ElementJson.TryParse(body) as JObject)?["result"] ?? throw new JsonException("it has no result"));
                }
                catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException)
                {
                    throw ResponseClassifier.Damaged(client.Instance, request, failure.Message, failure);
                }
            },
            call);
    }
}
