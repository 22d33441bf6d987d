using System.Security.Cryptography;

namespace ServiceNowElement.Service.Http;

/// <summary>The id of a request: 24 lowercase hexadecimal digits (contract cloud-elements-api §1.4).</summary>
internal static class RequestId
{
    internal const string Header = "Elements-Request-Id";

    private static readonly object s_key = new();

    internal static string Of(HttpContext http)
    {
        if (http.Items[s_key] is string known)
        {
            return known;
        }

        string made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        http.Items[s_key] = made;
        return made;
    }
}
