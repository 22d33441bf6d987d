using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.CloudElements;

/// <summary>Object definitions and transformations at their levels (contract cloud-elements-api §13.1, §13.2). A level that has none answers 404, which is an empty list.</summary>
internal sealed class CloudResources(CloudCalls calls)
{
    private const string Definition = "definition";
    private const string Transformation = "transformation";

    // The account that a definition without one belongs to (contract §14.1); it does not change.
    private string? _account;

    internal async Task<IReadOnlyList<ObjectDefinition>> ListDefinitionsAsync(ResourceLevel level, string? instanceId, CallContext call)
    {
        JToken? answer = await TryAsync($"{Prefix(level, instanceId)}/objects/definitions", Definition, call).ConfigureAwait(false);
        return [.. Members(answer).Select(member => ResourceJson.Definition(member.Name, level, member.Value)).OrderBy(definition => definition.Name, StringComparer.Ordinal)];
    }

    internal async Task<ObjectDefinition> SetDefinitionAsync(string? instanceId, ObjectDefinition definition, CallContext call)
    {
        string path = $"{Prefix(definition.Level, instanceId)}/objects/{Uri.EscapeDataString(definition.Name)}/definitions";
        JToken? answer = await PutOrPostAsync(path, ResourceJson.Write(definition), Definition, definition.Name, call).ConfigureAwait(false);
        return answer is JObject ? ResourceJson.Definition(definition.Name, definition.Level, answer) : definition;
    }

    internal Task RemoveDefinitionAsync(ResourceLevel level, string? instanceId, string name, CallContext call) =>
        RemoveAsync($"{Prefix(level, instanceId)}/objects/{Uri.EscapeDataString(name)}/definitions", Definition, name, level, call);

    internal async Task<IReadOnlyList<Transformation>> ListTransformationsAsync(ResourceLevel level, string? instanceId, CallContext call)
    {
        JToken? answer = await TryAsync(await TransformationsAsync(level, instanceId, call).ConfigureAwait(false), Transformation, call).ConfigureAwait(false);
        return [.. Members(answer).Select(member => ResourceJson.Transformation(member.Name, level, member.Value)).OrderBy(transformation => transformation.ObjectName, StringComparer.Ordinal)];
    }

    internal async Task<Transformation> SetTransformationAsync(string? instanceId, Transformation transformation, CallContext call)
    {
        string path = $"{await TransformationsAsync(transformation.Level, instanceId, call).ConfigureAwait(false)}/{Uri.EscapeDataString(transformation.ObjectName)}";
        try
        {
            JToken? answer = await PutOrPostAsync(path, ResourceJson.Write(transformation), Transformation, transformation.ObjectName, call).ConfigureAwait(false);
            return answer is JObject ? ResourceJson.Transformation(transformation.ObjectName, transformation.Level, answer) : transformation;
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            // A transformation needs its definition (contract §13.2).
            throw ErrorCatalog.ResourceNotFound.With(Definition, transformation.ObjectName, transformation.Level);
        }
    }

    internal async Task RemoveTransformationAsync(ResourceLevel level, string? instanceId, string objectName, CallContext call) =>
        await RemoveAsync($"{await TransformationsAsync(level, instanceId, call).ConfigureAwait(false)}/{Uri.EscapeDataString(objectName)}", Transformation, objectName, level, call).ConfigureAwait(false);

    private static string Prefix(ResourceLevel level, string? instanceId) => level switch
    {
        ResourceLevel.Instance => "instances/" + Uri.EscapeDataString(instanceId ?? throw ErrorCatalog.InstanceNotFound.With("(none was named)")),
        ResourceLevel.Account => "accounts",
        _ => "organizations",
    };

    private static IEnumerable<(string Name, JObject Value)> Members(JToken? answer) =>
        (answer as JObject ?? []).Properties().Where(property => property.Value is JObject).Select(property => (property.Name, (JObject)property.Value));

    /// <summary>Writes the path of the transformations of a level; those above an instance belong to an element (contract §13.2).</summary>
    private async Task<string> TransformationsAsync(ResourceLevel level, string? instanceId, CallContext call) => level switch
    {
        ResourceLevel.Instance => Prefix(level, instanceId) + "/transformations",
        ResourceLevel.Account => $"accounts/{Uri.EscapeDataString(await AccountAsync(call).ConfigureAwait(false))}/elements/{CloudInstances.Basic}/transformations",
        _ => $"organizations/elements/{CloudInstances.Basic}/transformations",
    };

    private async Task<string> AccountAsync(CallContext call)
    {
        if (_account == null)
        {
            JToken? accounts = await calls.GetAsync("accounts", "accounts", null, call).ConfigureAwait(false);
            JToken? own = (accounts as JArray ?? []).FirstOrDefault(account => string.Equals(account.Member("defaultAccount").Text(), "true", StringComparison.OrdinalIgnoreCase));
            _account = own.Member("id").Text() ?? throw ErrorCatalog.ResourceNotFound.With("account", "default", ResourceLevel.Account);
        }

        return _account;
    }

    private async Task<JToken?> TryAsync(string path, string about, CallContext call)
    {
        try
        {
            return await calls.GetAsync(path, about, null, call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            return null;
        }
    }

    private async Task<JToken?> PutOrPostAsync(string path, JObject body, string about, string name, CallContext call)
    {
        ApiRequest Request(HttpMethod method) => new() { Method = method, Target = path, Body = CloudCalls.Body(body), Table = about, Key = name };
        try
        {
            return await calls.RepeatAsync(Request(HttpMethod.Put), call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            try
            {
                return await calls.SendAsync(Request(HttpMethod.Post), (answer, _) => answer, call).ConfigureAwait(false);
            }
            catch (UnknownOutcomeException)
            {
                // Whether it was created or not, replacing it leaves what was wanted, or says that it is not there.
                return await calls.RepeatAsync(Request(HttpMethod.Put), call).ConfigureAwait(false);
            }
            catch (ElementException taken) when (taken.StatusCode == 409)
            {
                return await calls.RepeatAsync(Request(HttpMethod.Put), call).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveAsync(string path, string about, string name, ResourceLevel level, CallContext call)
    {
        try
        {
            await calls.RepeatAsync(new ApiRequest { Method = HttpMethod.Delete, Target = path, Table = about, Key = name }, call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.StatusCode == 404)
        {
            throw ErrorCatalog.ResourceNotFound.With(about, name, level);
        }
        catch (ElementException failure) when (failure.StatusCode == 409)
        {
            throw ErrorCatalog.ResourceInUse.With(name);
        }
    }
}
