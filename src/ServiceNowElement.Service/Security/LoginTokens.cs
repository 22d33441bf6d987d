using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace ServiceNowElement.Service.Security;

/// <summary>Login tokens (contract cloud-elements-api §2.3): encrypted, limited in time, kept nowhere.</summary>
internal sealed class LoginTokens(IDataProtectionProvider provider)
{
    private static readonly TimeSpan s_lives = TimeSpan.FromHours(8);
    private readonly ITimeLimitedDataProtector _protector = provider.CreateProtector("ServiceNowElement.Service.Login.v1").ToTimeLimitedDataProtector();

    internal static string Stamp(string passwordHash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)))[..16];

    internal string Make(long userId, string passwordHash) => _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{userId}:{Stamp(passwordHash)}"), s_lives);

    /// <summary>Reads a token; null when it is none of ours or its time is over.</summary>
    internal LoginTicket? Read(string token)
    {
        try
        {
            string[] parts = _protector.Unprotect(token).Split(':');
            return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? new LoginTicket(id, parts[1]) : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
