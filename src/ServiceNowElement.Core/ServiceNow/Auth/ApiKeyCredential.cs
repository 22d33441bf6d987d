using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>An API key in the header <c>x-sn-apikey</c>, never in an address (contract servicenow-rest §5.1).</summary>
/// <param name="key">The key; copied, so the caller may dispose its own.</param>
public sealed class ApiKeyCredential(SecureString key) : ElementCredential
{
    /// <inheritdoc/>
    public override string? UserName => null;

    /// <inheritdoc/>
    public override string Kind => "API key";

    internal SecureString Key { get; } = (key ?? throw new ArgumentNullException(nameof(key))).Copy();

    internal override ElementCredential Copy() => new ApiKeyCredential(Key);
}
