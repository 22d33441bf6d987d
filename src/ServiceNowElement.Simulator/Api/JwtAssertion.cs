using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Checks the assertion of the JWT bearer grant (contract servicenow-rest §5.2).</summary>
internal static class JwtAssertion
{
    private const int Skew = 300;

    internal static bool IsGood(string assertion, SimulatorOptions options, DateTime now)
    {
        string[] parts = assertion.Split('.');
        if (parts.Length != 3 || options.JwtCertificate?.GetRSAPublicKey() is not { } key)
        {
            return false;
        }

        using (key)
        {
            try
            {
                using JsonDocument header = JsonDocument.Parse(Bytes(parts[0]));
                using JsonDocument claims = JsonDocument.Parse(Bytes(parts[1]));
                JsonElement root = claims.RootElement;
                long seconds = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeSeconds();
                return header.RootElement.GetProperty("alg").GetString() == "RS256"
                    && root.GetProperty("iss").GetString() == options.ClientId && root.GetProperty("aud").GetString() == options.ClientId
                    && root.GetProperty("sub").GetString() == options.User && root.GetProperty("jti").GetString()!.Length > 0
                    && root.GetProperty("exp").GetInt64() + Skew > seconds
                    && key.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
            catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
