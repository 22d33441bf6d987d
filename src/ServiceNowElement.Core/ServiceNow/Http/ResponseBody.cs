using System.Runtime.InteropServices;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// Takes the body of an answer from the network without holding a thread, and with a stop that ends it at once; who reads it afterwards
/// reads from memory. What is larger than the limit is refused, so that a smaller page is asked for (contract servicenow-rest EC19, EC20).
/// </summary>
internal sealed class ResponseBody : Stream
{
    private const int ChunkSize = 64 * 1024;
    private const int Limit = 64 * 1024 * 1024;
    private readonly List<byte[]> _chunks = [];
    private long _length;
    private long _position;

    private ResponseBody()
    {
    }

    /// <summary>Gets a value indicating whether only closing the answer ends a read that hangs; everywhere else the token reaches the connection.</summary>
    internal static bool MustBeClosed { get; } = RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the body and puts it in place of the one on the network.</summary>
    internal static async Task LoadAsync(HttpResponseMessage response, Action touch, CancellationToken token)
    {
        if (response.Content == null)
        {
            return;
        }

        HttpContent network = response.Content;
        var body = new ResponseBody();
        using (Stream stream = await network.ReadAsStreamAsync().ConfigureAwait(false))
        {
            await body.FillAsync(stream, touch, token).ConfigureAwait(false);
        }

        var content = new StreamContent(body);
        foreach (KeyValuePair<string, IEnumerable<string>> header in network.Headers)
        {
            // The length on the wire is another one where it was compressed.
            if (header.Key != "Content-Length")
            {
                content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        response.Content = content;
        network.Dispose();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int inChunk = (int)(_position % ChunkSize);
        int read = (int)Math.Min(Math.Min(count, ChunkSize - inChunk), _length - _position);
        if (read > 0)
        {
            Buffer.BlockCopy(_chunks[(int)(_position / ChunkSize)], inChunk, buffer, offset, read);
            _position += read;
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task FillAsync(Stream stream, Action touch, CancellationToken token)
    {
        while (true)
        {
            int inChunk = (int)(_length % ChunkSize);
            if (inChunk == 0)
            {
                if (_length >= Limit)
                {
                    throw new IOException($"it is larger than {Limit / 1024 / 1024} MB");
                }

                _chunks.Add(new byte[ChunkSize]);
            }

            int read = await stream.ReadAsync(_chunks[_chunks.Count - 1], inChunk, ChunkSize - inChunk, token).ConfigureAwait(false);
            touch();
            if (read == 0)
            {
                return;
            }

            _length += read;
        }
    }
}
