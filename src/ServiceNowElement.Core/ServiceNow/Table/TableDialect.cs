using ServiceNowElement.Diagnostics;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// How records are addressed, and how pages and counts are asked for: what differs between an instance's own REST API and a service in
/// front of it, so that readers and writers are the same for both.
/// </summary>
internal abstract class TableDialect
{
    /// <summary>Gets a value indicating whether rows and records come inside of <c>{"result": …}</c>.</summary>
    internal abstract bool IsWrapped { get; }

    /// <summary>
    /// Gets a value indicating whether a condition may be ignored without a word (contract cloud-elements-api §10.2): then nothing that was
    /// searched for by a key is believed before its row shows that key.
    /// </summary>
    internal abstract bool MayIgnoreConditions { get; }

    /// <summary>Gets the columns a row may carry the sys_id in when it has none, or null (contract cloud-elements-api §16.2, rule 10).</summary>
    internal virtual string? OtherKey => null;

    internal abstract PageSizer NewSizer();

    /// <summary>Writes a page as the path that asks for it.</summary>
    internal abstract string Page(TableRead read, PageRequest page);

    /// <summary>Writes the path of a record, or of the table for a create.</summary>
    internal abstract string Record(ObjectSchema schema, string? sysId);

    /// <summary>Makes a page such as this far side can be asked for: smaller where it must be.</summary>
    internal virtual PageRequest Fit(PageRequest page) => page;

    /// <summary>Reads how many rows the far side counted; null when it does not say.</summary>
    internal abstract long? Total(HttpResponseMessage response);

    /// <summary>Reads the mark of the next page; null when there is none.</summary>
    internal virtual string? Next(HttpResponseMessage response) => null;

    /// <summary>Tells the size to which the far side lowered a page, or null.</summary>
    internal virtual int? Lowered(HttpResponseMessage response, PageRequest page, int rows, long? total, IDiagnostics diagnostics) => null;

    internal abstract Task<long> CountAsync(PageSource source, TableRead read, CallContext call);

    /// <summary>Looks for journal texts whose write lost its answer.</summary>
    /// <returns>True when all are there, false when none is, null when this cannot be told.</returns>
    internal abstract Task<bool?> IsJournalWrittenAsync(PageSource source, PendingWrite write, CallContext call);
}
