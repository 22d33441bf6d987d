using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Catalog;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.CloudElements;

/// <summary>Catalog items by the routes of a service (contract cloud-elements-api §7.2): a list, and record producers; ordering has no route.</summary>
internal sealed class CloudCatalog(CloudCalls calls)
{
    private const string Path = CloudCalls.Hub + "items";

    internal async Task ListAsync(CatalogQuery query, Func<IReadOnlyList<CatalogItem>, Task> onPage, CallContext call)
    {
        long left = query.First ?? long.MaxValue;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await calls.ListAsync(
            Path,
            CatalogClient.TableName,
            null,
            async rows =>
            {
                // The route knows no search, so it is done here.
                List<CatalogItem> items = [.. rows.Where(row => IsIn(row, query.Category)).Select(row => CatalogItems.One(row, calls.Instance))
                    .Where(item => Has(item, query.Text) && seen.Add(item.SysId)).Take((int)Math.Min(int.MaxValue, left))];
                left -= items.Count;
                if (items.Count > 0)
                {
                    await onPage(items).ConfigureAwait(false);
                }

                return left > 0;
            },
            call).ConfigureAwait(false);
    }

    internal async Task<CatalogItem> GetAsync(string sysIdOrName, CallContext call)
    {
        string key = sysIdOrName.Trim();
        if (ObjectNames.IsSysId(key) && await TryOneAsync(key, call).ConfigureAwait(false) is { } one)
        {
            return one;
        }

        var found = new List<CatalogItem>();
        await ListAsync(
            new CatalogQuery(),
            page =>
            {
                found.AddRange(page.Where(item => item.SysId == key || string.Equals(item.Name, key, StringComparison.OrdinalIgnoreCase)));
                return Task.CompletedTask;
            },
            call).ConfigureAwait(false);
        return found.Count switch
        {
            0 => throw new ElementException(ErrorCatalog.RecordNotFound, ErrorCatalog.RecordNotFound.Text(calls.Instance, $"{CatalogClient.TableName} {key}")) { StatusCode = 404, Instance = calls.Instance, Object = CatalogClient.TableName, Key = key },
            1 => found[0].Variables != null ? found[0] : await TryOneAsync(found[0].SysId, call).ConfigureAwait(false) ?? found[0],
            _ => throw ErrorCatalog.ReferenceAmbiguous.With(calls.Instance, CatalogClient.TableName, key, "name"),
        };
    }

    internal async Task<CatalogReceipt> SubmitAsync(CatalogItem item, CatalogSubmission submission, CallContext call)
    {
        CatalogItem whole = item.Variables != null && item.Type.Length > 0 ? item : await GetAsync(item.SysId, call).ConfigureAwait(false);
        if (whole.Type.IndexOf("producer", StringComparison.OrdinalIgnoreCase) < 0)
        {
            throw ErrorCatalog.NotSupported.With(calls.Instance, $"can submit record producers only: the Cloud Elements API has no route that orders the catalog item '{whole.Name}'");
        }

        var request = new ApiRequest
        {
            Method = HttpMethod.Post,
            Target = $"{Path}/{Uri.EscapeDataString(whole.SysId)}/submit_producer",
            Body = whole.Variables == null ? Unchecked(submission) : new CatalogAnswers(calls.Instance, whole).Write(submission, isProducer: true),
            Table = CatalogClient.TableName,
            Key = whole.SysId,
        };
        DateTimeOffset started = calls.Client.InstanceNow;
        try
        {
            return await calls.SendAsync(request, (answer, _) => Receipt(answer), call).ConfigureAwait(false);
        }
        catch (UnknownOutcomeException unknown)
        {
            // Never repeated: nothing tells what this submission made from what another one did (contract servicenow-rest EC99).
            string place = $"the catalog item '{whole.Name}' (look in the records that this producer makes for what was opened since {WireTime.Format(started)} UTC)";
            throw new ElementException(ErrorCatalog.WriteOutcomeUnknown, ErrorCatalog.WriteOutcomeUnknown.Text(calls.Instance, place, unknown.Cause.Message.TrimEnd('.')), unknown.Cause)
            {
                Instance = calls.Instance,
                Object = CatalogClient.TableName,
                Key = whole.SysId,
                StatusCode = unknown.Cause.StatusCode,
                TransactionId = unknown.Cause.TransactionId,
            };
        }
    }

    private static bool IsIn(JObject row, string? category) => string.IsNullOrEmpty(category)
        || string.Equals((row.Member("category") is JObject one ? one.Member("sys_id") ?? one.Member("value") : row.Member("category")).Text(), category, StringComparison.OrdinalIgnoreCase);

    private static bool Has(CatalogItem item, string? text) => string.IsNullOrEmpty(text)
        || item.Name.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0 || item.ShortDescription.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Writes answers to questions that nobody described: the service and ServiceNow check them.</summary>
    private static byte[] Unchecked(CatalogSubmission submission) => CloudCalls.Body(new JObject { ["variables"] = JObject.FromObject(submission.Variables, ElementJson.Serializer) });

    private async Task<CatalogItem?> TryOneAsync(string sysId, CallContext call)
    {
        try
        {
            var request = new ApiRequest { Target = $"{Path}/{Uri.EscapeDataString(sysId)}", Table = CatalogClient.TableName, Key = sysId };
            return await calls.SendAsync(request, (answer, _) => CatalogItems.One(answer ?? throw new JsonException("the item is empty"), calls.Instance), call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.Reason is "RecordNotFound" or "MethodNotAllowed" or "RequestRefused")
        {
            // A single item has no published route; the list has what there is.
            return null;
        }
    }

    private CatalogReceipt Receipt(JToken? answer)
    {
        string? Member(params string[] names) => names.Select(name => answer.Member(name).Text()).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        return new CatalogReceipt
        {
            SysId = Member("sys_id", "record") ?? throw new JsonException("the answer has no sys_id"),
            Number = Member("number") ?? string.Empty,
            Object = Member("table") ?? string.Empty,
            Instance = calls.Instance,
        };
    }
}
