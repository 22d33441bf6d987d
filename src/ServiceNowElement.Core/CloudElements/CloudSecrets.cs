using System.Security;

namespace ServiceNowElement.CloudElements;

/// <summary>The secrets of contract cloud-elements-api §2.1, as SecureStrings of its own; shows none of them.</summary>
public sealed class CloudSecrets
{
    /// <summary>Initializes a new instance of the <see cref="CloudSecrets"/> class.</summary>
    /// <param name="userSecret">The user secret; copied, as are the others.</param>
    /// <param name="organizationSecret">The organization secret, which managing instances needs; null for records alone.</param>
    /// <param name="elementToken">The token of an instance; null for managing instances alone.</param>
    public CloudSecrets(SecureString userSecret, SecureString? organizationSecret, SecureString? elementToken = null)
    {
        User = (userSecret ?? throw new ArgumentNullException(nameof(userSecret))).Copy();
        Organization = organizationSecret?.Copy();
        Element = elementToken?.Copy();
    }

    internal SecureString User { get; }

    internal SecureString? Organization { get; }

    internal SecureString? Element { get; }

    /// <summary>Makes a copy with another token, or without one.</summary>
    internal CloudSecrets With(SecureString? elementToken) => new(User, Organization, elementToken);

    internal void Wipe()
    {
        User.Dispose();
        Organization?.Dispose();
        Element?.Dispose();
    }
}
