using System.Security.Cryptography;

namespace ServiceNowElement.Service.Security;

/// <summary>Makes secrets in the shapes of contract cloud-elements-api §2.1.</summary>
internal static class SecretMaker
{
    internal static string UserSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    internal static string OrganizationSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    internal static string ElementToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    internal static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
