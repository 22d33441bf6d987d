namespace ServiceNowElement.ServiceNow.Auth;

internal static class Base64Url
{
    internal static string Of(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
