using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Sessions;

/// <summary>A connection to an instance. Safe to share between runspaces of this process; it does not travel to another one.</summary>
public sealed class CESession
{
    private IElement? _element;

    internal CESession(string name, IElement element, string kind, string? userName, DateTime connected)
    {
        Name = name;
        Instance = element.Instance;
        Address = element.Address;
        Kind = kind;
        UserName = userName;
        Connected = connected;
        _element = element;
    }

    /// <summary>Gets the name by which -Session finds it.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the instance; records carry it.</summary>
    public string Instance { get; }

    /// <summary>Gets the address.</summary>
    public Uri Address { get; }

    /// <summary>Gets the way of signing in.</summary>
    public string Kind { get; }

    /// <summary>Gets the user, or null when a client acts for itself.</summary>
    public string? UserName { get; }

    /// <summary>Gets when it was connected, in UTC.</summary>
    public DateTime Connected { get; }

    /// <summary>Gets <c>Open</c> or <c>Closed</c>.</summary>
    public string State => _element == null ? "Closed" : "Open";

    internal ServiceNow.Auth.ElementCredential? Credential { get; init; }

    /// <summary>Gets the platform that keeps definitions and transformations for this session.</summary>
    internal IPlatform Platform { get; init; } = new LocalPlatform(LocalPlatform.DefaultFolder());

    /// <summary>Gets the identifier of the kept instance the session was connected by, or null.</summary>
    internal string? InstanceId { get; init; }

    internal IElement Element => Volatile.Read(ref _element) ?? throw ErrorCatalog.SessionClosed.With(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Lets changed transformations apply to this session at once; a service applies them itself.</summary>
    internal async Task ReloadAsync(CallContext call)
    {
        if (Element is TransformedElement transformed)
        {
            transformed.Transformations = await TransformationSet.ReadAsync(Platform, InstanceId, call).ConfigureAwait(false);
        }
    }

    internal void Close() => Interlocked.Exchange(ref _element, null)?.Dispose();
}
