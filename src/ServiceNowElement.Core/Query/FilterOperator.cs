namespace ServiceNowElement.Query;

/// <summary>How a column is compared.</summary>
public enum FilterOperator
{
    /// <summary>Equal; ignores case for text, as the instance does.</summary>
    Equal,

    /// <summary>Not equal; true for empty columns too, as PowerShell's <c>-ne</c> is.</summary>
    NotEqual,

    /// <summary>Less than.</summary>
    LessThan,

    /// <summary>Less than or equal.</summary>
    LessOrEqual,

    /// <summary>Greater than.</summary>
    GreaterThan,

    /// <summary>Greater than or equal.</summary>
    GreaterOrEqual,

    /// <summary>Contains the text.</summary>
    Contains,

    /// <summary>Does not contain the text.</summary>
    NotContains,

    /// <summary>Begins with the text.</summary>
    StartsWith,

    /// <summary>Ends with the text.</summary>
    EndsWith,

    /// <summary>Equal to one of the values.</summary>
    In,

    /// <summary>Equal to none of the values.</summary>
    NotIn,

    /// <summary>Empty.</summary>
    IsEmpty,

    /// <summary>Not empty.</summary>
    IsNotEmpty,
}
