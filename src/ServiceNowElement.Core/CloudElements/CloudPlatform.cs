using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.CloudElements;

/// <summary>The platform calls of a service that speaks the Cloud Elements API v2 (contract cloud-elements-api §5, §6, §13). The service keeps the credentials of its instances.</summary>
public sealed class CloudPlatform : IPlatform, IDisposable
{
    private readonly CloudSecrets _secrets;
    private readonly DirectElementOptions _options;
    private readonly ApiClient _client;
    private readonly CloudCalls _calls;
    private readonly CloudResources _resources;

    /// <summary>Initializes a new instance of the <see cref="CloudPlatform"/> class; nothing is sent yet.</summary>
    /// <param name="address">The service.</param>
    /// <param name="secrets">The secrets; owned and wiped by the platform. Its own calls carry no element token, which would make other resources of some (contract §1.1).</param>
    /// <param name="options">Concurrency, time limits, clock; opened elements have them too.</param>
    public CloudPlatform(CloudAddress address, CloudSecrets secrets, DirectElementOptions? options = null)
    {
        Service = address ?? throw new ArgumentNullException(nameof(address));
        _secrets = secrets ?? throw new ArgumentNullException(nameof(secrets));
        _options = options ?? new DirectElementOptions();
        _client = new ApiClient(address.Uri, address.Name, new CloudAuthenticator(secrets.With(elementToken: null)), _options, CloudApi.Instance);
        _calls = new CloudCalls(_client);
        _resources = new CloudResources(_calls);
    }

    /// <summary>Gets the service.</summary>
    public CloudAddress Service { get; }

    /// <summary>Gets a value indicating whether the secrets hold the token of an instance, which <see cref="OpenOwnAsync"/> opens.</summary>
    public bool HasToken => _secrets.Element != null;

    /// <inheritdoc/>
    public async Task<ElementInstance> CreateInstanceAsync(InstanceSettings settings, CallContext call)
    {
        if (await FindAsync(settings.Name, call).ConfigureAwait(false) != null)
        {
            throw ErrorCatalog.InstanceExists.With(settings.Name);
        }

        var request = new ApiRequest { Method = HttpMethod.Post, Target = "instances", Body = CloudCalls.Body(CloudInstances.Create(settings)), Table = "instances", Key = settings.Name };
        try
        {
            return await _calls.SendAsync(request, (answer, _) => Read(answer), call).ConfigureAwait(false);
        }
        catch (UnknownOutcomeException unknown)
        {
            // There was none of this name a moment ago.
            await _client.Clock.DelayAsync(TimeSpan.FromSeconds(2), call.Token).ConfigureAwait(false);
            return await FindAsync(settings.Name, call).ConfigureAwait(false) is { } made ? CloudInstances.Read(made, Service) : throw _calls.Unknown(request, unknown);
        }
    }

    /// <inheritdoc/>
    public async Task ListInstancesAsync(Func<IReadOnlyList<ElementInstance>, Task> onPage, CallContext call)
    {
        List<JObject> rows = await RowsAsync("instances?hydrate=false", call).ConfigureAwait(false);
        await onPage([.. rows.Select(row => CloudInstances.Read(row, Service)).OrderBy(instance => instance.Name, StringComparer.OrdinalIgnoreCase)]).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ElementInstance> GetInstanceAsync(string idOrName, CallContext call) => CloudInstances.Read(await RowAsync(idOrName, call).ConfigureAwait(false), Service);

    /// <inheritdoc/>
    public async Task<ElementInstance> ChangeInstanceAsync(string idOrName, InstanceChange change, CallContext call)
    {
        ElementInstance old = await GetInstanceAsync(idOrName, call).ConfigureAwait(false);
        if (change.Name != null && await FindAsync(change.Name, call).ConfigureAwait(false) is { } other && other.Member("id").Text() != old.Id)
        {
            throw ErrorCatalog.InstanceExists.With(change.Name);
        }

        JObject body = CloudInstances.Change(change);
        if (body.Count > 0)
        {
            await _calls.RepeatAsync(Request(new HttpMethod("PATCH"), old, string.Empty, body), call).ConfigureAwait(false);
        }

        if (change.Enabled != null)
        {
            await _calls.RepeatAsync(Request(change.Enabled.Value ? HttpMethod.Put : HttpMethod.Delete, old, "/enabled", null), call).ConfigureAwait(false);
        }

        return await GetInstanceAsync(old.Id, call).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RemoveInstanceAsync(string idOrName, CallContext call)
    {
        ElementInstance old = await GetInstanceAsync(idOrName, call).ConfigureAwait(false);
        await _calls.RepeatAsync(Request(HttpMethod.Delete, old, string.Empty, null), call).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IElement> OpenAsync(string idOrName, ElementCredential? credential, CallContext call)
    {
        if (credential != null)
        {
            throw ErrorCatalog.CredentialNotUsable.With("a service uses those it keeps for the instance; change them with Set-CEInstance");
        }

        return Open(await RowAsync(idOrName, call).ConfigureAwait(false));
    }

    /// <summary>Opens the instance that the secrets have a token of, after one call has proven them.</summary>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The open element, which the caller disposes, and the instance's identifier where the service says it.</returns>
    public async Task<(IElement Element, string? InstanceId)> OpenOwnAsync(CallContext call)
    {
        var element = new CloudElement(Service, _secrets.With(_secrets.Element), null, _options);
        try
        {
            (_, string? id) = await element.PingWithIdAsync(call).ConfigureAwait(false);
            string? name = id == null ? null : await NameAsync(id, call).ConfigureAwait(false);
            if (name == null)
            {
                return (element, id);
            }

            element.Dispose();
            return (new CloudElement(Service, _secrets.With(_secrets.Element), name, _options), id);
        }
        catch
        {
            element.Dispose();
            throw;
        }
    }

    /// <summary>Makes another platform of the same service and secrets, for a session that ends at another time.</summary>
    /// <returns>The platform; the caller disposes it.</returns>
    public CloudPlatform Share() => new(Service, _secrets.With(_secrets.Element), _options);

    /// <summary>Makes one cheap call that proves the secrets for managing instances.</summary>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when they are proven.</returns>
    public async Task ProveAsync(CallContext call)
    {
        try
        {
            await _calls.GetAsync("instances?hydrate=false&pageSize=1", "instances", null, call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            // No instance yet (contract §3.3).
            call.Diagnostics.Verbose($"{Service.Name} keeps no instance of this user.");
        }
    }

    /// <summary>Asks where a user signs in to a ServiceNow instance for the service (contract §6).</summary>
    /// <param name="address">The instance.</param>
    /// <param name="clientId">The client of its Application Registry.</param>
    /// <param name="clientSecret">The client's secret.</param>
    /// <param name="redirectUri">Where the browser brings the code.</param>
    /// <param name="state">What it brings along.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The address to open in a browser.</returns>
    public Task<Uri> SignInAddressAsync(InstanceAddress address, string clientId, System.Security.SecureString? clientSecret, string redirectUri, string state, CallContext call)
    {
        _ = address ?? throw new ArgumentNullException(nameof(address));

        // In a body, not in an address, which proxies and logs would keep with the secret in it.
        var body = new JObject
        {
            ["apiKey"] = clientId,
            ["apiSecret"] = clientSecret == null ? string.Empty : SecretText.Of(clientSecret),
            ["callbackUrl"] = redirectUri,
            ["servicenow.subdomain"] = address.Uri.GetLeftPart(UriPartial.Authority),
            ["state"] = state,
        };
        var request = new ApiRequest { Method = HttpMethod.Post, Target = $"elements/{CloudInstances.OAuth}/oauth/url", Body = CloudCalls.Body(body), Table = CloudInstances.OAuth, ReadsOnly = true };
        return _calls.SendAsync(
            request,
            (answer, _) => Uri.TryCreate(answer.Member("oauthUrl").Text(), UriKind.Absolute, out Uri? place) && place.Scheme is "https" or "http" ? place : throw new JsonException("the answer has no oauthUrl"),
            call);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ObjectDefinition>> ListDefinitionsAsync(ResourceLevel level, string? instance, CallContext call) =>
        await _resources.ListDefinitionsAsync(level, await IdAsync(level, instance, call).ConfigureAwait(false), call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<ObjectDefinition> SetDefinitionAsync(string? instance, ObjectDefinition definition, CallContext call) =>
        await _resources.SetDefinitionAsync(await IdAsync(definition.Level, instance, call).ConfigureAwait(false), definition, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task RemoveDefinitionAsync(ResourceLevel level, string? instance, string name, CallContext call) =>
        await _resources.RemoveDefinitionAsync(level, await IdAsync(level, instance, call).ConfigureAwait(false), name, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Transformation>> ListTransformationsAsync(ResourceLevel level, string? instance, CallContext call) =>
        await _resources.ListTransformationsAsync(level, await IdAsync(level, instance, call).ConfigureAwait(false), call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Transformation> SetTransformationAsync(string? instance, Transformation transformation, CallContext call) =>
        await _resources.SetTransformationAsync(await IdAsync(transformation.Level, instance, call).ConfigureAwait(false), transformation, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task RemoveTransformationAsync(ResourceLevel level, string? instance, string objectName, CallContext call) =>
        await _resources.RemoveTransformationAsync(level, await IdAsync(level, instance, call).ConfigureAwait(false), objectName, call).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _secrets.Wipe();
    }

    private static ApiRequest Request(HttpMethod method, ElementInstance instance, string more, JObject? body) => new()
    {
        Method = method,
        Target = "instances/" + Uri.EscapeDataString(instance.Id) + more,
        Body = body == null ? null : CloudCalls.Body(body),
        Table = "instances",
        Key = instance.Name,
    };

    private ElementInstance Read(JToken? answer) => CloudInstances.Read(answer ?? throw new JsonException("the answer is empty"), Service);

    private CloudElement Open(JToken row) => new(Service, _secrets.With(CloudInstances.Token(row)), CloudInstances.RecordName(CloudInstances.Read(row, Service), Service), _options);

    private async Task<string?> NameAsync(string id, CallContext call)
    {
        if (_secrets.Organization == null)
        {
            return $"{Service.Name}#{id}";
        }

        try
        {
            JToken? row = await _calls.GetAsync("instances/" + Uri.EscapeDataString(id), "instances", id, call).ConfigureAwait(false);
            return row == null ? null : CloudInstances.RecordName(CloudInstances.Read(row, Service), Service);
        }
        catch (ElementException failure) when (failure.StatusCode is 401 or 403 or 404)
        {
            call.Diagnostics.Verbose($"{Service.Name} does not show the instance {id} to this user ({failure.Message}); records carry its identifier.");
            return $"{Service.Name}#{id}";
        }
    }

    private async Task<string?> IdAsync(ResourceLevel level, string? instance, CallContext call) => level != ResourceLevel.Instance ? null
        : instance == null ? throw NotFound("(none was named)")
        : IsId(instance) ? instance : (await GetInstanceAsync(instance, call).ConfigureAwait(false)).Id;

    private static bool IsId(string text) => text.Length > 0 && text.All(letter => letter is >= '0' and <= '9');

    private async Task<JToken> RowAsync(string idOrName, CallContext call)
    {
        if (IsId(idOrName))
        {
            try
            {
                return await _calls.GetAsync("instances/" + idOrName, "instances", idOrName, call).ConfigureAwait(false) ?? throw NotFound(idOrName);
            }
            catch (ElementException failure) when (failure.StatusCode == 404)
            {
                // A name may be a number too.
                call.Diagnostics.Verbose($"{Service.Name} has no instance with the identifier {idOrName}; looking for the name.");
            }
        }

        return await FindAsync(idOrName, call).ConfigureAwait(false) ?? throw NotFound(idOrName);
    }

    private async Task<JObject?> FindAsync(string name, CallContext call)
    {
        List<JObject> named = [.. (await RowsAsync("instances?hydrate=false&searchText=" + Uri.EscapeDataString(name), call).ConfigureAwait(false))
            .Where(row => string.Equals(row.Member("name").Text(), name, StringComparison.OrdinalIgnoreCase))];
        return named.Count <= 1 ? named.FirstOrDefault()
            : throw ErrorCatalog.ReferenceAmbiguous.With(Service.Name, "instance", name, "name (give the identifier: " + string.Join(", ", named.Select(row => row.Member("id").Text())) + ")");
    }

    private async Task<List<JObject>> RowsAsync(string target, CallContext call)
    {
        var rows = new List<JObject>();
        try
        {
            await _calls.ListAsync(
                target,
                "instances",
                null,
                page =>
                {
                    rows.AddRange(page.Where(CloudInstances.IsOurs));
                    return Task.FromResult(true);
                },
                call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            // An empty platform list (contract §3.3).
            return rows;
        }

        // A list that goes on while it changes may show a row twice.
        return [.. rows.GroupBy(row => row.Member("id").Text() ?? string.Empty, StringComparer.Ordinal).Select(same => same.First())];
    }

    private ElementException NotFound(string idOrName) => new(ErrorCatalog.InstanceNotFound, $"There is no instance '{idOrName}' on {Service.Name}.")
    {
        StatusCode = 404,
        Instance = Service.Name,
        Key = idOrName,
    };
}
