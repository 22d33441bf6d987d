using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Local;

/// <summary>The platform calls without a service: instances live in a folder of this user, without secrets (design §8).</summary>
/// <param name="folder">The store's folder; created when something is kept.</param>
/// <param name="options">How opened elements treat their instance.</param>
public sealed class LocalPlatform(string folder, DirectElementOptions? options = null) : IPlatform
{
    private readonly InstanceStore _store = new(folder ?? throw new ArgumentNullException(nameof(folder)));
    private readonly ResourceStore _resources = new(folder);
    private readonly DirectElementOptions _options = options ?? new DirectElementOptions();

    /// <summary>Gets the folder of this user: <c>CE_HOME</c> where it is set, else the platform's place for application data.</summary>
    /// <returns>A full path; it need not exist.</returns>
    public static string DefaultFolder()
    {
        string? chosen = Environment.GetEnvironmentVariable("CE_HOME");
        if (!string.IsNullOrEmpty(chosen))
        {
            return Path.GetFullPath(chosen);
        }

        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "ServiceNowElement");
    }

    internal static IReadOnlyList<ElementInstance> All(string folder) => new InstanceStore(folder).All();

    internal static ElementInstance Find(string folder, string idOrName) => new InstanceStore(folder).Find(idOrName) ?? throw ErrorCatalog.InstanceNotFound.With(idOrName);

    /// <inheritdoc/>
    public async Task<ElementInstance> CreateInstanceAsync(InstanceSettings settings, CallContext call)
    {
        if (_store.Find(settings.Name) != null)
        {
            throw ErrorCatalog.InstanceExists.With(settings.Name);
        }

        var element = new DirectElement(settings.Address, settings.Credential, _options);
        try
        {
            await element.PingAsync(call).ConfigureAwait(false);
        }
        finally
        {
            element.Dispose();
        }

        var instance = new ElementInstance
        {
            Id = Guid.NewGuid().ToString("N").Substring(0, 12),
            Name = settings.Name,
            ElementKey = settings.Credential is BasicCredential ? "servicenow" : "servicenowoauth",
            Address = settings.Address.Uri,
            UserName = settings.Credential.UserName,
            Tags = settings.Tags,
            Created = _options.Clock.UtcNow.UtcDateTime,
        };
        _store.Write(instance);
        return instance;
    }

    /// <inheritdoc/>
    public Task ListInstancesAsync(Func<IReadOnlyList<ElementInstance>, Task> onPage, CallContext call) => onPage(_store.All());

    /// <inheritdoc/>
    public Task<ElementInstance> GetInstanceAsync(string idOrName, CallContext call) => Task.FromResult(Find(idOrName));

    /// <inheritdoc/>
    public Task<ElementInstance> ChangeInstanceAsync(string idOrName, InstanceChange change, CallContext call)
    {
        if (change.Credential != null || change.Configuration != null || change.Enabled != null)
        {
            throw ErrorCatalog.NotSupported.With("An instance kept on this machine", "stores neither credentials nor configuration");
        }

        ElementInstance old = Find(idOrName);
        if (change.Name != null && _store.Find(change.Name) is { } other && other.Id != old.Id)
        {
            throw ErrorCatalog.InstanceExists.With(change.Name);
        }

        var changed = new ElementInstance
        {
            Id = old.Id,
            Name = change.Name ?? old.Name,
            ElementKey = old.ElementKey,
            Address = old.Address,
            UserName = old.UserName,
            Tags = change.Tags ?? old.Tags,
            Created = old.Created,
        };
        _store.Write(changed);
        return Task.FromResult(changed);
    }

    /// <inheritdoc/>
    public Task RemoveInstanceAsync(string idOrName, CallContext call)
    {
        ElementInstance instance = Find(idOrName);
        _store.Remove(instance);
        _resources.RemoveInstance(instance.Id);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IElement> OpenAsync(string idOrName, ElementCredential? credential, CallContext call)
    {
        ElementInstance instance = Find(idOrName);
        ElementCredential known = credential ?? throw ErrorCatalog.CredentialNotUsable.With("an instance kept on this machine has no secrets; give them");
        TransformationSet transformations = await TransformationSet.ReadAsync(this, instance.Id, call).ConfigureAwait(false);
        return new TransformedElement(new DirectElement(InstanceAddress.Parse(instance.Address.ToString()), known, _options), transformations);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectDefinition>> ListDefinitionsAsync(ResourceLevel level, string? instance, CallContext call) =>
        Task.FromResult(_resources.ListDefinitions(level, IdAt(level, instance)));

    /// <inheritdoc/>
    public Task<ObjectDefinition> SetDefinitionAsync(string? instance, ObjectDefinition definition, CallContext call) =>
        Task.FromResult(_resources.Set(IdAt(definition.Level, instance), definition));

    /// <inheritdoc/>
    public Task RemoveDefinitionAsync(ResourceLevel level, string? instance, string name, CallContext call)
    {
        _resources.RemoveDefinition(level, IdAt(level, instance), name);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Transformation>> ListTransformationsAsync(ResourceLevel level, string? instance, CallContext call) =>
        Task.FromResult(_resources.ListTransformations(level, IdAt(level, instance)));

    /// <inheritdoc/>
    public Task<Transformation> SetTransformationAsync(string? instance, Transformation transformation, CallContext call) =>
        Task.FromResult(_resources.Set(IdAt(transformation.Level, instance), transformation));

    /// <inheritdoc/>
    public Task RemoveTransformationAsync(ResourceLevel level, string? instance, string objectName, CallContext call)
    {
        _resources.RemoveTransformation(level, IdAt(level, instance), objectName);
        return Task.CompletedTask;
    }

    private string? IdAt(ResourceLevel level, string? instance) =>
        level == ResourceLevel.Instance ? Find(instance ?? throw ErrorCatalog.InstanceNotGiven.With()).Id : null;

    private ElementInstance Find(string idOrName) => _store.Find(idOrName) ?? throw ErrorCatalog.InstanceNotFound.With(idOrName);
}
