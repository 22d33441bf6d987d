namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Counts the bytes that were read, because a page must stay below its size, and tells that they flow.</summary>
internal sealed class CountingStream(Stream inner, Action? onRead = null) : Stream
{
    internal long Count { get; private set; }

    /// <summary>Gets what broke the stream, so that a failure of the network is told from one of whoever reads it; or null.</summary>
    internal Exception? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            int read = inner.Read(buffer, offset, count);
            Count += read;
            onRead?.Invoke();
            return read;
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            int read = await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
            Count += read;
            onRead?.Invoke();
            return read;
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
