using System.Globalization;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Schema;

/// <summary>Puts the rows of dictionary, choices and labels together: the nearest table of the chain decides (contract servicenow-rest §4.6).</summary>
internal sealed class DictionaryRows(IReadOnlyList<string> chain)
{
    internal static string[] ColumnFields { get; } = ["sys_id", "name", "element", "internal_type", "max_length", "reference", "mandatory", "display", "read_only", "active", "column_label", "choice"];
    internal static string[] ChoiceFields { get; } = ["sys_id", "name", "element", "value", "label", "sequence", "language"];
    internal static string[] LabelFields { get; } = ["sys_id", "name", "element", "label", "language"];

    private readonly List<Record> _columns = [];
    private readonly List<Record> _choices = [];
    private readonly List<Record> _labels = [];

    internal void AddColumn(Record row) => _columns.Add(row);

    internal void AddChoice(Record row) => _choices.Add(row);

    internal void AddLabel(Record row) => _labels.Add(row);

    internal IReadOnlyList<FieldSchema> Build()
    {
        Dictionary<string, string> labels = Nearest(_labels).ToDictionary(row => row.Key, row => Text(row.First(), "label"), StringComparer.Ordinal);
        Dictionary<string, List<Choice>> choices = Nearest(_choices.Where(row => Text(row, "language") is "en" or "")).ToDictionary(
            group => group.Key,
            group => group.OrderBy(row => Number(Text(row, "sequence")) ?? int.MaxValue).ThenBy(row => Number(Text(row, "value")) ?? int.MaxValue)
                .Select(row => new Choice(Text(row, "value"), Text(row, "label"))).GroupBy(choice => choice.Value).Select(same => same.First()).ToList(),
            StringComparer.Ordinal);
        return Nearest(_columns.Where(row => Text(row, "active") != "false"))
            .Select(group => Field(group.First(), labels, choices))
            .OrderBy(field => field.Name, StringComparer.Ordinal).ToList();
    }

    internal static FieldKind KindOf(string internalType) => internalType switch
    {
        "boolean" => FieldKind.Boolean,
        "integer" or "longint" or "count" or "order_index" => FieldKind.Integer,
        "decimal" or "float" or "percent_complete" => FieldKind.Decimal,
        "glide_date_time" or "due_date" or "glide_utc_time" => FieldKind.DateTime,
        "glide_date" => FieldKind.Date,
        "reference" or "domain_id" => FieldKind.Reference,
        "journal_input" or "journal_list" => FieldKind.Journal,
        "password" or "password2" => FieldKind.Secret,
        _ => FieldKind.Text,
    };

    private static FieldSchema Field(Record row, Dictionary<string, string> labels, Dictionary<string, List<Choice>> choices)
    {
        string name = Text(row, "element");
        string type = Text(row, "internal_type");
        string label = labels.TryGetValue(name, out string? documented) && documented.Length > 0 ? documented : Text(row, "column_label");
        string reference = Text(row, "reference");
        return new FieldSchema
        {
            Name = name,
            Label = label.Length > 0 ? label : name,
            Table = Text(row, "name"),
            InternalType = type.Length > 0 ? type : "string",
            Kind = KindOf(type),
            Reference = reference.Length > 0 ? reference : null,
            MaxLength = Number(Text(row, "max_length")),
            Mandatory = Text(row, "mandatory") == "true",
            ReadOnly = Text(row, "read_only") == "true",
            IsDisplay = Text(row, "display") == "true",
            Choices = choices.TryGetValue(name, out List<Choice>? allowed) ? allowed : [],
        };
    }

    /// <summary>Groups rows by column and keeps, of each, those of the nearest table.</summary>
    private IEnumerable<IGrouping<string, Record>> Nearest(IEnumerable<Record> rows) => rows
        .GroupBy(row => Text(row, "element"))
        .SelectMany(group =>
        {
            int nearest = group.Min(Distance);
            return group.Where(row => Distance(row) == nearest).GroupBy(row => Text(row, "element"));
        });

    private int Distance(Record row)
    {
        string table = Text(row, "name");
        for (int i = 0; i < chain.Count; i++)
        {
            if (chain[i] == table)
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    private static string Text(Record row, string name) => row[name].Value ?? string.Empty;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out int number) ? number : null;
}
