namespace ServiceNowElement.Service.Operations;

/// <summary>A folder that only the service's own user may look into.</summary>
internal static class PrivateFolder
{
    internal static DirectoryInfo Create(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
