namespace ServiceNowElement.Model;

/// <summary>Which form of the values a read asks the instance for.</summary>
public enum ValueMode
{
    /// <summary>The stored value together with what the user interface shows.</summary>
    Value,

    /// <summary>Only what the user interface shows.</summary>
    Label,

    /// <summary>Only the stored value, untouched text; the fastest form on the wire.</summary>
    Raw,
}
