using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.ServiceNow.Catalog;

/// <summary>Lists, reads and orders items of the service catalog (contract servicenow-rest §4.5).</summary>
internal sealed class CatalogClient(ApiClient client)
{
    internal const string TableName = "sc_cat_item";
    private const string Path = "api/sn_sc/v1/servicecatalog/items";
    private const int PageSize = 100;

    internal async Task ListAsync(CatalogQuery query, Func<IReadOnlyList<CatalogItem>, Task> onPage, CallContext call)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string filter = (string.IsNullOrEmpty(query.Text) ? string.Empty : "&sysparm_text=" + Uri.EscapeDataString(query.Text!))
            + (string.IsNullOrEmpty(query.Category) ? string.Empty : "&sysparm_category=" + Uri.EscapeDataString(query.Category!));
        for (int offset = 0; query.First == null || seen.Count < query.First; offset += PageSize)
        {
            string target = $"{Path}?sysparm_limit={Text(PageSize)}&sysparm_offset={Text(offset)}{filter}";
            var request = new ApiRequest { Target = target, Table = TableName };
            List<CatalogItem> items = await client.ResultAsync(request, (result, _) => CatalogItems.Many(result, client.Instance), call).ConfigureAwait(false);

            // Items this user may not see are taken out after the page was cut, so a short page is no end.
            if (items.Count == 0)
            {
                return;
            }

            List<CatalogItem> fresh = [.. items.Where(item => seen.Count < (query.First ?? long.MaxValue) && seen.Add(item.SysId))];
            if (fresh.Count == 0)
            {
                throw ErrorCatalog.ReadIncomplete.With(client.Instance, TableName, "the list begins again instead of going on");
            }

            await onPage(fresh).ConfigureAwait(false);
        }
    }

    internal async Task<CatalogItem> GetAsync(string sysIdOrName, CallContext call)
    {
        string key = sysIdOrName.Trim();
        if (!ObjectNames.IsSysId(key))
        {
            key = await FindAsync(key, call).ConfigureAwait(false);
        }

        var request = new ApiRequest { Target = $"{Path}/{Uri.EscapeDataString(key)}", Table = TableName, Key = key };
        CatalogItem item = await client.ResultAsync(request, (result, _) => CatalogItems.One(result, client.Instance), call).ConfigureAwait(false);
        return item.Variables != null ? item : new CatalogItem
        {
            SysId = item.SysId,
            Name = item.Name,
            ShortDescription = item.ShortDescription,
            Category = item.Category,
            Type = item.Type,
            Price = item.Price,
            Variables = [],
            Instance = item.Instance,
        };
    }

    internal async Task<CatalogReceipt> SubmitAsync(CatalogItem item, CatalogSubmission submission, CallContext call)
    {
        if (submission.Quantity < 1)
        {
            throw ErrorCatalog.InvalidValue.With(submission.Quantity, "number from 1", "sysparm_quantity");
        }

        CatalogItem whole = item.Variables != null && item.Type.Length > 0 ? item : await GetAsync(item.SysId, call).ConfigureAwait(false);
        if (whole.Type is "order_guide" or "content_item" or "external_content_item")
        {
            throw ErrorCatalog.NotSupported.With(whole.Name, $"is of the type {whole.Type}, and only items and record producers can be ordered here");
        }

        bool producer = whole.Type.IndexOf("producer", StringComparison.OrdinalIgnoreCase) >= 0;
        var request = new ApiRequest
        {
            Method = HttpMethod.Post,
            Target = $"{Path}/{Uri.EscapeDataString(whole.SysId)}/{(producer ? "submit_producer" : "order_now")}",
            Body = new CatalogAnswers(client.Instance, whole).Write(submission, producer),
            Table = TableName,
            Key = whole.SysId,
        };
        DateTimeOffset started = client.InstanceNow;
        try
        {
            return await client.ResultAsync(request, (result, _) => Receipt(result, producer), call).ConfigureAwait(false);
        }
        catch (UnknownOutcomeException unknown)
        {
            // An order is never repeated: nothing on the instance tells this order from another one for the same item (EC99).
            string where = producer ? "the records that this producer makes" : "sc_request";
            string place = $"the catalog item '{whole.Name}' (look in {where} for what was opened since {WireTime.Format(started)} UTC)";
            throw new ElementException(ErrorCatalog.WriteOutcomeUnknown, ErrorCatalog.WriteOutcomeUnknown.Text(client.Instance, place, unknown.Cause.Message.TrimEnd('.')), unknown.Cause)
            {
                Instance = client.Instance,
                Object = TableName,
                Key = whole.SysId,
                StatusCode = unknown.Cause.StatusCode,
                TransactionId = unknown.Cause.TransactionId,
            };
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private CatalogReceipt Receipt(JToken result, bool producer)
    {
        string? Member(params string[] names) => names.Select(name => result.Member(name).Text()).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        return new CatalogReceipt
        {
            SysId = Member("sys_id", "request_id") ?? throw new JsonException("the order has no sys_id"),
            Number = Member("number", "request_number") ?? string.Empty,
            Object = Member("table") ?? (producer ? string.Empty : "sc_request"),
            Instance = client.Instance,
        };
    }

    private async Task<string> FindAsync(string name, CallContext call)
    {
        // The table knows exact names; the search of the catalog finds words, and is asked when the table may not be read.
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            EncodedQuery query = EncodedQueryWriter.Write(new FilterGroup(false, [new FilterTerm("name", FilterOperator.Equal, [name]), new FilterTerm("active", FilterOperator.Equal, [true])]));
            var read = new TableRead(TableName, query, new RecordLayout(TableName, client.Instance, ValueMode.Raw, [new RecordColumn("sys_id", null)]));
            TablePage page = await new PageSource(client).FetchAsync(read, new PageRequest { Limit = 2 }, call).ConfigureAwait(false);
            found.UnionWith(page.Rows.Select(row => row.SysId));
        }
        catch (ElementException failure) when (failure.Reason is "AclDenied" or "UnknownObject")
        {
            call.Diagnostics.Verbose($"{client.Instance}: {TableName} cannot be read ({failure.Reason}); the catalog's own search is used.");
        }

        if (found.Count == 0)
        {
            await ListAsync(
                new CatalogQuery { Text = name },
                items =>
                {
                    found.UnionWith(items.Where(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase)).Select(item => item.SysId));
                    return Task.CompletedTask;
                },
                call).ConfigureAwait(false);
        }

        return found.Count switch
        {
            1 => found.First(),
            0 => throw new ElementException(ErrorCatalog.RecordNotFound, ErrorCatalog.RecordNotFound.Text(client.Instance, $"{TableName} {name}")) { StatusCode = 404, Instance = client.Instance, Object = TableName, Key = name },
            _ => throw ErrorCatalog.ReferenceAmbiguous.With(client.Instance, TableName, name, "name"),
        };
    }
}
