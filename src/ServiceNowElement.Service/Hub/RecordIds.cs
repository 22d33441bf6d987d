using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Identifiers of records in paths: text, usually 32 hexadecimal digits (contract servicenow-rest §2.5).</summary>
internal static class RecordIds
{
    private const int Longest = 100;

    /// <summary>Lets pass what can be an identifier; anything else names no record, and must reach neither a query nor another path.</summary>
    internal static string Check(string id) => id.Length is > 0 and <= Longest && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.') && id.Trim('.').Length > 0
        ? id
        : throw NotFound();

    internal static ApiException NotFound() => new(StatusCodes.Status404NotFound, "The requested record does not exist");
}
