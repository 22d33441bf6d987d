using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.CloudElements;

/// <summary>Comments and work notes by the child routes of a record (contract cloud-elements-api §7.2, §7.6).</summary>
internal sealed class CloudJournals(CloudCalls calls)
{
    private const int MostSends = 5;
    private const int Looks = 3;

    // The service's clock is not the instance's, which stamps the entries.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    internal async Task ListAsync(string table, string sysId, JournalKind? kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call)
    {
        if (kind != null)
        {
            await PagesAsync(table, sysId, kind.Value, onPage, call).ConfigureAwait(false);
            return;
        }

        // Two lists become one, the newest first, so both must be there before the first entry is handed over.
        var all = new List<JournalEntry>();
        foreach (JournalKind one in new[] { JournalKind.Comment, JournalKind.WorkNote })
        {
            await PagesAsync(
                table,
                sysId,
                one,
                page =>
                {
                    all.AddRange(page);
                    return Task.CompletedTask;
                },
                call).ConfigureAwait(false);
        }

        if (all.Count > 0)
        {
            await onPage([.. all.OrderByDescending(entry => entry.Created)]).ConfigureAwait(false);
        }
    }

    internal async Task AddAsync(string table, string sysId, JournalKind kind, string text, CallContext call)
    {
        string column = JournalReader.Column(kind);
        var request = new ApiRequest
        {
            Method = HttpMethod.Post,
            Target = Target(table, sysId, kind),
            Body = CloudCalls.Body(new JObject { [column] = text }),
            Table = table,
            Key = sysId,
        };
        DateTimeOffset started = calls.Client.InstanceNow;
        for (int send = 1; ; send++)
        {
            try
            {
                await calls.SendAsync(request, (answer, _) => answer, call).ConfigureAwait(false);
                return;
            }
            catch (UnknownOutcomeException unknown)
            {
                call.Diagnostics.Verbose($"The answer to the {column} of {request.Place} was lost ({unknown.Cause.Reason}); looking for the entry before sending again.");
                bool? there = await IsWrittenAsync(table, sysId, new Dictionary<string, string>(StringComparer.Ordinal) { [column] = text }, started, call).ConfigureAwait(false);
                if (there == true)
                {
                    return;
                }

                if (there == null || send >= MostSends)
                {
                    throw calls.Unknown(request, unknown);
                }
            }
        }
    }

    /// <summary>Looks for texts among the entries made since a write began.</summary>
    /// <returns>True when all are there, false when none is, null when this cannot be told.</returns>
    internal async Task<bool?> IsWrittenAsync(string table, string sysId, Dictionary<string, string> journals, DateTimeOffset since, CallContext call)
    {
        try
        {
            for (int look = 1; look <= Looks; look++)
            {
                // The abandoned request may still be running: give it time to commit.
                await calls.Client.Clock.DelayAsync(TimeSpan.FromSeconds(look) + Backoff.For(look), call.Token).ConfigureAwait(false);
                int found = await CountAsync(table, sysId, journals, (since - s_skew).UtcDateTime, call).ConfigureAwait(false);
                if (found > 0)
                {
                    return found == journals.Count ? true : null;
                }
            }

            return false;
        }
        catch (ElementException failure) when (failure.Reason is "AclDenied" or "RecordNotFound" or "MethodNotAllowed" or "RequestRefused" or "UnknownObject")
        {
            call.Diagnostics.Verbose($"{calls.Instance}: the entries of {table}/{sysId} cannot be listed ({failure.Reason}), so nobody can tell whether one was written.");
            return null;
        }
    }

    private static string Target(string table, string sysId, JournalKind kind) => CloudPaths.Child(table, sysId, kind == JournalKind.Comment ? "comments" : "work-notes");

    private static string Plain(string text) => text.Replace("\r\n", "\n").Trim();

    private async Task<int> CountAsync(string table, string sysId, Dictionary<string, string> journals, DateTime from, CallContext call)
    {
        int found = 0;
        foreach (KeyValuePair<string, string> journal in journals)
        {
            JournalKind kind = journal.Key == JournalReader.Column(JournalKind.WorkNote) ? JournalKind.WorkNote : JournalKind.Comment;
            bool there = false;
            await PagesAsync(
                table,
                sysId,
                kind,
                page =>
                {
                    there |= page.Any(entry => Plain(entry.Text) == Plain(journal.Value) && (entry.Created == null || entry.Created >= from));
                    return Task.CompletedTask;
                },
                call).ConfigureAwait(false);
            found += there ? 1 : 0;
        }

        return found;
    }

    private Task PagesAsync(string table, string sysId, JournalKind kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call) => calls.ListAsync(
        Target(table, sysId, kind),
        table,
        sysId,
        async rows =>
        {
            await onPage([.. rows.Select(row => Entry(table, sysId, kind, row))]).ConfigureAwait(false);
            return true;
        },
        call);

    private JournalEntry Entry(string table, string sysId, JournalKind kind, JObject row) => new()
    {
        Kind = kind,
        Text = (row.Member(JournalReader.Column(kind)) ?? row.Member("value")).Text() ?? string.Empty,
        Created = WireTime.TryParse(row.Member("sys_created_on").Text() ?? string.Empty, out DateTime created) ? created : null,
        CreatedBy = row.Member("sys_created_by").Text() ?? string.Empty,
        Object = table,
        RecordId = sysId,
        Instance = calls.Instance,
    };
}
