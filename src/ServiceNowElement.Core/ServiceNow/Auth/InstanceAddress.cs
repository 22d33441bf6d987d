using System.Text.RegularExpressions;
using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>
/// The validated address of a ServiceNow instance. A subdomain can smuggle neither host, path, user info nor port; a full URL may
/// name any host, but plain HTTP reaches this machine only (design §8).
/// </summary>
public sealed class InstanceAddress
{
    // A DNS label, as instance names are; contract servicenow-rest §1.1.
    private static readonly Regex s_label = new("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant);

    private InstanceAddress(Uri uri, string name)
    {
        Uri = uri;
        Name = name;
    }

    /// <summary>Gets the base address, ending with a slash.</summary>
    public Uri Uri { get; }

    /// <summary>Gets the short name: the subdomain of service-now.com, else host and port.</summary>
    public string Name { get; }

    /// <summary>Reads a subdomain such as <c>dev12345</c>, a host ending in <c>.service-now.com</c>, or a full URL.</summary>
    /// <param name="text">What the user gave.</param>
    /// <returns>The address; <c>InvalidAddress</c> or <c>InsecureAddress</c> otherwise.</returns>
    public static InstanceAddress Parse(string text)
    {
        string trimmed = (text ?? throw new ArgumentNullException(nameof(text))).Trim();
        return trimmed.Contains("://") ? FromUrl(trimmed) : FromSubdomain(trimmed);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static InstanceAddress FromSubdomain(string text)
    {
        const string Domain = ".service-now.com";
        string label = text.ToLowerInvariant();
        if (label.EndsWith(Domain, StringComparison.Ordinal))
        {
            label = label.Substring(0, label.Length - Domain.Length);
        }

        if (!s_label.IsMatch(label))
        {
            throw ErrorCatalog.InvalidAddress.With(Cut(text), "letters, digits and hyphens only");
        }

        return new InstanceAddress(new Uri($"https://{label}{Domain}/"), label);
    }

    private static InstanceAddress FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || (uri.Scheme != "http" && uri.Scheme != "https") || uri.Host.Length == 0)
        {
            throw ErrorCatalog.InvalidAddress.With(Cut(text), "not an http address");
        }

        if (uri.UserInfo.Length > 0 || text.Contains('@'))
        {
            // The message must not repeat what may be a password.
            throw ErrorCatalog.InvalidAddress.With(uri.Scheme + "://…@" + uri.Host, "an address carries no user name");
        }

        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
        {
            throw ErrorCatalog.InvalidAddress.With(Cut(text), "an address has no path");
        }

        if (uri.Scheme == "http" && !uri.IsLoopback)
        {
            throw ErrorCatalog.InsecureAddress.With(Cut(text));
        }

        const string Domain = ".service-now.com";
        string host = uri.Host.ToLowerInvariant();
        bool known = uri.IsDefaultPort && host.EndsWith(Domain, StringComparison.Ordinal);
        string name = known ? host.Substring(0, host.Length - Domain.Length) : uri.IsDefaultPort ? host : uri.Authority.ToLowerInvariant();
        return new InstanceAddress(new Uri(uri.GetLeftPart(UriPartial.Authority) + "/"), name);
    }

    private static string Cut(string text)
    {
        // "user:password@host" typed as a subdomain must not come back in an error.
        int at = text.LastIndexOf('@');
        string shown = at < 0 ? text : "…" + text.Substring(at);
        return shown.Length <= 100 ? shown : shown.Substring(0, 100) + "…";
    }
}
