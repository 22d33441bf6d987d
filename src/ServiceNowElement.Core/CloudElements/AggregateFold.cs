using System.Globalization;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.CloudElements;

/// <summary>Groups and adds up records while they stream by; sums are exact decimals. No record is kept.</summary>
internal sealed class AggregateFold(ObjectSchema schema, AggregateQuery wanted)
{
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    internal void Add(Record record)
    {
        AggregateGroup[] groups = [.. wanted.GroupBy.Select(name => Group(name, record))];
        string key = string.Concat(groups.Select(group => (group.Value.Value ?? string.Empty).Length.ToString(CultureInfo.InvariantCulture) + ":" + group.Value.Value));
        if (!_buckets.TryGetValue(key, out Bucket? bucket))
        {
            _buckets[key] = bucket = new Bucket(groups);
        }

        bucket.Count++;
        foreach (string name in wanted.Sum.Concat(wanted.Average).Distinct(StringComparer.Ordinal))
        {
            string text = record[name].Value ?? string.Empty;
            if (text.Length > 0)
            {
                bucket.Numbers[name] = bucket.Numbers.TryGetValue(name, out (decimal Sum, long Count) before)
                    ? (before.Sum + Number(name, text), before.Count + 1) : (Number(name, text), 1);
            }
        }

        foreach (string name in wanted.Minimum)
        {
            Keep(bucket.Smallest, name, record, better: -1);
        }

        foreach (string name in wanted.Maximum)
        {
            Keep(bucket.Largest, name, record, better: 1);
        }
    }

    /// <summary>Gives one row per group, ordered by the groups' values; one row in all without groups.</summary>
    internal IReadOnlyList<AggregateRow> Rows()
    {
        if (wanted.GroupBy.Count == 0 && _buckets.Count == 0)
        {
            _buckets[string.Empty] = new Bucket([]);
        }

        return [.. _buckets.Values.OrderBy(bucket => bucket.Groups, Comparer<AggregateGroup[]>.Create(Compare)).Select(Row)];
    }

    private static int Compare(AggregateGroup[] left, AggregateGroup[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            int order = Compare(left[i].Value.Value ?? string.Empty, right[i].Value.Value ?? string.Empty);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    // Dates are stored so that their texts sort like them.
    private static int Compare(string left, string right) => TryNumber(left, out decimal one) && TryNumber(right, out decimal other) ? one.CompareTo(other) : string.CompareOrdinal(left, right);

    private static bool TryNumber(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number);

    private static void Keep(Dictionary<string, string> kept, string name, Record record, int better)
    {
        string text = record[name].Value ?? string.Empty;
        if (text.Length > 0 && (!kept.TryGetValue(name, out string? before) || Compare(text, before) * better > 0))
        {
            kept[name] = text;
        }
    }

    private static decimal Number(string name, string text) => TryNumber(text, out decimal number) ? number : throw ErrorCatalog.InvalidValue.With(text, "number", name);

    private AggregateGroup Group(string name, Record record)
    {
        FieldValue value = record[name];
        string text = value.Value ?? string.Empty;
        FieldSchema? field = schema.Find(name);
        string label = value.Display ?? field?.Choices.FirstOrDefault(choice => choice.Value == text)?.Label ?? text;
        return new AggregateGroup(name, field, new FieldValue(text, label));
    }

    private AggregateRow Row(Bucket bucket) => new()
    {
        Object = schema.Name,
        Groups = bucket.Groups,
        Count = bucket.Count,
        Sum = wanted.Sum.ToDictionary(name => name, name => bucket.Numbers.TryGetValue(name, out (decimal Sum, long Count) found) ? Text(found.Sum) : "0", StringComparer.Ordinal),
        Average = wanted.Average.ToDictionary(name => name, name => bucket.Numbers.TryGetValue(name, out (decimal Sum, long Count) found) ? Text(found.Sum / found.Count) : string.Empty, StringComparer.Ordinal),
        Minimum = wanted.Minimum.ToDictionary(name => name, name => bucket.Smallest.TryGetValue(name, out string? text) ? text : string.Empty, StringComparer.Ordinal),
        Maximum = wanted.Maximum.ToDictionary(name => name, name => bucket.Largest.TryGetValue(name, out string? text) ? text : string.Empty, StringComparer.Ordinal),
    };

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Bucket(AggregateGroup[] groups)
    {
        internal AggregateGroup[] Groups { get; } = groups;

        internal long Count { get; set; }

        internal Dictionary<string, (decimal Sum, long Count)> Numbers { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, string> Smallest { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, string> Largest { get; } = new(StringComparer.Ordinal);
    }
}
