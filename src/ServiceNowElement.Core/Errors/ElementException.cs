using System.Globalization;
using ServiceNowElement.Model;

namespace ServiceNowElement.Errors;

/// <summary>Every failure that Core reports, with a stable id from <see cref="ErrorCatalog"/>.</summary>
public sealed class ElementException : Exception
{
    internal ElementException(ErrorEntry entry, string message, Exception? inner = null)
        : base(message, inner) => Entry = entry;

    /// <summary>Gets the row of the catalogue.</summary>
    public ErrorEntry Entry { get; }

    /// <summary>Gets the stable id, for example <c>RecordNotFound</c>.</summary>
    public string Reason => Entry.Id;

    /// <summary>Gets the category.</summary>
    public ElementErrorCategory Category => Entry.Category;

    /// <summary>Gets one sentence on what to do.</summary>
    public string Advice => Entry.Advice;

    /// <summary>Gets the HTTP status of the answer, or null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Gets the instance's transaction id, which its administrators can find in their logs; or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Gets how long the server asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the name of the instance, or null for errors before one is known.</summary>
    public string? Instance { get; init; }

    /// <summary>Gets the table, or null.</summary>
    public string? Object { get; init; }

    /// <summary>Gets the key of the record, or null.</summary>
    public string? Key { get; init; }

    /// <summary>Gets the server's own words, cut and without control characters; or null.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>Gets where a read stopped that can be continued exactly after its last delivered record; or null.</summary>
    public ResumePoint? ResumePoint { get; private init; }

    /// <summary>Gets a value indicating whether the whole call cannot go on, whatever the next record is.</summary>
    public bool EndsCall => Entry.EndsCall;

    /// <summary>The same failure, of a read that can be continued.</summary>
    internal ElementException At(ResumePoint point)
    {
        string text = Message;
        if (point.Rows > 0)
        {
            string time = point.NotBefore == null ? string.Empty : string.Format(CultureInfo.InvariantCulture, " from {0:yyyy-MM-dd HH:mm:ss} on", point.NotBefore.Value.ToLocalTime());
            text += $" {point.Rows} records were delivered; -ResumeFrom continues after them{time}.";
        }

        var failure = new ElementException(Entry, text, this)
        {
            StatusCode = StatusCode,
            TransactionId = TransactionId,
            RetryAfter = RetryAfter,
            Instance = Instance,
            Object = Object,
            Key = Key,
            ServerMessage = ServerMessage,
            ResumePoint = point,
        };
        if (Data["Earlier"] is { } earlier)
        {
            failure.Data["Earlier"] = earlier;
        }

        return failure;
    }
}
