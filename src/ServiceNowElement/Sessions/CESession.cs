using ServiceNowElement.CloudElements;
using ServiceNowElement.Errors;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Sessions;

/// <summary>A connection to an instance. Safe to share between runspaces of this process; it does not travel to another one.</summary>
public sealed class CESession
{
    private readonly bool _managesOnly;
    private IElement? _element;
    private IPlatform? _platform;

    internal CESession(string name, IElement element, string kind, string? userName, DateTime connected)
        : this(name, element.Instance, element.Address, kind, userName, connected)
    {
        _element = element;
    }

    /// <summary>Initializes a new instance of the <see cref="CESession"/> class that manages the instances of a service and is connected to none.</summary>
    internal CESession(string name, CloudPlatform platform, DateTime connected)
        : this(name, platform.Service.Name, platform.Service.Uri, "Cloud Elements platform", null, connected)
    {
        _managesOnly = true;
        _platform = platform;
    }

    private CESession(string name, string instance, Uri address, string kind, string? userName, DateTime connected)
    {
        Name = name;
        Instance = instance;
        Address = address;
        Kind = kind;
        UserName = userName;
        Connected = connected;
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
    public string State => _element == null && !(_managesOnly && _platform != null) ? "Closed" : "Open";

    internal ServiceNow.Auth.ElementCredential? Credential { get; init; }

    /// <summary>Gets the platform that keeps definitions and transformations for this session.</summary>
    internal IPlatform Platform
    {
        get => Volatile.Read(ref _platform) ?? throw ErrorCatalog.SessionClosed.With(Name);
        init => _platform = value;
    }

    /// <summary>Gets a value indicating whether a service stands between: it keeps instances, definitions and transformations.</summary>
    internal bool IsThroughService => _platform is CloudPlatform;

    /// <summary>Gets a value indicating whether the session is connected to no instance.</summary>
    internal bool ManagesOnly => _managesOnly;

    /// <summary>Gets the identifier of the kept instance the session was connected by, or null.</summary>
    internal string? InstanceId { get; init; }

    internal IElement Element => Volatile.Read(ref _element) ?? throw (_managesOnly ? ErrorCatalog.SessionWithoutInstance : ErrorCatalog.SessionClosed).With(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Lets changed transformations apply to this session at once; a service applies them itself, and only its columns are asked for again.</summary>
    internal async Task ReloadAsync(CallContext call)
    {
        switch (Volatile.Read(ref _element))
        {
            case TransformedElement transformed:
                transformed.Transformations = await TransformationSet.ReadAsync(Platform, InstanceId, call).ConfigureAwait(false);
                break;
            case CloudElement cloud:
                cloud.ForgetSchemas();
                break;
        }
    }

    /// <summary>Makes one cheap call that proves address and secrets.</summary>
    internal Task PingAsync(CallContext call) => _managesOnly ? ((CloudPlatform)Platform).ProveAsync(call) : Element.PingAsync(call);

    internal void Close()
    {
        Interlocked.Exchange(ref _element, null)?.Dispose();
        (Interlocked.Exchange(ref _platform, null) as IDisposable)?.Dispose();
    }
}
