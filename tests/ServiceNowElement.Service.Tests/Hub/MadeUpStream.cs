namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>A long content that nobody holds, and how much memory was in use while it flowed.</summary>
internal sealed class MadeUpStream(long length) : Stream
{
    private const int Step = 4 * 1024 * 1024;
    private long _position;
    private long _measured;

    internal long MostMemory { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    internal static byte ByteAt(long position) => (byte)((position * 31) + (position >> 16));

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = (int)Math.Min(count, length - _position);
        for (int i = 0; i < read; i++)
        {
            buffer[offset + i] = ByteAt(_position + i);
        }

        _position += read;
        if (_position - _measured > Step)
        {
            _measured = _position;
            MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
