using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The authorization-code grant with PKCE (contract servicenow-rest §5.2); the user is signed in already and agrees at once.</summary>
internal sealed class AuthorizationCodes(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, (string RedirectUri, string Challenge)> _codes = new(StringComparer.Ordinal);

    internal Reply Ask(IQueryCollection query)
    {
        string redirect = query["redirect_uri"].ToString();
        bool good = query["response_type"] == "code" && query["client_id"] == options.ClientId && query["state"].ToString().Length > 0
            && (query["code_challenge"].Count == 0 || query["code_challenge_method"] == "S256") && Uri.TryCreate(redirect, UriKind.Absolute, out _);
        if (!good)
        {
            return ErrorReply.Of(new ApiError(400, "Invalid authorization request", null));
        }

        string code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (redirect, query["code_challenge"].ToString());
        var reply = new Reply { Status = 302 };
        reply.Headers["Location"] = $"{redirect}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}";
        return reply;
    }

    /// <summary>Redeems a code, once.</summary>
    internal bool IsRedeemed(string code, string redirect, string verifier)
    {
        if (!_codes.TryRemove(code, out (string RedirectUri, string Challenge) asked))
        {
            return false;
        }

        string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return asked.RedirectUri == redirect && (asked.Challenge.Length == 0 || asked.Challenge == challenge);
    }
}
