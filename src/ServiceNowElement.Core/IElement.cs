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

    /// <summary>Makes one cheap call that proves address and credentials.</summary>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What the instance answered.</returns>
    Task<PingResult> PingAsync(CallContext call);
}
