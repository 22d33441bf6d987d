namespace ServiceNowElement.Simulator.Api;

/// <summary>The body of an answer as the sender needs it: its length, and any piece of it.</summary>
internal abstract class ReplyContent
{
    /// <summary>Gets or sets the length in bytes.</summary>
    internal long Length { get; set; }

    /// <summary>Writes a piece.</summary>
    internal abstract Task WriteAsync(Stream target, long from, long count, CancellationToken token);
}
