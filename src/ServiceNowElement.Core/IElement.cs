using ServiceNowElement.Model;

namespace ServiceNowElement;

/// <summary>
/// One open instance of the ServiceNow element (the <em>hub</em> calls of contract cloud-elements-api). Lists arrive page by page
/// through a callback: calls to it never overlap, and the next page is asked for only when the Task of an earlier one makes room.
/// Every failure is an <see cref="Errors.ElementException"/> with an id of <see cref="Errors.ErrorCatalog"/>; a stop is an
/// <see cref="OperationCanceledException"/> carrying the token of the call.
/// </summary>
public interface IElement : IDisposable
{
    /// <summary>Gets the name records carry to say where they come from: the host of the ServiceNow instance.</summary>
    string Instance { get; }

    /// <summary>Gets the address of the ServiceNow instance or service.</summary>
    Uri Address { get; }

    /// <summary>Reads all records of a query, or the error that prevented it; never a silent part.</summary>
    /// <param name="query">Which records, columns and order.</param>
    /// <param name="onPage">Takes each page; its Task is back-pressure.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>Figures about what was read.</returns>
    Task<ReadSummary> FindAsync(RecordQuery query, Func<RecordPage, Task> onPage, CallContext call);

    /// <summary>Reads one record.</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="key">A sys_id, or the value of the object's display column such as a number.</param>
    /// <param name="fields">The columns; null for all.</param>
    /// <param name="mode">The form of the values.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The record, or the error <c>RecordNotFound</c>.</returns>
    Task<Record> GetAsync(string objectName, string key, IReadOnlyList<string>? fields, ValueMode mode, CallContext call);

    /// <summary>Creates one record, once: an unknown outcome is verified before any retry (contract servicenow-rest §6.7).</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="values">Column names with values; text, numbers, bool, DateTime, null to leave empty. Labels are accepted for choices and references.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The record that now exists.</returns>
    Task<WriteResult> CreateAsync(string objectName, IReadOnlyDictionary<string, object?> values, CallContext call);

    /// <summary>Creates a record once for a correlation, even across processes, or does what <paramref name="ifExists"/> says with the one that exists.</summary>
    /// <param name="objectName">The object; it must have the column <c>correlation_id</c>.</param>
    /// <param name="values">Column names with values.</param>
    /// <param name="correlation">What makes the record unique, for example the id of an alert.</param>
    /// <param name="ifExists">What to do with an existing record.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The created, changed or existing record.</returns>
    Task<WriteResult> CreateOnceAsync(string objectName, IReadOnlyDictionary<string, object?> values, string correlation, IfExists ifExists, CallContext call);

    /// <summary>Changes the given columns of one record.</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="sysId">The 32-character identifier.</param>
    /// <param name="values">Column names with values; null empties a column.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The record after the change.</returns>
    Task<WriteResult> UpdateAsync(string objectName, string sysId, IReadOnlyDictionary<string, object?> values, CallContext call);

    /// <summary>Deletes one record; the error <c>RecordNotFound</c> when there was none.</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="sysId">The 32-character identifier.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when the record is gone.</returns>
    Task DeleteAsync(string objectName, string sysId, CallContext call);

    /// <summary>Writes several records, together where that is safe, each with its own outcome. A failure of one stops no other.</summary>
    /// <param name="writes">The writes; up to some hundreds at once.</param>
    /// <param name="onOutcome">Takes the position and outcome of each write, in any order and possibly at the same time.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when every write has its outcome; it fails only with what concerns them all, such as a refused sign-in.</returns>
    Task WriteAsync(IReadOnlyList<RecordWrite> writes, Action<int, WriteOutcome> onOutcome, CallContext call);

    /// <summary>Counts on the server, with groups and sums where asked.</summary>
    /// <param name="query">What to count.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>One row per group; one row in all without groups.</returns>
    Task<IReadOnlyList<AggregateRow>> AggregateAsync(AggregateQuery query, CallContext call);

    /// <summary>Lists the objects of the instance, sorted by name.</summary>
    /// <param name="onPage">Takes each page.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when all were handed over.</returns>
    Task ListObjectsAsync(Func<IReadOnlyList<ObjectSummary>, Task> onPage, CallContext call);

    /// <summary>Describes one object with all its columns; cached for the life of the element.</summary>
    /// <param name="objectName">The table name or one of the element's own names; <c>UnknownObject</c> with the nearest names when there is none.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The object.</returns>
    Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call);

    /// <summary>Checks a query against the schema and writes it the way it would be sent, without sending it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>Its spellings.</returns>
    Task<QueryTranslation> TranslateAsync(RecordQuery query, CallContext call);

    /// <summary>Lists comments or work notes of a record, newest first.</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="sysId">The record.</param>
    /// <param name="kind">Which journal; null for both.</param>
    /// <param name="onPage">Takes each page.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when all were handed over.</returns>
    Task ListJournalAsync(string objectName, string sysId, JournalKind? kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call);

    /// <summary>Adds a comment or work note, once: it is never sent again unless it is proven not to be there (contract servicenow-rest §2.6).</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="sysId">The record.</param>
    /// <param name="kind">Which journal.</param>
    /// <param name="text">The text, not empty.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when it is written.</returns>
    Task AddJournalAsync(string objectName, string sysId, JournalKind kind, string text, CallContext call);

    /// <summary>Lists the attachments of a record.</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="sysId">The record.</param>
    /// <param name="onPage">Takes each page.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when all were handed over.</returns>
    Task ListAttachmentsAsync(string objectName, string sysId, Func<IReadOnlyList<Attachment>, Task> onPage, CallContext call);

    /// <summary>
    /// Downloads the content of an attachment. Size and, where known, hash are compared at the end of the stream; a damaged download is
    /// repeated, then fails with <c>AttachmentDamaged</c> (contract servicenow-rest §4.2, EC90).
    /// </summary>
    /// <param name="attachment">The attachment, as listed.</param>
    /// <param name="onContent">Takes the bytes. It is called again, from the first byte, when a download was damaged.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when a whole and verified content was taken.</returns>
    Task ReadAttachmentAsync(Attachment attachment, Func<Stream, Task> onContent, CallContext call);

    /// <summary>Attaches a file to a record, once: a lost answer is verified by name, size and hash before anything is sent again.</summary>
    /// <param name="objectName">The table name or one of the element's own names.</param>
    /// <param name="sysId">The record.</param>
    /// <param name="upload">The file.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The attachment.</returns>
    Task<Attachment> AddAttachmentAsync(string objectName, string sysId, AttachmentUpload upload, CallContext call);

    /// <summary>Removes an attachment; <c>RecordNotFound</c> when there was none.</summary>
    /// <param name="attachment">The attachment, as listed.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when it is gone.</returns>
    Task RemoveAttachmentAsync(Attachment attachment, CallContext call);

    /// <summary>Lists catalog items.</summary>
    /// <param name="query">Which items.</param>
    /// <param name="onPage">Takes each page.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when all were handed over.</returns>
    Task ListCatalogItemsAsync(CatalogQuery query, Func<IReadOnlyList<CatalogItem>, Task> onPage, CallContext call);

    /// <summary>Reads one catalog item with its variables.</summary>
    /// <param name="sysIdOrName">Its sys_id or exact name.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The item; <c>RecordNotFound</c> when there is none.</returns>
    Task<CatalogItem> GetCatalogItemAsync(string sysIdOrName, CallContext call);

    /// <summary>
    /// Orders an item or submits a record producer. A lost answer ends with <c>WriteOutcomeUnknown</c>: an order is never sent twice
    /// (contract servicenow-rest §4.5, EC99).
    /// </summary>
    /// <param name="item">The item, as listed or read.</param>
    /// <param name="submission">Quantity and answers.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What was made.</returns>
    Task<CatalogReceipt> SubmitCatalogItemAsync(CatalogItem item, CatalogSubmission submission, CallContext call);

    /// <summary>
    /// Sends a request of the caller's own. Reads are retried like any other; a write whose answer is lost ends with
    /// <c>WriteOutcomeUnknown</c>, and is repeated only when it is known not to have been executed.
    /// </summary>
    /// <typeparam name="T">What the answer becomes.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the answer; it may throw <c>ResponseDamaged</c> to have a read repeated.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What was read.</returns>
    Task<T> SendAsync<T>(RawRequest request, Func<RawResponse, Task<T>> read, CallContext call);

    /// <summary>Makes one cheap call that proves address and credentials.</summary>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What the instance answered.</returns>
    Task<PingResult> PingAsync(CallContext call);
}
