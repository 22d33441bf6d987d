using ServiceNowElement.Service.Instances;

namespace ServiceNowElement.Service.Hub;

/// <summary>One hub call whose authorization was checked: User and Element secrets are good and the instance exists (contract cloud-elements-api §2.2).</summary>
/// <param name="Http">Request and answer. <c>Elements-Request-Id</c> and <c>Elements-Element-Instance-Id</c> are set already.</param>
/// <param name="Instance">The instance of the Element token.</param>
/// <param name="Element">The open element; owned by the pool, not by the call.</param>
/// <param name="Context">Stop (the caller hung up, time is over) and diagnostics (the log).</param>
/// <param name="Segments">The decoded path below the API prefix, hub prefix removed: <c>["incidents", "SID", "comments"]</c>.</param>
internal sealed record HubCall(HttpContext Http, InstanceInfo Instance, IElement Element, CallContext Context, IReadOnlyList<string> Segments);
