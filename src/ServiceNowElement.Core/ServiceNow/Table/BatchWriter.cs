using System.Diagnostics;
using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Sends writes through the Batch API where their outcome can be proven (contract servicenow-rest §4.4, §6.7): what was not serviced
/// is sent again, what may have happened is looked up first, and every write has its own outcome.
/// </summary>
internal sealed class BatchWriter(ApiClient client, RecordWriter writer)
{
    private const int Start = 10;
    private const int Most = 50;
    private const int LargestBody = 4 * 1024 * 1024;
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(15);
    private readonly object _gate = new();
    private int _size = Start;
    private volatile bool _refused;

    internal async Task WriteAsync(IReadOnlyList<(int Index, PendingWrite Write)> writes, Action<int, WriteOutcome> done, CallContext call)
    {
        var queue = new Queue<(int Index, PendingWrite Write)>(writes);
        while (queue.Count > 0)
        {
            List<(int Index, PendingWrite Write)> group = Take(queue);
            if (group.Count == 1 || _refused)
            {
                foreach ((int index, PendingWrite write) in group)
                {
                    done(index, await writer.OutcomeAsync(write, lost: false, call).ConfigureAwait(false));
                }

                continue;
            }

            foreach ((int Index, PendingWrite Write) again in await SendAsync(group, done, call).ConfigureAwait(false))
            {
                queue.Enqueue(again);
            }
        }
    }

    private List<(int Index, PendingWrite Write)> Take(Queue<(int Index, PendingWrite Write)> queue)
    {
        int size;
        lock (_gate)
        {
            size = _size;
        }

        var group = new List<(int, PendingWrite)>();
        long bytes = 0;
        while (queue.Count > 0 && group.Count < size && (group.Count == 0 || bytes + (queue.Peek().Write.Request.Body?.Length ?? 0) < LargestBody))
        {
            (int Index, PendingWrite Write) next = queue.Dequeue();
            bytes += next.Write.Request.Body?.Length ?? 0;
            group.Add(next);
        }

        return group;
    }

    /// <summary>Sends one batch.</summary>
    /// <returns>The writes that were not executed.</returns>
    private async Task<List<(int Index, PendingWrite Write)>> SendAsync(List<(int Index, PendingWrite Write)> group, Action<int, WriteOutcome> done, CallContext call)
    {
        var request = new ApiRequest
        {
            Method = HttpMethod.Post,
            Target = BatchEnvelope.Target,
            Body = BatchEnvelope.Pack(Guid.NewGuid().ToString("N"), group.Select(item => (Id(item.Index), item.Write.Request))),
            Table = group[0].Write.Schema.Name,
        };
        Dictionary<string, HttpResponseMessage> answers;
        HashSet<string> unserviced;
        var watch = Stopwatch.StartNew();
        try
        {
            (answers, unserviced) = await client.SendAsync(request, response => ReadAsync(request, response), call).ConfigureAwait(false);
        }
        catch (UnknownOutcomeException lost)
        {
            call.Diagnostics.Verbose($"The answer to a batch of {group.Count} writes was lost ({lost.Cause.Reason}); each is looked up before anything is sent again.");
            await EachAsync(group, lost: true, done, call).ConfigureAwait(false);
            return [];
        }
        catch (ElementException refused) when (!refused.EndsCall)
        {
            // No batch for this user or on this instance; nothing of it was executed.
            call.Diagnostics.Verbose($"{client.Instance} takes no batches ({refused.Message}); records are written one by one.");
            _refused = true;
            return group;
        }

        Adapt(watch.Elapsed, unserviced.Count);
        var again = new List<(int, PendingWrite)>();
        foreach ((int index, PendingWrite write) in group)
        {
            answers.TryGetValue(Id(index), out HttpResponseMessage? answer);
            using (answer)
            {
                if (answer == null && unserviced.Contains(Id(index)))
                {
                    again.Add((index, write));
                }
                else
                {
                    done(index, await ItemAsync(write, answer, call).ConfigureAwait(false));
                }
            }
        }

        if (again.Count > 0)
        {
            call.Diagnostics.Verbose($"{again.Count} of {group.Count} writes of a batch were not executed in its time; they are sent again.");
        }

        return again;
    }

    private async Task<WriteOutcome> ItemAsync(PendingWrite write, HttpResponseMessage? answer, CallContext call)
    {
        // An id without an answer and without a word may have been executed.
        if (answer == null)
        {
            return await writer.OutcomeAsync(write, lost: true, call).ConfigureAwait(false);
        }

        int status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode && status != 202)
        {
            try
            {
                return new WriteOutcome(await writer.AcceptAsync(write, answer, call).ConfigureAwait(false), null);
            }
            catch (ElementException damaged) when (damaged.Reason == "ResponseDamaged")
            {
                return await writer.OutcomeAsync(write, lost: true, call).ConfigureAwait(false);
            }
        }

        ElementException failure = await ResponseClassifier.ReadAsync(client.Instance, write.Request, answer, client.Clock.UtcNow).ConfigureAwait(false);
        bool notExecuted = failure.Reason is "RateLimited" or "LaneOverloaded";
        return notExecuted || status >= 500 || failure.Reason == "RequestTimeout"
            ? await writer.OutcomeAsync(write, lost: !notExecuted, call).ConfigureAwait(false)
            : new WriteOutcome(null, failure);
    }

    private async Task EachAsync(List<(int Index, PendingWrite Write)> group, bool lost, Action<int, WriteOutcome> done, CallContext call)
    {
        // The lanes take their turns; a lost batch of fifty must not wait fifty times.
        await Task.WhenAll(group.Select(async item => done(item.Index, await writer.OutcomeAsync(item.Write, lost, call).ConfigureAwait(false)))).ConfigureAwait(false);
    }

    private async Task<(Dictionary<string, HttpResponseMessage> Serviced, HashSet<string> Unserviced)> ReadAsync(ApiRequest request, HttpResponseMessage response)
    {
        try
        {
            return BatchEnvelope.Unpack(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is JsonException or FormatException or IOException or HttpRequestException)
        {
            throw ResponseClassifier.Damaged(client.Instance, request, failure.Message, failure);
        }
    }

    private void Adapt(TimeSpan took, int unserviced)
    {
        lock (_gate)
        {
            // Far from the 30 seconds of a batch: what is not serviced costs another call.
            _size = unserviced > 0 || took > s_slow ? Math.Max(2, _size / 2) : took < s_quick ? Math.Min(Most, _size * 2) : _size;
        }
    }

    private static string Id(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
