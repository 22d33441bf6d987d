namespace ServiceNowElement.Simulator.Store;

/// <summary>A received content: its file, its length in bytes, and its SHA-256 in lower-case hex.</summary>
internal sealed record StoredContent(string Path, long Length, string Hash)
{
    /// <summary>Forgets a content that became no attachment.</summary>
    internal void Discard() => File.Delete(Path);
}
