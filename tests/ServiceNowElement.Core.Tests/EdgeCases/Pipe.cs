namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Bytes without a way back, made while they are read.</summary>
internal sealed class Pipe(long length, bool breaks = false, Action? onRead = null) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        onRead?.Invoke();
        if (breaks && _position > length / 2)
        {
            throw new IOException("The device is gone.");
        }

        int read = (int)Math.Min(count, length - _position);
        buffer.AsSpan(offset, read).Fill((byte)(_position / 7));
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
