using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>User name and password with every request.</summary>
/// <param name="userName">The user name.</param>
/// <param name="password">The password; copied, so the caller may dispose its own.</param>
public sealed class BasicCredential(string userName, SecureString password) : ElementCredential
{
    /// <inheritdoc/>
    public override string UserName { get; } = userName ?? throw new ArgumentNullException(nameof(userName));

    /// <inheritdoc/>
    public override string Kind => "Basic";

    internal SecureString Password { get; } = (password ?? throw new ArgumentNullException(nameof(password))).Copy();

    internal override ElementCredential Copy() => new BasicCredential(UserName, Password);
}
