using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Output;
using ServiceNowElement.Query;

namespace ServiceNowElement.Binding;

/// <summary>Turns objects of the pipeline into neutral trees, with values the way they travel, and back.</summary>
internal static class RecordTree
{
    internal const string TypeName = "ServiceNowElement.Transformed";
    private const int Deepest = 32;

    internal static IDictionary<string, object?> Read(PSObject input) =>
        Tree(input, 0) as IDictionary<string, object?> ?? throw ErrorCatalog.NotARecord.With("it has no members");

    internal static PSObject ToObject(IDictionary<string, object?> tree)
    {
        PSObject shaped = Shape(tree);
        shaped.TypeNames.Insert(0, TypeName);
        return shaped;
    }

    private static object? Tree(object? value, int depth)
    {
        object? plain = Values.Unwrap(value);
        if (depth > Deepest)
        {
            throw ErrorCatalog.NotARecord.With("it is nested too deeply");
        }

        switch (plain)
        {
            case null:
                return null;
            case CEValue labelled:
                return labelled.Value;
            case string or bool or decimal or long:
                return plain;
            case SwitchParameter flag:
                return flag.IsPresent;
            case DateTime time:
                return WireTime.Format(time);
            case DateTimeOffset time:
                return WireTime.Format(time);
            case byte or sbyte or short or ushort or int or uint:
                return Convert.ToInt64(plain, CultureInfo.InvariantCulture);
            case IDictionary dictionary:
                return dictionary.Cast<DictionaryEntry>().GroupBy(entry => entry.Key.ToString() ?? string.Empty, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => Tree(group.First().Value, depth + 1), StringComparer.Ordinal);
            case PSObject shaped:
                return shaped.Properties.ToDictionary(property => property.Name, property => Tree(property.Value, depth + 1), StringComparer.Ordinal);
            case IEnumerable many:
                return many.Cast<object?>().Select(item => Tree(item, depth + 1)).ToList();
            default:
                return Convert.ToString(plain, CultureInfo.InvariantCulture);
        }
    }

    private static PSObject Shape(IDictionary<string, object?> members)
    {
        var shaped = new PSObject();
        foreach (KeyValuePair<string, object?> member in members)
        {
            // Names differ in letter case only where a mapping made them; the later one shows.
            shaped.Properties.Remove(member.Key);
            shaped.Properties.Add(new PSNoteProperty(member.Key, Value(member.Value)));
        }

        return shaped;
    }

    private static object? Value(object? value) => value switch
    {
        IDictionary<string, object?> members => Shape(members),
        IList<object?> list => list.Select(Value).ToArray(),
        _ => value,
    };
}
