namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>How to sign in to a ServiceNow instance (contract servicenow-rest §5). Holds secrets as SecureString, shows none.</summary>
public abstract class ElementCredential
{
    private protected ElementCredential()
    {
    }

    /// <summary>Gets the user name, or null when no user signs in.</summary>
    public abstract string? UserName { get; }

    /// <summary>Gets the way's name for people, for example <c>Basic</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Makes an own copy of the secrets, which lives on when this one is wiped.</summary>
    internal abstract ElementCredential Copy();

    /// <inheritdoc/>
    public override string ToString() => UserName == null ? Kind : $"{Kind} ({UserName})";
}
