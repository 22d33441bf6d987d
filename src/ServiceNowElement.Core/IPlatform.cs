using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Transformations;

namespace ServiceNowElement;

/// <summary>
/// Manages element instances, object definitions and transformations (the <em>platform</em> calls of contract cloud-elements-api §5, §13),
/// and opens instances.
/// </summary>
public interface IPlatform
{
    /// <summary>Creates an instance after one call has proven its address and credentials.</summary>
    /// <param name="settings">Name, address, credentials, tags.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The instance as it is kept; <c>InstanceExists</c> when the name is taken.</returns>
    Task<ElementInstance> CreateInstanceAsync(InstanceSettings settings, CallContext call);

    /// <summary>Lists the instances, sorted by name.</summary>
    /// <param name="onPage">Takes each page.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when all were handed over.</returns>
    Task ListInstancesAsync(Func<IReadOnlyList<ElementInstance>, Task> onPage, CallContext call);

    /// <summary>Reads one instance.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The instance; <c>InstanceNotFound</c> when there is none.</returns>
    Task<ElementInstance> GetInstanceAsync(string idOrName, CallContext call);

    /// <summary>Changes an instance.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="change">What to change.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The instance after the change; <c>NotSupported</c> for what this platform cannot keep.</returns>
    Task<ElementInstance> ChangeInstanceAsync(string idOrName, InstanceChange change, CallContext call);

    /// <summary>Forgets an instance; nothing is changed on ServiceNow itself.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when it is gone.</returns>
    Task RemoveInstanceAsync(string idOrName, CallContext call);

    /// <summary>Opens an instance. Nothing is sent before the element is used.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="credential">How to sign in: a local platform stores no secrets and needs it; a service keeps its own and takes null.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The open element; the caller disposes it.</returns>
    Task<IElement> OpenAsync(string idOrName, ElementCredential? credential, CallContext call);

    /// <summary>Lists the object definitions of a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="instance">The instance's identifier or name at <see cref="ResourceLevel.Instance"/>, else null.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The definitions, sorted by name; none is an empty list.</returns>
    Task<IReadOnlyList<ObjectDefinition>> ListDefinitionsAsync(ResourceLevel level, string? instance, CallContext call);

    /// <summary>Creates or replaces an object definition.</summary>
    /// <param name="instance">The instance's identifier or name at <see cref="ResourceLevel.Instance"/>, else null.</param>
    /// <param name="definition">The definition, with its level.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The definition as it is kept.</returns>
    Task<ObjectDefinition> SetDefinitionAsync(string? instance, ObjectDefinition definition, CallContext call);

    /// <summary>Removes an object definition; <c>ResourceNotFound</c> when there is none, <c>ResourceInUse</c> while transformations use it.</summary>
    /// <param name="level">The level.</param>
    /// <param name="instance">The instance's identifier or name at <see cref="ResourceLevel.Instance"/>, else null.</param>
    /// <param name="name">The definition's name.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when it is gone.</returns>
    Task RemoveDefinitionAsync(ResourceLevel level, string? instance, string name, CallContext call);

    /// <summary>Lists the transformations of a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="instance">The instance's identifier or name at <see cref="ResourceLevel.Instance"/>, else null.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The transformations, sorted by name; none is an empty list.</returns>
    Task<IReadOnlyList<Transformation>> ListTransformationsAsync(ResourceLevel level, string? instance, CallContext call);

    /// <summary>Creates or replaces a transformation; its definition must exist.</summary>
    /// <param name="instance">The instance's identifier or name at <see cref="ResourceLevel.Instance"/>, else null.</param>
    /// <param name="transformation">The transformation, with its level.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The transformation as it is kept.</returns>
    Task<Transformation> SetTransformationAsync(string? instance, Transformation transformation, CallContext call);

    /// <summary>Removes a transformation; <c>ResourceNotFound</c> when there is none.</summary>
    /// <param name="level">The level.</param>
    /// <param name="instance">The instance's identifier or name at <see cref="ResourceLevel.Instance"/>, else null.</param>
    /// <param name="objectName">The name of the defined object.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when it is gone.</returns>
    Task RemoveTransformationAsync(ResourceLevel level, string? instance, string objectName, CallContext call);
}
