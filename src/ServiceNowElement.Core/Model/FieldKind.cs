namespace ServiceNowElement.Model;

/// <summary>How a column's stored text is understood (contract servicenow-rest §2.5).</summary>
public enum FieldKind
{
    /// <summary>Text, untouched.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>A point in time, stored in UTC.</summary>
    DateTime,

    /// <summary>A calendar day without a time zone.</summary>
    Date,

    /// <summary>The sys_id of a record of another table.</summary>
    Reference,

    /// <summary>Comments and work notes: write-only streams, read elsewhere.</summary>
    Journal,

    /// <summary>Text that is stored encrypted and must not be shown.</summary>
    Secret,
}
