using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.CloudElements;

/// <summary>
/// Reads all rows by ranges of sys_id, as direct elements do, and by the marks of the pages where the service does not obey conditions
/// on sys_id (some elements ignore what they cannot filter on, others refuse it: contract cloud-elements-api §10.2).
/// </summary>
internal sealed class CloudReader(PageSource source, TableRead read, Func<RecordPage, Task> onPage, CallContext call)
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    internal async Task<ReadSummary> RunAsync(ResumePoint? resume)
    {
        string why;
        try
        {
            return await new WholeRead(source, read, DeliverAsync, call).RunAsync(resume).ConfigureAwait(false);
        }
        catch (CursorIgnoredException ignored)
        {
            why = ignored.Message;
        }
        catch (ElementException refused) when (refused.Reason is "QueryRefused" or "RequestRefused" && !source.CursorProven && resume == null)
        {
            why = refused.Message;
        }

        call.Diagnostics.Verbose($"{source.Client.Instance}: {read.Table} cannot be read by ranges of sys_id ({why}); reading page by page, checked by sys_ids and count.");
        return await new TokenReader(source, read, new RecordQuery(), _seen, onPage, call).RunAsync().ConfigureAwait(false);
    }

    private Task DeliverAsync(RecordPage page)
    {
        // Until a range was obeyed the reading may begin again, and then nothing is handed over twice.
        if (source.CursorProven)
        {
            _seen.Clear();
        }
        else
        {
            _seen.UnionWith(page.Records.Select(row => row.SysId));
        }

        return onPage(page);
    }
}
