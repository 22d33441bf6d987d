using System.Security.Cryptography;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Reads a file on its way to the instance: counts, hashes, and knows whether it was the file that failed and not the network.</summary>
internal sealed class HashingStream(Stream inner, Action<int> onRead) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _digest;

    internal long Count { get; private set; }

    /// <summary>Gets a value indicating whether the last byte was read.</summary>
    internal bool IsRead { get; private set; }

    /// <summary>Gets what the file failed with, or null.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Gets the SHA-256 of what was read, in hexadecimal digits.</summary>
    internal string Digest => _digest ??= Hex(_hash.GetHashAndReset());

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Take(buffer, offset, count, inner.Read(buffer, offset, count));
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
            return Take(buffer, offset, count, await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failure = failure;
            throw;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    internal static string Hex(byte[] digest) => string.Concat(digest.Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Reads what the transport did not: only then is the hash that of the whole file.</summary>
    internal async Task<bool> FinishAsync(CancellationToken token)
    {
        byte[] buffer = new byte[81920];
        while (!IsRead && await ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false) > 0)
        {
        }

        return IsRead;
    }

    private int Take(byte[] buffer, int offset, int count, int read)
    {
        if (read > 0)
        {
            _hash.AppendData(buffer, offset, read);
            Count += read;
            onRead(read);
        }
        else if (count > 0)
        {
            IsRead = true;
        }

        return read;
    }
}
