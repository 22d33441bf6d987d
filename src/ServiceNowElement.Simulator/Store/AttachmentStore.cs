using System.Security.Cryptography;

namespace ServiceNowElement.Simulator.Store;

/// <summary>The contents of attachments in temporary files, so that a gigabyte needs no gigabyte of memory, and their key-value attributes (contract servicenow-rest §4.2).</summary>
internal sealed class AttachmentStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SortedDictionary<string, string>> _attributes = new(StringComparer.OrdinalIgnoreCase);
    private DirectoryInfo? _folder;
    private bool _isDisposed;

    /// <summary>Copies a content to a file that belongs to nobody yet.</summary>
    /// <returns>The file, or null when the content is longer than allowed; nothing is left of it then.</returns>
    internal async Task<StoredContent?> ReceiveAsync(Stream content, long most, CancellationToken token)
    {
        string path = NewFile();
        bool complete = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[81920];
            long length = 0;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                for (int read; (read = await content.ReadAsync(buffer, token)) > 0;)
                {
                    length += read;
                    if (length > most)
                    {
                        return null;
                    }

                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), token);
                }
            }

            complete = true;
            return new StoredContent(path, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            if (!complete)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Gives a received content to an attachment.</summary>
    internal void Keep(string id, StoredContent content)
    {
        lock (_gate)
        {
            _files[id] = content.Path;
        }
    }

    /// <summary>Opens a content; deleting the attachment meanwhile does not disturb the reader.</summary>
    internal FileStream? Open(string id)
    {
        lock (_gate)
        {
            return _files.TryGetValue(id, out string? path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous) : null;
        }
    }

    internal void Delete(string id)
    {
        lock (_gate)
        {
            _attributes.Remove(id);
            if (_files.Remove(id, out string? path))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Runs an action on the attributes of an attachment, alone.</summary>
    internal T Attributes<T>(string id, Func<SortedDictionary<string, string>, T> action)
    {
        lock (_gate)
        {
            if (!_attributes.TryGetValue(id, out SortedDictionary<string, string>? attributes))
            {
                _attributes[id] = attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
            }

            return action(attributes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _files.Clear();
            _folder?.Delete(recursive: true);
            _folder = null;
        }
    }

    private string NewFile()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _folder ??= Directory.CreateTempSubdirectory("servicenow-simulator-");
            return Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        }
    }
}
