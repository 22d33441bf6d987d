namespace ServiceNowElement.Service.Hub;

/// <summary>Answers hub calls; failures are thrown as <see cref="Http.ApiException"/> or <see cref="Errors.ElementException"/> and written by the host.</summary>
internal interface IHubHandler
{
    /// <summary>Answers one call.</summary>
    Task HandleAsync(HubCall call);
}
