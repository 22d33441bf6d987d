namespace ServiceNowElement.Service.Instances;

/// <summary>Opens the connection of an instance.</summary>
internal interface IElementSource
{
    /// <summary>Reads the instance's credentials and opens an element with them; nothing is sent to the provider yet.</summary>
    Task<IElement> OpenAsync(long instanceId, CancellationToken token);
}
