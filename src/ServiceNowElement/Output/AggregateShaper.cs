using System.Globalization;
using System.Management.Automation;
using ServiceNowElement.Model;

namespace ServiceNowElement.Output;

/// <summary>Makes a flat object of an aggregate row: the groups by name, the count, and figures such as <c>Sum_reassignment_count</c>.</summary>
internal static class AggregateShaper
{
    internal const string TypeName = "ServiceNowElement.Aggregate";

    internal static PSObject ToObject(AggregateRow row)
    {
        var shaped = new PSObject();
        foreach (AggregateGroup group in row.Groups)
        {
            shaped.Properties.Add(new PSNoteProperty(group.Field, RecordShaper.Value(new RecordColumn(group.Field, group.Schema), group.Value, ValueMode.Value)));
        }

        shaped.Properties.Add(new PSNoteProperty("Count", row.Count));
        Add(shaped, "Sum", row.Sum);
        Add(shaped, "Average", row.Average);
        Add(shaped, "Minimum", row.Minimum);
        Add(shaped, "Maximum", row.Maximum);
        shaped.TypeNames.Insert(0, TypeName);
        return shaped;
    }

    private static void Add(PSObject shaped, string kind, IReadOnlyDictionary<string, string> figures)
    {
        foreach (KeyValuePair<string, string> figure in figures)
        {
            object value = decimal.TryParse(figure.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : figure.Value;
            shaped.Properties.Add(new PSNoteProperty(kind + "_" + figure.Key, value));
        }
    }
}
