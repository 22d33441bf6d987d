namespace ServiceNowElement.Bulk;

/// <summary>Where a bulk job is.</summary>
public enum BulkJobState
{
    /// <summary>It works.</summary>
    Running,

    /// <summary>The file is complete.</summary>
    Completed,

    /// <summary>It ended with an error; there is no file under the final name.</summary>
    Failed,

    /// <summary>It was stopped; there is no file under the final name.</summary>
    Stopped,
}
