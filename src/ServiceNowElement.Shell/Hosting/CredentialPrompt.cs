using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Asks for a user name and a password that is not shown.</summary>
internal sealed class CredentialPrompt(Terminal terminal, ILineSource source)
{
    internal PSCredential Ask(string? caption, string? message, string? userName, string? targetName)
    {
        if (!source.IsInteractive)
        {
            throw new HostException(
                "A credential can only be typed at a terminal. Pass one to the command instead.", null, "CredentialNeedsTerminal", ErrorCategory.ResourceUnavailable);
        }

        foreach (string? line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
            {
                terminal.WriteLine(line);
            }
        }

        string user = userName ?? string.Empty;
        while (string.IsNullOrWhiteSpace(user))
        {
            user = source.ReadLine("User: ").Trim();
        }

        SecureString password = source.ReadSecret($"Password for user {user}: ");
        bool isQualified = string.IsNullOrEmpty(targetName) || user.Contains('\\', StringComparison.Ordinal) || user.Contains('@', StringComparison.Ordinal);
        return new PSCredential(isQualified ? user : $"{targetName}\\{user}", password);
    }
}
