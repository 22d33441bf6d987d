namespace ServiceNowElement.Bulk;

/// <summary>How a bulk job writes records.</summary>
public enum BulkFormat
{
    /// <summary>RFC 4180 with a header line, UTF-8 without a mark, <c>\n</c> line ends.</summary>
    Csv,

    /// <summary>One JSON object of texts per line, UTF-8, <c>\n</c> line ends.</summary>
    JsonLines,
}
