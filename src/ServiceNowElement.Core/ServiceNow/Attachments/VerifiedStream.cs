using System.Security.Cryptography;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Reads a download, and compares size and hash at its end: the last read throws when they differ (contract servicenow-rest §4.2, EC90).</summary>
internal sealed class VerifiedStream(Stream inner, Attachment expected, Action<int> onRead, Func<string, ElementException> damaged) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    /// <summary>Gets the difference that was found, or null.</summary>
    internal ElementException? Failure { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer, offset, count, inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Take(buffer, offset, count, await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads to the end, so that a reader who stopped before it does not pass off an unverified content as whole.</summary>
    internal async Task EndAsync(CancellationToken token)
    {
        byte[] buffer = new byte[81920];
        while (!_ended && await ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false) > 0)
        {
        }
    }

    private int Take(byte[] buffer, int offset, int count, int read)
    {
        if (read > 0)
        {
            _hash.AppendData(buffer, offset, read);
            _count += read;
            onRead(read);
            return _count <= expected.Size ? read : throw Fail($"more bytes came than the {expected.Size} it has");
        }

        if (count > 0 && !_ended)
        {
            _ended = true;
            Check();
        }

        return read;
    }

    private void Check()
    {
        if (_count != expected.Size)
        {
            throw Fail($"{_count} bytes came instead of {expected.Size}");
        }

        if (!string.IsNullOrEmpty(expected.Hash) && !string.Equals(HashingStream.Hex(_hash.GetHashAndReset()), expected.Hash, StringComparison.OrdinalIgnoreCase))
        {
            throw Fail("its SHA-256 is not that of the file that was attached");
        }
    }

    private ElementException Fail(string why) => Failure = damaged(why);
}
