using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Finds out whether journal entries were written although the answer was lost (contract servicenow-rest §2.6, §6.7).</summary>
internal sealed class JournalCheck(PageSource source)
{
    private const int Looks = 3;
    private const int Entries = 50;

    /// <summary>Looks for the texts among the entries of the record made since the write began.</summary>
    /// <returns>True when all are there, false when none is, null when this cannot be told.</returns>
    internal async Task<bool?> IsWrittenAsync(string sysId, Dictionary<string, string> journals, DateTimeOffset since, CallContext call)
    {
        try
        {
            for (int look = 1; look <= Looks; look++)
            {
                // The abandoned request may still be running on the instance: give it time to commit.
                await source.Client.Clock.DelayAsync(TimeSpan.FromSeconds(look) + Backoff.For(look), call.Token).ConfigureAwait(false);
                int found = await CountAsync(sysId, journals, since, call).ConfigureAwait(false);
                if (found > 0)
                {
                    return found == journals.Count ? true : null;
                }
            }

            return false;
        }
        catch (ElementException failure) when (failure.Reason is "AclDenied" or "UnknownObject")
        {
            call.Diagnostics.Verbose($"sys_journal_field cannot be read ({failure.Reason}), so nobody can tell whether the entry was written.");
            return null;
        }
    }

    private async Task<int> CountAsync(string sysId, Dictionary<string, string> journals, DateTimeOffset since, CallContext call)
    {
        // The Date header and the stamps have whole seconds.
        string from = WireTime.Format(since.AddSeconds(-1));
        var query = EncodedQuery.Parse($"element_id={sysId}^elementIN{string.Join(",", journals.Keys)}^sys_created_on>={from}");
        var layout = new RecordLayout("sys_journal_field", source.Client.Instance, ValueMode.Raw, [new RecordColumn("sys_id", null), new RecordColumn("element", null), new RecordColumn("value", null)]);
        var page = new PageRequest { Limit = Entries, OrderBy = [new SortTerm("sys_created_on", true)] };
        TablePage entries = await source.FetchAsync(new TableRead("sys_journal_field", query, layout), page, call).ConfigureAwait(false);
        return journals.Count(journal => entries.Rows.Any(row => row["element"].Value == journal.Key && Plain(row["value"].Value) == Plain(journal.Value)));
    }

    private static string Plain(string? text) => (text ?? string.Empty).Replace("\r\n", "\n").Trim();
}
