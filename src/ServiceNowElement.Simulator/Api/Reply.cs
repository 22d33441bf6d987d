using System.Buffers;

namespace ServiceNowElement.Simulator.Api;

/// <summary>An answer before it is sent, so that faults can still change it.</summary>
internal sealed class Reply
{
    internal int Status { get; set; } = 200;

    internal string ContentType { get; set; } = "application/json;charset=UTF-8";

    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal ArrayBufferWriter<byte> Body { get; set; } = new(256);

    /// <summary>Gets or sets the file that is sent instead of <see cref="Body"/>; whoever sends the answer closes it.</summary>
    internal FileContent? File { get; set; }

    /// <summary>Gets the length of what is sent, in bytes.</summary>
    internal long Length => File?.Length ?? Body.WrittenCount;

    internal int Rows { get; set; }

    /// <summary>Gets the byte positions at which rows end, so that a body can be cut after a row.</summary>
    internal List<int> RowEnds { get; } = [];

    /// <summary>Gets the sys_ids of the rows.</summary>
    internal List<string> RowIds { get; } = [];

    /// <summary>Gets or sets the modelled time in milliseconds (contract §8.3).</summary>
    internal double Modelled { get; set; } = 25;
}
