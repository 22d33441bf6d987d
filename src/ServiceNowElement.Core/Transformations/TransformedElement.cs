using ServiceNowElement.Model;

namespace ServiceNowElement.Transformations;

/// <summary>
/// Applies transformations to any element, so that nobody else knows about them (design §3). Objects without one pass untouched. An encoded
/// query stays the vendor's own text. Paths into lists have no meaning over flat rows, and such fields stay absent.
/// </summary>
public sealed class TransformedElement : IElement
{
    private readonly IElement _inner;
    private TransformationSet _set = TransformationSet.Empty;
    private Dictionary<string, TransformedObject> _objects = [];

    /// <summary>Initializes a new instance of the <see cref="TransformedElement"/> class.</summary>
    /// <param name="inner">The element; owned and disposed.</param>
    /// <param name="transformations">What applies to it.</param>
    public TransformedElement(IElement inner, TransformationSet transformations)
    {
        _inner = inner ?? throw new ArgumentNullException(nameof(inner));
        Transformations = transformations;
    }

    /// <summary>Gets or sets what applies; a new set is used by calls that begin afterwards.</summary>
    public TransformationSet Transformations
    {
        get => Volatile.Read(ref _set);
        set
        {
            TransformationSet set = value ?? throw new ArgumentNullException(nameof(value));
            Volatile.Write(ref _objects, set.Mappers.ToDictionary(mapper => mapper.Transformation.ObjectName, mapper => new TransformedObject(mapper, _inner), StringComparer.OrdinalIgnoreCase));
            Volatile.Write(ref _set, set);
        }
    }

    /// <inheritdoc/>
    public string Instance => _inner.Instance;

    /// <inheritdoc/>
    public Uri Address => _inner.Address;

    /// <inheritdoc/>
    public async Task<ReadSummary> FindAsync(RecordQuery query, Func<RecordPage, Task> onPage, CallContext call)
    {
        if (Find(query.Object) is not { } defined)
        {
            return await _inner.FindAsync(query, onPage, call).ConfigureAwait(false);
        }

        TransformedPlan plan = await defined.PlanAsync(call).ConfigureAwait(false);
        var layout = new TransformedLayout(defined.Mapper, plan, query.Fields);
        return await _inner.FindAsync(defined.VendorQuery(query, plan), page => onPage(layout.Rename(page)), call).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Record> GetAsync(string objectName, string key, IReadOnlyList<string>? fields, ValueMode mode, CallContext call)
    {
        if (Find(objectName) is not { } defined)
        {
            return await _inner.GetAsync(objectName, key, fields, mode, call).ConfigureAwait(false);
        }

        TransformedPlan plan = await defined.PlanAsync(call).ConfigureAwait(false);
        Record record = await _inner.GetAsync(defined.Vendor, key, defined.VendorFields(fields, all: true, plan), mode, call).ConfigureAwait(false);
        return new TransformedLayout(defined.Mapper, plan, fields).Rename(record);
    }

    /// <inheritdoc/>
    public async Task<WriteResult> CreateAsync(string objectName, IReadOnlyDictionary<string, object?> values, CallContext call) =>
        Find(objectName) is not { } defined
            ? await _inner.CreateAsync(objectName, values, call).ConfigureAwait(false)
            : await ResultAsync(defined, () => _inner.CreateAsync(defined.Vendor, defined.VendorValues(values, call), call), call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<WriteResult> CreateOnceAsync(string objectName, IReadOnlyDictionary<string, object?> values, string correlation, IfExists ifExists, CallContext call) =>
        Find(objectName) is not { } defined
            ? await _inner.CreateOnceAsync(objectName, values, correlation, ifExists, call).ConfigureAwait(false)
            : await ResultAsync(defined, () => _inner.CreateOnceAsync(defined.Vendor, defined.VendorValues(values, call), correlation, ifExists, call), call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<WriteResult> UpdateAsync(string objectName, string sysId, IReadOnlyDictionary<string, object?> values, CallContext call) =>
        Find(objectName) is not { } defined
            ? await _inner.UpdateAsync(objectName, sysId, values, call).ConfigureAwait(false)
            : await ResultAsync(defined, () => _inner.UpdateAsync(defined.Vendor, sysId, defined.VendorValues(values, call), call), call).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task DeleteAsync(string objectName, string sysId, CallContext call) => _inner.DeleteAsync(VendorOf(objectName), sysId, call);

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<RecordWrite> writes, Action<int, WriteOutcome> onOutcome, CallContext call)
    {
        var plans = new Dictionary<string, (TransformedObject Defined, TransformedPlan Plan)>(StringComparer.OrdinalIgnoreCase);
        foreach (RecordWrite write in writes)
        {
            // Before anything is sent: afterwards a failure to look up the table could not be told from a failure to write.
            if (!plans.ContainsKey(write.Object) && Find(write.Object) is { } defined)
            {
                plans[write.Object] = (defined, await defined.PlanAsync(call).ConfigureAwait(false));
            }
        }

        List<RecordWrite> translated = [.. writes.Select(write => plans.TryGetValue(write.Object, out var known) ? known.Defined.VendorWrite(write, call) : write)];
        await _inner.WriteAsync(
            translated,
            (index, outcome) => onOutcome(index, outcome.Result != null && plans.TryGetValue(writes[index].Object, out var known) ? outcome with { Result = known.Defined.Result(outcome.Result, known.Plan) } : outcome),
            call).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AggregateRow>> AggregateAsync(AggregateQuery query, CallContext call) =>
        Find(query.Object) is { } defined ? TransformedAggregate.RunAsync(defined.Mapper, _inner, query, call) : _inner.AggregateAsync(query, call);

    /// <inheritdoc/>
    public async Task ListObjectsAsync(Func<IReadOnlyList<ObjectSummary>, Task> onPage, CallContext call)
    {
        Dictionary<string, TransformedObject> objects = Volatile.Read(ref _objects);
        List<ObjectSummary>? own = [.. objects.Values.Select(defined => new ObjectSummary(defined.Name, defined.Name, defined.Vendor))];
        await _inner.ListObjectsAsync(
            page =>
            {
                IEnumerable<ObjectSummary> rest = page.Where(found => !objects.ContainsKey(found.Name));
                IReadOnlyList<ObjectSummary> merged = own == null ? [.. rest] : [.. own.Concat(rest).OrderBy(found => found.Name, StringComparer.OrdinalIgnoreCase)];
                own = null;
                return onPage(merged);
            },
            call).ConfigureAwait(false);
        if (own is { Count: > 0 })
        {
            await onPage(own).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call) =>
        Find(objectName) is { } defined ? defined.SchemaAsync(call) : _inner.GetSchemaAsync(objectName, call);

    /// <inheritdoc/>
    public async Task<QueryTranslation> TranslateAsync(RecordQuery query, CallContext call)
    {
        if (Find(query.Object) is not { } defined)
        {
            return await _inner.TranslateAsync(query, call).ConfigureAwait(false);
        }

        TransformedPlan plan = await defined.PlanAsync(call).ConfigureAwait(false);
        QueryTranslation translated = await _inner.TranslateAsync(defined.VendorQuery(query, plan), call).ConfigureAwait(false);
        return translated with { Columns = new TransformedLayout(defined.Mapper, plan, query.Fields).Names(translated.Columns) };
    }

    /// <inheritdoc/>
    public Task ListJournalAsync(string objectName, string sysId, JournalKind? kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call) =>
        _inner.ListJournalAsync(VendorOf(objectName), sysId, kind, onPage, call);

    /// <inheritdoc/>
    public Task AddJournalAsync(string objectName, string sysId, JournalKind kind, string text, CallContext call) =>
        _inner.AddJournalAsync(VendorOf(objectName), sysId, kind, text, call);

    /// <inheritdoc/>
    public Task ListAttachmentsAsync(string objectName, string sysId, Func<IReadOnlyList<Attachment>, Task> onPage, CallContext call) =>
        _inner.ListAttachmentsAsync(VendorOf(objectName), sysId, onPage, call);

    /// <inheritdoc/>
    public Task ReadAttachmentAsync(Attachment attachment, Func<Stream, Task> onContent, CallContext call) => _inner.ReadAttachmentAsync(attachment, onContent, call);

    /// <inheritdoc/>
    public Task<Attachment> AddAttachmentAsync(string objectName, string sysId, AttachmentUpload upload, CallContext call) =>
        _inner.AddAttachmentAsync(VendorOf(objectName), sysId, upload, call);

    /// <inheritdoc/>
    public Task RemoveAttachmentAsync(Attachment attachment, CallContext call) => _inner.RemoveAttachmentAsync(attachment, call);

    /// <inheritdoc/>
    public Task ListCatalogItemsAsync(CatalogQuery query, Func<IReadOnlyList<CatalogItem>, Task> onPage, CallContext call) => _inner.ListCatalogItemsAsync(query, onPage, call);

    /// <inheritdoc/>
    public Task<CatalogItem> GetCatalogItemAsync(string sysIdOrName, CallContext call) => _inner.GetCatalogItemAsync(sysIdOrName, call);

    /// <inheritdoc/>
    public Task<CatalogReceipt> SubmitCatalogItemAsync(CatalogItem item, CatalogSubmission submission, CallContext call) => _inner.SubmitCatalogItemAsync(item, submission, call);

    /// <inheritdoc/>
    public Task<T> SendAsync<T>(RawRequest request, Func<RawResponse, Task<T>> read, CallContext call) => _inner.SendAsync(request, read, call);

    /// <inheritdoc/>
    public Task<PingResult> PingAsync(CallContext call) => _inner.PingAsync(call);

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private static async Task<WriteResult> ResultAsync(TransformedObject defined, Func<Task<WriteResult>> write, CallContext call)
    {
        // Looked up before anything is sent, so that a written record is never lost to a failed look-up.
        TransformedPlan plan = await defined.PlanAsync(call).ConfigureAwait(false);
        return defined.Result(await write().ConfigureAwait(false), plan);
    }

    private TransformedObject? Find(string objectName)
    {
        Dictionary<string, TransformedObject> objects = Volatile.Read(ref _objects);
        return objects.Count > 0 && objectName != null && objects.TryGetValue(objectName.Trim(), out TransformedObject? defined) ? defined : null;
    }

    private string VendorOf(string objectName) => Find(objectName)?.Vendor ?? objectName;
}
