using System.Globalization;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Compares what was sent with what the record holds afterwards: the instance may keep its own value without a word (contract servicenow-rest §2.7, EC75).</summary>
internal static class KeptValues
{
    internal static List<string> Ignored(ObjectSchema schema, Record record, Dictionary<string, string> wire) => wire
        .Where(pair => schema.Find(pair.Key)?.Kind is not (FieldKind.Journal or FieldKind.Secret))
        .Where(pair => !Same(pair.Value, record[pair.Key].Value ?? string.Empty))
        .Select(pair => pair.Key).ToList();

    private static bool Same(string sent, string kept) =>
        string.Equals(sent.Trim(), kept.Trim(), StringComparison.OrdinalIgnoreCase)
        || (decimal.TryParse(sent, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal left)
            && decimal.TryParse(kept, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal right) && left == right);
}
