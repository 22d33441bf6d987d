namespace ServiceNowElement.Simulator.Api;

/// <summary>A body that is sent from an open file, piece by piece.</summary>
internal sealed class FileContent : ReplyContent, IDisposable
{
    private readonly FileStream _file;

    internal FileContent(FileStream file)
    {
        _file = file;
        Length = file.Length;
    }

    /// <summary>Gets or sets a value indicating whether the first byte is another one than was stored (EC90).</summary>
    internal bool IsChanged { get; set; }

    internal override async Task WriteAsync(Stream target, long from, long count, CancellationToken token)
    {
        var buffer = new byte[Math.Min(count, 81920)];
        _file.Position = from;
        while (count > 0)
        {
            int read = await _file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), token);
            if (read == 0)
            {
                throw new IOException("The stored content is shorter than it was.");
            }

            if (IsChanged && from == 0)
            {
                buffer[0] ^= 0xFF;
            }

            await target.WriteAsync(buffer.AsMemory(0, read), token);
            from += read;
            count -= read;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
