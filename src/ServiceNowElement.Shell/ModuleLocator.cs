namespace ServiceNowElement.Shell;

/// <summary>Finds the staged module of the repository that this shell was built in.</summary>
internal static class ModuleLocator
{
    private static readonly string s_staged = Path.Combine("artifacts", "module", "ServiceNowElement", "ServiceNowElement.psd1");

    /// <summary>The manifest to import, as a full path.</summary>
    internal static string Find(string? given)
    {
        if (given is not null)
        {
            string path = Path.GetFullPath(given);
            return Path.Exists(path) ? path : throw new FileNotFoundException($"The module '{given}' does not exist.");
        }

        // Walking up instead of a path written into the binary: the folder may have been moved since the build.
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string manifest = Path.Combine(folder.FullName, s_staged);
            if (File.Exists(manifest))
            {
                return manifest;
            }
        }

        throw new FileNotFoundException(
            $"There is no '{s_staged}' in any folder above '{AppContext.BaseDirectory}'. Build the solution first, or name a manifest with --module.");
    }
}
