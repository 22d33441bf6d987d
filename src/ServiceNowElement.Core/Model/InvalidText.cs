namespace ServiceNowElement.Model;

/// <summary>What happens to a value that is no valid text: broken UTF-8, raw control characters, half a surrogate pair (contract servicenow-rest EC12 to EC14).</summary>
public enum InvalidText
{
    /// <summary>Each wrong character is shown as U+FFFD, and a warning names column and row.</summary>
    Replace,

    /// <summary>The read ends with the error <c>InvalidText</c>, which names column and row.</summary>
    Fail,
}
