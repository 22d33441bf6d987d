using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement;

/// <summary>
/// Manages element instances (the <em>platform</em> calls of contract cloud-elements-api §5) and opens them. Object definitions and
/// transformations join this port together with the service that stores them.
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

    /// <summary>Changes name and tags of an instance.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="newName">The new name, or null to keep it.</param>
    /// <param name="tags">The new tags, or null to keep them.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The instance after the change.</returns>
    Task<ElementInstance> ChangeInstanceAsync(string idOrName, string? newName, IReadOnlyList<string>? tags, CallContext call);

    /// <summary>Forgets an instance; nothing is changed on ServiceNow itself.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>A task that ends when it is gone.</returns>
    Task RemoveInstanceAsync(string idOrName, CallContext call);

    /// <summary>Opens an instance. Nothing is sent before the element is used.</summary>
    /// <param name="idOrName">Its identifier or name.</param>
    /// <param name="credential">How to sign in: a local platform stores no secrets.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The open element; the caller disposes it.</returns>
    Task<IElement> OpenAsync(string idOrName, ElementCredential credential, CallContext call);
}
