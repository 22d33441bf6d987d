using ServiceNowElement.Model;

namespace ServiceNowElement.CloudElements;

/// <summary>Gives choices the labels of the schema where a service sends stored values alone.</summary>
internal static class CloudLabels
{
    internal static RecordPage Fill(RecordPage page)
    {
        RecordLayout layout = page.Records[0].Layout;
        int[] choices = layout.Mode == ValueMode.Raw ? [] : [.. Enumerable.Range(0, layout.Columns.Count).Where(i => layout.Columns[i].Field?.Choices.Count > 0)];
        return choices.Length == 0 || !page.Records.Any(record => Array.Exists(choices, i => Lacks(record[i])))
            ? page
            : page with { Records = [.. page.Records.Select(record => Fill(record, choices))] };
    }

    internal static Record Fill(Record record) => Fill(new RecordPage([record], null)).Records[0];

    private static Record Fill(Record record, int[] choices)
    {
        FieldValue[] values = [.. Enumerable.Range(0, record.Layout.Columns.Count).Select(i => record[i])];
        foreach (int i in choices.Where(i => Lacks(values[i])))
        {
            string stored = values[i].Value!;
            Choice? choice = record.Layout.Columns[i].Field!.Choices.FirstOrDefault(known => known.Value == stored);
            values[i] = new FieldValue(stored, choice?.Label ?? stored);
        }

        return new Record(record.Layout, values);
    }

    private static bool Lacks(FieldValue value) => value.Display == null && !string.IsNullOrEmpty(value.Value);
}
