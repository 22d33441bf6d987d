namespace ServiceNowElement.Model;

/// <summary>What a write does.</summary>
public enum RecordWriteKind
{
    /// <summary>Makes a record.</summary>
    Create,

    /// <summary>Changes columns of a record.</summary>
    Update,

    /// <summary>Removes a record.</summary>
    Delete,
}
