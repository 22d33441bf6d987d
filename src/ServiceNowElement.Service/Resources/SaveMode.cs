namespace ServiceNowElement.Service.Resources;

/// <summary>What writing a transformation does with a name that its level has or lacks.</summary>
internal enum SaveMode
{
    /// <summary>Only what is new; 409 otherwise.</summary>
    Add,

    /// <summary>Only what is there; 404 otherwise.</summary>
    Replace,

    /// <summary>Either.</summary>
    Put,
}
