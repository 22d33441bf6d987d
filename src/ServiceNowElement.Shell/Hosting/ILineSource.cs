using System.Security;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Where answers to questions come from.</summary>
internal interface ILineSource
{
    /// <summary>Gets a value indicating whether somebody sits at a keyboard.</summary>
    bool IsInteractive { get; }

    /// <summary>Reads one line; an error when the input has ended.</summary>
    string ReadLine(string prompt);

    /// <summary>Reads one line without showing it; an error when there is no keyboard.</summary>
    SecureString ReadSecret(string prompt);
}
