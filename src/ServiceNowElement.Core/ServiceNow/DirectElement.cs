using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Attachments;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.ServiceNow.Catalog;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Schema;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.ServiceNow;

/// <summary>The ServiceNow element in this process, on an instance's own REST API (contract servicenow-rest). Safe for use from several threads.</summary>
public sealed class DirectElement : IElement
{
    private readonly ApiClient _client;
    private readonly SchemaCache _schemas;
    private readonly RecordWriter _writer;
    private readonly BatchWriter _batches;
    private readonly OnceWriter _once;
    private readonly QueryBinder _binder;
    private readonly RawExchange _raw;
    private readonly JournalReader _journals;
    private readonly RecordClass _classes;
    private readonly AttachmentClient _attachments;
    private readonly AttachmentUploader _uploader;
    private readonly CatalogClient _catalog;

    /// <summary>Initializes a new instance of the <see cref="DirectElement"/> class; nothing is sent yet.</summary>
    /// <param name="address">The instance.</param>
    /// <param name="credential">How to sign in; owned and disposed by the element.</param>
    /// <param name="options">Concurrency, time limits, clock.</param>
    public DirectElement(InstanceAddress address, ElementCredential credential, DirectElementOptions? options = null)
    {
        options ??= new DirectElementOptions();
        InstanceAddress known = address ?? throw new ArgumentNullException(nameof(address));
        Address = known.Uri;
        Instance = known.Name;
        _client = new ApiClient(known, Authenticator.For(credential ?? throw new ArgumentNullException(nameof(credential)), known.Name, options), options);
        var source = new PageSource(_client);
        _schemas = new DictionarySchemas(source);
        _writer = new RecordWriter(source, _schemas);
        _batches = new BatchWriter(_client, _writer);
        _once = new OnceWriter(source, _schemas, _writer);
        _binder = new QueryBinder(_schemas, known.Name);
        _raw = new RawExchange(_client, known.Uri);
        _journals = new JournalReader(source, _schemas);
        _classes = new RecordClass(source, _schemas);
        _attachments = new AttachmentClient(_client);
        _uploader = new AttachmentUploader(_client, _attachments.Routes);
        _catalog = new CatalogClient(_client);
    }

    /// <inheritdoc/>
    public string Instance { get; }

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <inheritdoc/>
    public async Task<ReadSummary> FindAsync(RecordQuery query, Func<RecordPage, Task> onPage, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        (EncodedQuery conditions, IReadOnlyList<SortTerm> order) = await _binder.BindAsync(query.Filter, query.EncodedQuery, query.OrderBy, schema, call).ConfigureAwait(false);
        TableRead read = await PlanAsync(schema, conditions, query.Fields, query.Mode, call, query.InvalidText).ConfigureAwait(false);
        var source = new PageSource(_client);
        bool whole = order.Count == 0 && query.First == null && query.Skip == 0;
        if (query.ResumePoint != null && !whole)
        {
            throw ErrorCatalog.ResumeNotPossible.With(schema.Name, Instance, "its order is a place that moves while others write.");
        }

        try
        {
            var ordered = new RecordQuery { OrderBy = order, First = query.First, Skip = query.Skip, IncludeTotal = query.IncludeTotal };
            ReadSummary summary = await (whole
                ? new WholeRead(source, read, onPage, call).RunAsync(query.ResumePoint)
                : new OrderedReader(source, read, ordered, onPage, call).RunAsync()).ConfigureAwait(false);
            read.Notes.Report(call.Diagnostics);
            return summary;
        }
        catch (ElementException)
        {
            // Rows were delivered, and what is to be known of them belongs to them.
            read.Notes.Report(call.Diagnostics);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Record> GetAsync(string objectName, string key, IReadOnlyList<string>? fields, ValueMode mode, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(objectName, call).ConfigureAwait(false);
        string trimmed = key.Trim();
        string? display = schema.DisplayField?.Name;
        if (!ObjectNames.IsSysId(trimmed) && display != null)
        {
            Record? named = await OneAsync(schema, display, trimmed, fields, mode, call).ConfigureAwait(false);
            if (named != null)
            {
                return named;
            }
        }

        // Ids that are no 32 hexadecimal digits exist (contract §2.5), so any text may be one.
        return await OneAsync(schema, "sys_id", trimmed, fields, mode, call).ConfigureAwait(false)
            ?? throw new ElementException(ErrorCatalog.RecordNotFound, ErrorCatalog.RecordNotFound.Text(Instance, $"{schema.Name} {trimmed}"))
            {
                StatusCode = 404,
                Instance = Instance,
                Object = schema.Name,
                Key = trimmed,
            };
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
    public async Task WriteAsync(IReadOnlyList<RecordWrite> writes, Action<int, WriteOutcome> onOutcome, CallContext call)
    {
        var together = new List<(int Index, PendingWrite Write)>();
        var alone = new List<(int Index, PendingWrite Write)>();
        for (int i = 0; i < writes.Count; i++)
        {
            try
            {
                PendingWrite write = await PrepareAsync(writes[i], call).ConfigureAwait(false);
                (write.IsProvable ? together : alone).Add((i, write));
            }
            catch (ElementException failure) when (!failure.EndsCall)
            {
                onOutcome(i, new WriteOutcome(null, failure));
            }
        }

        foreach ((int index, PendingWrite write) in alone)
        {
            onOutcome(index, await _writer.OutcomeAsync(write, lost: false, call).ConfigureAwait(false));
        }

        await _batches.WriteAsync(together, onOutcome, call).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AggregateRow>> AggregateAsync(AggregateQuery query, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        (EncodedQuery conditions, _) = await _binder.BindAsync(query.Filter, query.EncodedQuery, [], schema, call).ConfigureAwait(false);
        foreach (string name in query.GroupBy.Concat(query.Sum).Concat(query.Average).Concat(query.Minimum).Concat(query.Maximum))
        {
            await _binder.FieldAsync(schema, name, call).ConfigureAwait(false);
        }

        return await new StatsClient(_client).AggregateAsync(schema, conditions, query, call).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ListObjectsAsync(Func<IReadOnlyList<ObjectSummary>, Task> onPage, CallContext call) =>
        await onPage(await _schemas.GetObjectsAsync(call).ConfigureAwait(false)).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call) => _schemas.GetSchemaAsync(objectName, call);

    /// <inheritdoc/>
    public async Task<QueryTranslation> TranslateAsync(RecordQuery query, CallContext call)
    {
        ObjectSchema schema = await _schemas.GetSchemaAsync(query.Object, call).ConfigureAwait(false);
        (EncodedQuery conditions, IReadOnlyList<SortTerm> order) = await _binder.BindAsync(query.Filter, query.EncodedQuery, query.OrderBy, schema, call).ConfigureAwait(false);
        TableRead read = await PlanAsync(schema, conditions, query.Fields, query.Mode, call).ConfigureAwait(false);
        string? ceql = query.Filter == null ? null : CeqlWriter.Write(query.Filter);
        return new QueryTranslation(schema.Name, ceql, conditions.With(string.Empty, EncodedQueryWriter.Order(order)), [.. read.Layout.Columns.Select(column => column.Name)]);
    }

    /// <inheritdoc/>
    public Task ListJournalAsync(string objectName, string sysId, JournalKind? kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call) => _journals.ListAsync(objectName, sysId, kind, onPage, call);

    /// <inheritdoc/>
    public Task AddJournalAsync(string objectName, string sysId, JournalKind kind, string text, CallContext call) => string.IsNullOrWhiteSpace(text)
        ? throw ErrorCatalog.NothingToWrite.With($"{objectName}/{sysId}")
        : UpdateAsync(objectName, sysId, new Dictionary<string, object?> { [JournalReader.Column(kind)] = text }, call);

    /// <inheritdoc/>
    public Task ListAttachmentsAsync(string objectName, string sysId, Func<IReadOnlyList<Attachment>, Task> onPage, CallContext call) => _attachments.ListAsync(sysId, onPage, call);

    /// <inheritdoc/>
    public Task ReadAttachmentAsync(Attachment attachment, Func<Stream, Task> onContent, CallContext call) => _attachments.ReadAsync(attachment, onContent, call);

    /// <inheritdoc/>
    public async Task<Attachment> AddAttachmentAsync(string objectName, string sysId, AttachmentUpload upload, CallContext call) =>
        await _uploader.UploadAsync(await _classes.FindAsync(objectName, sysId, call).ConfigureAwait(false), sysId, upload, call).ConfigureAwait(false);

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
    public Task<PingResult> PingAsync(CallContext call)
    {
        // The user's own row: every user may read it, and it is one row by an index.
        var request = new ApiRequest { Target = "api/now/v2/table/sys_user?sysparm_query=user_name%3Djavascript%3Ags.getUserName()&sysparm_fields=sys_id&sysparm_limit=1&sysparm_no_count=true", Table = "sys_user" };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        return _client.SendAsync(request, response => Task.FromResult(new PingResult(Instance, response.Headers.Date, watch.Elapsed)), call);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<WriteResult?> OneAsync(RecordWrite write, CallContext call) =>
        await _writer.RunAsync(await PrepareAsync(write, call).ConfigureAwait(false), lost: false, call).ConfigureAwait(false);

    private Task<PendingWrite> PrepareAsync(RecordWrite write, CallContext call) => write.Kind == RecordWriteKind.Update && write.Values.Count == 0
        ? throw ErrorCatalog.NothingToWrite.With($"{write.Object}/{write.SysId}")
        : _writer.PrepareAsync(write, call);

    private async Task<Record?> OneAsync(ObjectSchema schema, string field, string value, IReadOnlyList<string>? fields, ValueMode mode, CallContext call)
    {
        EncodedQuery query = EncodedQueryWriter.Write(new FilterTerm(field, FilterOperator.Equal, [value]));
        TableRead read = await PlanAsync(schema, query, fields ?? ["*"], mode, call).ConfigureAwait(false);
        TablePage page = await new PageSource(_client).FetchAsync(read, new PageRequest { Limit = 2 }, call).ConfigureAwait(false);
        read.Notes.Report(call.Diagnostics);
        return page.Rows.Count > 1 ? throw ErrorCatalog.ReferenceAmbiguous.With(Instance, schema.Name, value, field) : page.Rows.FirstOrDefault();
    }

    private async Task<TableRead> PlanAsync(ObjectSchema schema, EncodedQuery conditions, IReadOnlyList<string>? fields, ValueMode mode, CallContext call, InvalidText invalidText = InvalidText.Replace)
    {
        (List<RecordColumn> columns, bool all) = await _binder.ColumnsAsync(schema, fields, call).ConfigureAwait(false);
        var layout = new RecordLayout(schema.Name, Instance, mode, columns);
        return new TableRead(schema.Name, conditions, layout, all && QueryBinder.IsLong(columns) && columns.All(column => !column.Name.Contains('.')), invalidText);
    }
}
