using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Attachments;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.CloudElements;

/// <summary>
/// The ServiceNow element behind a service that speaks the Cloud Elements API v2 (contract cloud-elements-api): the vendor's, or a
/// self-hosted one. Lanes, waits, readers and writers are those of direct elements. Safe for use from several threads.
/// </summary>
public sealed class CloudElement : IElement
{
    private readonly ApiClient _client;
    private readonly CloudCalls _calls;
    private readonly CloudTables _tables;
    private readonly CloudSchemas _schemas;
    private readonly CloudBinder _binder;
    private readonly RecordWriter _writer;
    private readonly OnceWriter _once;
    private readonly CloudJournals _journals;
    private readonly CloudAttachmentRoutes _routes;
    private readonly AttachmentClient _attachments;
    private readonly AttachmentUploader _uploader;
    private readonly CloudCatalog _catalog;
    private readonly RawExchange _raw;

    /// <summary>Initializes a new instance of the <see cref="CloudElement"/> class; nothing is sent yet.</summary>
    /// <param name="address">The service.</param>
    /// <param name="secrets">The secrets, the element token among them; owned and wiped by the element.</param>
    /// <param name="instance">The name records carry; the service's when omitted.</param>
    /// <param name="options">Concurrency, time limits, clock.</param>
    public CloudElement(CloudAddress address, CloudSecrets secrets, string? instance = null, DirectElementOptions? options = null)
    {
        if ((secrets ?? throw new ArgumentNullException(nameof(secrets))).Element == null)
        {
            throw ErrorCatalog.CredentialNotUsable.With("an element needs the token of an instance");
        }

        Address = (address ?? throw new ArgumentNullException(nameof(address))).Uri;
        Instance = instance ?? address.Name;
        _client = new ApiClient(Address, Instance, new CloudAuthenticator(secrets), options ?? new DirectElementOptions(), CloudApi.Instance);
        _calls = new CloudCalls(_client);
        _tables = new CloudTables(_calls);
        _schemas = new CloudSchemas(_calls);
        PageSource source = new(_client, _tables);
        _binder = new CloudBinder(_schemas, Instance);
        _writer = new RecordWriter(source, _schemas);
        _once = new OnceWriter(source, _schemas, _writer);
        _journals = new CloudJournals(_calls);
        _routes = new CloudAttachmentRoutes(_calls);
        _attachments = new AttachmentClient(_client, _routes);
        _uploader = new AttachmentUploader(_client, _routes);
        _catalog = new CloudCatalog(_calls);
        _raw = new RawExchange(_client, Address);
    }

    /// <inheritdoc/>
    public string Instance { get; }

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <inheritdoc/>
    public async Task<ReadSummary> FindAsync(RecordQuery query, Func<RecordPage, Task> onPage, CallContext call)
    {
        TableRead read = await PlanAsync(query, call).ConfigureAwait(false);
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        IReadOnlyList<SortTerm> order = await _binder.OrderAsync(schema, query.OrderBy, call).ConfigureAwait(false);
        bool whole = order.Count == 0 && query.First == null && query.Skip == 0;
        if (query.ResumePoint != null && !whole)
        {
            throw ErrorCatalog.ResumeNotPossible.With(schema.Name, Instance, "its order is a place that moves while others write.");
        }

        var source = new PageSource(_client, _tables);
        Task Deliver(RecordPage page) => onPage(CloudLabels.Fill(page));
        try
        {
            var ordered = new RecordQuery { OrderBy = order, First = query.First, Skip = query.Skip, IncludeTotal = query.IncludeTotal };
            return await (whole
                ? new CloudReader(source, read, Deliver, call).RunAsync(query.ResumePoint)
                : new TokenReader(source, read, ordered, new HashSet<string>(StringComparer.OrdinalIgnoreCase), Deliver, call).RunAsync()).ConfigureAwait(false);
        }
        finally
        {
            // Rows were delivered, and what is to be known of them belongs to them.
            read.Notes.Report(call.Diagnostics);
        }
    }

    /// <inheritdoc/>
    public async Task<Record> GetAsync(string objectName, string key, IReadOnlyList<string>? fields, ValueMode mode, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(objectName, call).ConfigureAwait(false);
        TableRead read = await _binder.PlanAsync(schema, null, fields ?? ["*"], mode, InvalidText.Replace, call).ConfigureAwait(false);
        string trimmed = key.Trim();
        FieldSchema? display = schema.DisplayField;
        if (!ObjectNames.IsSysId(trimmed) && display != null)
        {
            List<Record> named = await KeyLookup.FindAsync(new PageSource(_client, _tables), With(read, display), display.Name, trimmed, null, call).ConfigureAwait(false);
            read.Notes.Report(call.Diagnostics);
            if (named.Count > 0)
            {
                return named.Count == 1 ? CloudLabels.Fill(named[0]) : throw ErrorCatalog.ReferenceAmbiguous.With(Instance, schema.Name, trimmed, display.Name);
            }
        }

        string labels = mode == ValueMode.Raw ? string.Empty : CloudCalls.Labels;
        string columns = read.WireFields == null ? string.Empty : "&fields=" + Uri.EscapeDataString(read.WireFields).Replace("%2C", ",");
        var request = new ApiRequest { Target = $"{CloudCalls.Hub}{Uri.EscapeDataString(schema.Name)}/{Uri.EscapeDataString(trimmed)}?{(labels + columns).TrimStart('&')}".TrimEnd('?'), Table = schema.Name, Key = trimmed };
        Record record = await _client.SendAsync(request, response => RecordExchange.ReadAsync(_client, request, read.Layout, response, call, _tables), call).ConfigureAwait(false);
        return CloudLabels.Fill(record);
    }

    /// <inheritdoc/>
    public async Task<WriteResult> CreateAsync(string objectName, IReadOnlyDictionary<string, object?> values, CallContext call) =>
        (await OneAsync(RecordWrite.Create(objectName, values), call).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public Task<WriteResult> CreateOnceAsync(string objectName, IReadOnlyDictionary<string, object?> values, string correlation, IfExists ifExists, CallContext call) =>
        _once.CreateAsync(objectName, values, correlation, ifExists, call);

    /// <inheritdoc/>
    public async Task<WriteResult> UpdateAsync(string objectName, string sysId, IReadOnlyDictionary<string, object?> values, CallContext call) =>
        (await OneAsync(RecordWrite.Update(objectName, sysId, values), call).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public Task DeleteAsync(string objectName, string sysId, CallContext call) => OneAsync(RecordWrite.Delete(objectName, sysId), call);

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<RecordWrite> writes, Action<int, WriteOutcome> onOutcome, CallContext call) =>
        // There is no batch here: they travel alone, as many at once as there are lanes.
        Task.WhenAll(Enumerable.Range(0, writes.Count).Select(i => OutcomeAsync(writes[i], outcome => onOutcome(i, outcome), call)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AggregateRow>> AggregateAsync(AggregateQuery query, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        string[] columns = [.. query.GroupBy.Concat(query.Sum).Concat(query.Average).Concat(query.Minimum).Concat(query.Maximum).Distinct(StringComparer.Ordinal)];
        if (columns.Length == 0)
        {
            FilterNode? filter = await _binder.FilterAsync(schema, query.Filter, query.EncodedQuery, call).ConfigureAwait(false);
            TableRead counted = await _binder.PlanAsync(schema, filter, ["sys_id"], ValueMode.Raw, InvalidText.Replace, call).ConfigureAwait(false);
            return [new AggregateRow { Object = schema.Name, Count = await new PageSource(_client, _tables).CountAsync(counted, call).ConfigureAwait(false) }];
        }

        // Nothing on the other side adds up (contract §7): only the columns that are needed come, and are folded as they come.
        var fold = new AggregateFold(schema, query);
        var wanted = new RecordQuery { Object = query.Object, Filter = query.Filter, EncodedQuery = query.EncodedQuery, Fields = columns, Mode = query.GroupBy.Count > 0 ? ValueMode.Value : ValueMode.Raw };
        ReadSummary summary = await FindAsync(
            wanted,
            page =>
            {
                foreach (Record record in page.Records)
                {
                    fold.Add(record);
                }

                return Task.CompletedTask;
            },
            call).ConfigureAwait(false);
        call.Diagnostics.Verbose($"{Instance} computes no groups or sums; {summary.Rows} records of {schema.Name} were read for them.");
        return fold.Rows();
    }

    /// <inheritdoc/>
    public async Task ListObjectsAsync(Func<IReadOnlyList<ObjectSummary>, Task> onPage, CallContext call) =>
        await onPage(await _schemas.GetObjectsAsync(call).ConfigureAwait(false)).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call) => _schemas.GetSchemaAsync(objectName, call);

    /// <inheritdoc/>
    public async Task<QueryTranslation> TranslateAsync(RecordQuery query, CallContext call)
    {
        TableRead read = await PlanAsync(query, call).ConfigureAwait(false);
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        IReadOnlyList<SortTerm> order = await _binder.OrderAsync(schema, query.OrderBy, call).ConfigureAwait(false);

        // The CEQL is what is sent; the encoded query is what it means to ServiceNow.
        EncodedQuery meaning = query.Filter == null ? EncodedQuery.All : EncodedQueryWriter.Write(await FilterBinder.BindAsync(query.Filter, schema, _schemas, call, Instance).ConfigureAwait(false));
        return new QueryTranslation(
            read.Table,
            read.Filter == null ? null : CeqlWriter.Write(read.Filter),
            meaning.With(string.Empty, EncodedQueryWriter.Order(order)),
            [.. read.Layout.Columns.Select(column => column.Name)]);
    }

    /// <inheritdoc/>
    public async Task ListJournalAsync(string objectName, string sysId, JournalKind? kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call) =>
        await _journals.ListAsync(await TableAsync(objectName, call).ConfigureAwait(false), sysId, kind, onPage, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task AddJournalAsync(string objectName, string sysId, JournalKind kind, string text, CallContext call) =>
        await _journals.AddAsync(await TableAsync(objectName, call).ConfigureAwait(false), sysId, kind, text, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task ListAttachmentsAsync(string objectName, string sysId, Func<IReadOnlyList<Attachment>, Task> onPage, CallContext call) =>
        await _routes.ListAsync(await TableAsync(objectName, call).ConfigureAwait(false), sysId, onPage, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task ReadAttachmentAsync(Attachment attachment, Func<Stream, Task> onContent, CallContext call) => _attachments.ReadAsync(attachment, onContent, call);

    /// <inheritdoc/>
    public async Task<Attachment> AddAttachmentAsync(string objectName, string sysId, AttachmentUpload upload, CallContext call)
    {
        string table = await TableAsync(objectName, call).ConfigureAwait(false);
        return CloudAttachmentRoutes.Placed(await _uploader.UploadAsync(table, sysId, upload, call).ConfigureAwait(false), table, sysId);
    }

    /// <inheritdoc/>
    public Task RemoveAttachmentAsync(Attachment attachment, CallContext call) => _attachments.RemoveAsync(attachment, call);

    /// <inheritdoc/>
    public Task ListCatalogItemsAsync(CatalogQuery query, Func<IReadOnlyList<CatalogItem>, Task> onPage, CallContext call) => _catalog.ListAsync(query, onPage, call);

    /// <inheritdoc/>
    public Task<CatalogItem> GetCatalogItemAsync(string sysIdOrName, CallContext call) => _catalog.GetAsync(sysIdOrName, call);

    /// <inheritdoc/>
    public Task<CatalogReceipt> SubmitCatalogItemAsync(CatalogItem item, CatalogSubmission submission, CallContext call) => _catalog.SubmitAsync(item, submission, call);

    /// <inheritdoc/>
    public Task<T> SendAsync<T>(RawRequest request, Func<RawResponse, Task<T>> read, CallContext call) => _raw.SendAsync(request, read, call);

    /// <inheritdoc/>
    public async Task<PingResult> PingAsync(CallContext call) => (await PingWithIdAsync(call).ConfigureAwait(false)).Result;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Pings, and reads which instance the token belongs to; null when the service does not say (contract §1.4).</summary>
    internal Task<(PingResult Result, string? InstanceId)> PingWithIdAsync(CallContext call)
    {
        var watch = Stopwatch.StartNew();
        var request = new ApiRequest { Target = CloudCalls.Hub + "ping", Table = "ping" };
        return _calls.SendAsync(
            request,
            (answer, response) =>
            {
                DateTimeOffset? time = DateTimeOffset.TryParse(answer.Member("dateTime").Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset told) ? told : response.Headers.Date;
                return (new PingResult(Instance, time, watch.Elapsed), ResponseClassifier.Header(response, "Elements-Element-Instance-Id"));
            },
            call);
    }

    /// <summary>Forgets objects and columns, because a definition or transformation was changed.</summary>
    internal void ForgetSchemas() => _schemas.Forget();

    private static TableRead With(TableRead read, FieldSchema field)
    {
        if (read.WireFields == null || read.Layout.IndexOf(field.Name) >= 0)
        {
            return read;
        }

        // The value that was searched for must come along: a row is believed only when it shows it.
        var layout = new RecordLayout(read.Layout.Object, read.Layout.Instance, read.Layout.Mode, [.. read.Layout.Columns, new RecordColumn(field.Name, field)]);
        return new TableRead(read.Table, EncodedQuery.All, layout) { Filter = read.Filter };
    }

    private async Task<string> TableAsync(string objectName, CallContext call) => (await _schemas.GetSchemaAsync(objectName, call).ConfigureAwait(false)).Name;

    private async Task<TableRead> PlanAsync(RecordQuery query, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        FilterNode? filter = await _binder.FilterAsync(schema, query.Filter, query.EncodedQuery, call).ConfigureAwait(false);
        return await _binder.PlanAsync(schema, filter, query.Fields, query.Mode, query.InvalidText, call).ConfigureAwait(false);
    }

    private async Task<WriteResult?> OneAsync(RecordWrite write, CallContext call) =>
        await _writer.RunAsync(await PrepareAsync(write, call).ConfigureAwait(false), lost: false, call).ConfigureAwait(false);

    private Task<PendingWrite> PrepareAsync(RecordWrite write, CallContext call) => write.Kind == RecordWriteKind.Update && write.Values.Count == 0
        ? throw ErrorCatalog.NothingToWrite.With($"{write.Object}/{write.SysId}")
        : _writer.PrepareAsync(write, call);

    private async Task OutcomeAsync(RecordWrite write, Action<WriteOutcome> done, CallContext call)
    {
        try
        {
            PendingWrite pending = await PrepareAsync(write, call).ConfigureAwait(false);
            done(await _writer.OutcomeAsync(pending, lost: false, call).ConfigureAwait(false));
        }
        catch (ElementException failure) when (!failure.EndsCall)
        {
            done(new WriteOutcome(null, failure));
        }
    }
}
