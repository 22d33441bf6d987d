namespace ServiceNowElement.Simulator.Api;

/// <summary>A body that was built in memory.</summary>
internal sealed class MemoryContent : ReplyContent
{
    private readonly ReadOnlyMemory<byte> _bytes;

    internal MemoryContent(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
    }

    internal override async Task WriteAsync(Stream target, long from, long count, CancellationToken token) => await target.WriteAsync(_bytes.Slice((int)from, (int)count), token);
}
