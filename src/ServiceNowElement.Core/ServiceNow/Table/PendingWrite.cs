using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>A write that was checked against the schema and is ready to be sent, alone or in a batch.</summary>
internal sealed class PendingWrite
{
    internal RecordWriteKind Kind { get; init; }

    internal ObjectSchema Schema { get; init; } = null!;

    internal string SysId { get; init; } = string.Empty;

    /// <summary>Gets the columns as they are sent.</summary>
    internal Dictionary<string, string> Wire { get; init; } = new(StringComparer.Ordinal);

    internal ApiRequest Request { get; init; } = null!;

    /// <summary>Gets a value indicating whether the sys_id of a create was made here, so that the instance may replace it.</summary>
    internal bool OwnId { get; init; }

    /// <summary>Gets a value indicating whether the instance is known to keep a sys_id it is given.</summary>
    internal bool Kept { get; init; }

    /// <summary>Gets the correlation_id that makes a create findable when its sys_id may be replaced; or null.</summary>
    internal string? Correlation { get; init; }

    /// <summary>Gets the journal texts.</summary>
    internal Dictionary<string, string> Journals { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Gets the instance's time before the first send.</summary>
    internal DateTimeOffset Started { get; init; }

    /// <summary>Gets a value indicating whether the outcome can be proven afterwards, so that the write may travel in a batch whose answer may be lost.</summary>
    internal bool IsProvable => Kind switch
    {
        RecordWriteKind.Create => Kept || Correlation != null,
        RecordWriteKind.Update => Journals.Count == 0,
        _ => true,
    };
}
