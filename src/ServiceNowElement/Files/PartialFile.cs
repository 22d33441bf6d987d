using ServiceNowElement.Errors;

namespace ServiceNowElement.Files;

/// <summary>A file that gets its name only when it is whole; until then, and when it never is, nothing of that name is touched.</summary>
internal sealed class PartialFile : IDisposable
{
    private const int MostNumbers = 10_000;
    private readonly string _target;
    private readonly string _partial;
    private readonly FileStream _stream;
    private bool _kept;

    private PartialFile(string target, string partial, FileStream stream)
    {
        _target = target;
        _partial = partial;
        _stream = stream;
    }

    internal static PartialFile Create(string target)
    {
        string folder = Path.GetDirectoryName(target)!;
        string partial = Path.Combine(folder, $".{Guid.NewGuid():N}.partial");
        try
        {
            Directory.CreateDirectory(folder);
            return new PartialFile(target, partial, new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, useAsync: true));
        }
        catch (Exception failure) when (IsOfDisk(failure))
        {
            throw NotWritable(target, failure);
        }
    }

    internal static bool IsOfDisk(Exception failure) => failure is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException or ArgumentException;

    internal static ElementException NotWritable(string target, Exception failure) =>
        new(ErrorCatalog.FileNotWritable, ErrorCatalog.FileNotWritable.Text(target, failure.Message), failure) { Key = target };

    /// <summary>Takes the whole content; what an earlier try left is overwritten.</summary>
    internal async Task FillAsync(Stream content, CancellationToken token)
    {
        _stream.SetLength(0);
        await content.CopyToAsync(_stream, 81920, token).ConfigureAwait(false);
        await _stream.FlushAsync(token).ConfigureAwait(false);
    }

    /// <summary>Gives the file its name, or the first free number of it.</summary>
    /// <param name="replace">Whether a file of the name is replaced.</param>
    /// <returns>The file.</returns>
    internal FileInfo Keep(bool replace)
    {
        try
        {
            _stream.Dispose();
            string path = _target;
            if (replace && File.Exists(_target))
            {
                File.Replace(_partial, _target, destinationBackupFileName: null);
            }
            else
            {
                path = Move(replace);
            }

            _kept = true;
            return new FileInfo(path);
        }
        catch (Exception failure) when (IsOfDisk(failure))
        {
            throw NotWritable(_target, failure);
        }
    }

    public void Dispose()
    {
        if (_kept)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // What was still to be written found no room either; that was reported, and the file goes now.
        }

        File.Delete(_partial);
    }

    private string Move(bool replace)
    {
        string folder = Path.GetDirectoryName(_target)!;
        for (int number = 1; ; number++)
        {
            string path = number == 1 ? _target : Path.Combine(folder, SafeFileName.Numbered(Path.GetFileName(_target), number));
            try
            {
                File.Move(_partial, path);
                return path;
            }
            catch (IOException) when (!replace && number < MostNumbers && (File.Exists(path) || Directory.Exists(path)))
            {
                // Taken, perhaps in this very moment by somebody else: the next number.
            }
        }
    }
}
