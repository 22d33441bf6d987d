using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.ServiceNow.Schema;

/// <summary>
/// What the instance's dictionary says (contract servicenow-rest §4.6). A table's columns are the union along its ancestors; users who
/// may not read the dictionary get columns inferred from a sample row.
/// </summary>
internal sealed class DictionarySchemas(PageSource source) : SchemaCache(source.Client.Instance)
{
    private const int Ancestors = 8;

    protected override string KeyOf(string objectName) => ObjectNames.ToTable(objectName);

    protected override async Task<List<ObjectSummary>> LoadObjectsAsync(CallContext call)
    {
        var objects = new List<ObjectSummary>();
        await RowsAsync("sys_db_object", EncodedQuery.Parse("nameISNOTEMPTY"), ["sys_id", "name", "label", "super_class.name"], call, row =>
            objects.Add(new ObjectSummary(Text(row, "name"), Text(row, "label"), Text(row, "super_class.name") is { Length: > 0 } parent ? parent : null))).ConfigureAwait(false);
        return objects;
    }

    protected override async Task<ObjectSchema> LoadAsync(string table, CallContext call)
    {
        if (!table.All(c => char.IsLetterOrDigit(c) || c == '_') || table.Length == 0)
        {
            throw await UnknownAsync(table, call).ConfigureAwait(false);
        }

        try
        {
            return await LoadFromDictionaryAsync(table, call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.Reason == "AclDenied")
        {
            call.Diagnostics.Verbose($"The dictionary may not be read ({failure.Message}); the columns of {table} are taken from a sample row.");
            return await SampleSchema.LoadAsync(source, table, call).ConfigureAwait(false);
        }
    }

    private async Task<ObjectSchema> LoadFromDictionaryAsync(string table, CallContext call)
    {
        string[] walk = Enumerable.Range(0, Ancestors).Select(level => string.Concat(Enumerable.Repeat("super_class.", level))).ToArray();
        Record? row = null;
        await RowsAsync("sys_db_object", EncodedQuery.Parse("name=" + table), ["sys_id", "label", .. walk.Select(step => step + "name")], call, found => row = found).ConfigureAwait(false);
        if (row == null)
        {
            // Either there is no such table, or this user sees none of them.
            if ((await GetObjectsAsync(call).ConfigureAwait(false)).Count == 0)
            {
                return await SampleSchema.LoadAsync(source, table, call).ConfigureAwait(false);
            }

            throw await UnknownAsync(table, call).ConfigureAwait(false);
        }

        List<string> chain = walk.Select(step => Text(row, step + "name")).TakeWhile(name => name.Length > 0).ToList();
        string names = "nameIN" + string.Join(",", chain);
        var rows = new DictionaryRows(chain);
        Task[] loads =
        [
            RowsAsync("sys_dictionary", EncodedQuery.Parse(names + "^elementISNOTEMPTY"), DictionaryRows.ColumnFields, call, rows.AddColumn),
            TolerantAsync(RowsAsync("sys_choice", EncodedQuery.Parse(names + "^inactive=false"), DictionaryRows.ChoiceFields, call, rows.AddChoice), "choices", call),
            TolerantAsync(RowsAsync("sys_documentation", EncodedQuery.Parse(names + "^language=en"), DictionaryRows.LabelFields, call, rows.AddLabel), "labels", call),
        ];
        await Task.WhenAll(loads).ConfigureAwait(false);
        IReadOnlyList<FieldSchema> fields = rows.Build();
        return fields.Count == 0
            ? await SampleSchema.LoadAsync(source, table, call).ConfigureAwait(false)
            : new ObjectSchema(table, Text(row, "label"), chain.Skip(1).ToList(), fields);
    }

    // Labels and choices make a schema nicer; a user who may not read them still gets the columns.
    private static async Task TolerantAsync(Task load, string what, CallContext call)
    {
        try
        {
            await load.ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.Reason is "AclDenied" or "UnknownObject")
        {
            call.Diagnostics.Verbose($"The {what} may not be read: {failure.Message}");
        }
    }

    private async Task RowsAsync(string table, EncodedQuery query, IReadOnlyList<string> fields, CallContext call, Action<Record> take)
    {
        var layout = new RecordLayout(table, source.Client.Instance, ValueMode.Raw, fields.Select(name => new RecordColumn(name, null)).ToList());
        string? after = null;
        while (true)
        {
            var request = new PageRequest { After = after, Limit = source.Sizer.Size, Count = true };
            TablePage page = await source.FetchAsync(new TableRead(table, query, layout), request, call).ConfigureAwait(false);
            page.Rows.ForEach(take);
            if (page.Rows.Count == 0 || page.Total == page.Rows.Count)
            {
                return;
            }

            after = page.Rows[page.Rows.Count - 1].SysId;
        }
    }

    private static string Text(Record row, string name) => row[name].Value ?? string.Empty;
}
