using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Binding;

/// <summary>Reads records by key in few requests: a thousand piped keys are ten requests, not a thousand (style §4).</summary>
internal static class RecordKeys
{
    internal const int BatchSize = 100;

    /// <summary>Reads the records of the keys.</summary>
    /// <returns>The keys that found nothing.</returns>
    internal static async Task<IReadOnlyList<string>> ReadAsync(
        IElement element, string table, IReadOnlyList<string> keys, IReadOnlyList<string> fields, ValueMode mode, Func<RecordPage, Task> onPage, CallContext call)
    {
        ObjectSchema schema = await element.GetSchemaAsync(table, call).ConfigureAwait(false);
        string display = schema.DisplayField?.Name ?? "sys_id";
        var missing = new HashSet<string>(keys.Select(key => key.Trim()), StringComparer.OrdinalIgnoreCase);
        var wanted = new List<string>(fields);
        if (!wanted.Contains("*") && !wanted.Contains(display))
        {
            // Without it nobody could tell which keys were found.
            wanted.Add(display);
        }

        foreach (IGrouping<string, string> group in missing.ToList().GroupBy(key => ObjectNames.IsSysId(key) ? "sys_id" : display).ToList())
        {
            for (int start = 0; start < group.Count(); start += BatchSize)
            {
                object?[] batch = group.Skip(start).Take(BatchSize).Cast<object?>().ToArray();
                var query = new RecordQuery { Object = table, Filter = new FilterTerm(group.Key, FilterOperator.In, batch), Fields = wanted, Mode = mode };
                await element.FindAsync(query, page => TakeAsync(page, missing, display, onPage), call).ConfigureAwait(false);
            }
        }

        // Ids that do not look like one exist (contract servicenow-rest §2.5).
        object?[] odd = display == "sys_id" ? [] : missing.Where(key => !ObjectNames.IsSysId(key)).Cast<object?>().ToArray();
        if (odd.Length > 0)
        {
            var query = new RecordQuery { Object = table, Filter = new FilterTerm("sys_id", FilterOperator.In, odd), Fields = wanted, Mode = mode };
            await element.FindAsync(query, page => TakeAsync(page, missing, display, onPage), call).ConfigureAwait(false);
        }

        return [.. missing];
    }

    private static Task TakeAsync(RecordPage page, HashSet<string> missing, string display, Func<RecordPage, Task> onPage)
    {
        foreach (Record record in page.Records)
        {
            missing.Remove(record.SysId);
            missing.Remove(record[display].Value ?? string.Empty);
            missing.Remove(record[display].Display ?? string.Empty);
        }

        return onPage(page);
    }
}
