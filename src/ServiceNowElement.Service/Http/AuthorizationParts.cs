namespace ServiceNowElement.Service.Http;

/// <summary>The parts of an <c>Authorization</c> header by the grammar of contract cloud-elements-api §2.1.</summary>
/// <param name="User">The user secret, or null.</param>
/// <param name="Organization">The organization secret, or null.</param>
/// <param name="Element">The element token, or null.</param>
/// <param name="Bearer">The login token, or null.</param>
internal sealed record AuthorizationParts(string? User, string? Organization, string? Element, string? Bearer)
{
    /// <summary>Longer headers hold no secret of ours.</summary>
    private const int LongestHeader = 8192;

    internal static AuthorizationParts None { get; } = new(null, null, null, null);

    /// <summary>Reads a header: comma-separated pairs of scheme and value, any order and case, the last of a repeated scheme wins, unknown ones are ignored.</summary>
    /// <param name="header">The header's value; null for none.</param>
    /// <returns>What was found; never an error.</returns>
    internal static AuthorizationParts Read(string? header)
    {
        if (string.IsNullOrWhiteSpace(header) || header.Length > LongestHeader)
        {
            return None;
        }

        string? user = null, organization = null, element = null, bearer = null;
        foreach (string piece in header.Split(','))
        {
            string part = piece.Trim();
            int gap = part.AsSpan().IndexOfAny(' ', '\t');
            if (gap <= 0)
            {
                continue;
            }

            string value = part[gap..].Trim();
            if (value.Length == 0)
            {
                continue;
            }

            ReadOnlySpan<char> scheme = part.AsSpan(0, gap);
            if (scheme.Equals("User", StringComparison.OrdinalIgnoreCase))
            {
                user = value;
            }
            else if (scheme.Equals("Organization", StringComparison.OrdinalIgnoreCase))
            {
                organization = value;
            }
            else if (scheme.Equals("Element", StringComparison.OrdinalIgnoreCase))
            {
                element = value;
            }
            else if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                bearer = value;
            }
        }

        return new AuthorizationParts(user, organization, element, bearer);
    }
}
