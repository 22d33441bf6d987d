using ServiceNowElement.Errors;

namespace ServiceNowElement.CloudElements;

/// <summary>
/// The validated base address of a service that speaks the Cloud Elements API v2 (contract cloud-elements-api §1.1). Its path is kept;
/// plain HTTP reaches this machine only, because every request carries secrets.
/// </summary>
public sealed class CloudAddress
{
    private CloudAddress(Uri uri) => Uri = uri;

    /// <summary>Gets the address of the vendor's service.</summary>
    public static CloudAddress Vendor { get; } = new(new Uri("https://api.cloud-elements.com/elements/api-v2/"));

    /// <summary>Gets the base address, ending with a slash.</summary>
    public Uri Uri { get; }

    /// <summary>Gets the name for people: the host, with its port where that is not the usual one.</summary>
    public string Name => Uri.IsDefaultPort ? Uri.Host : Uri.Authority;

    /// <summary>Reads a base address.</summary>
    /// <param name="address">What the user gave; null for the vendor's.</param>
    /// <returns>The address; <c>InvalidAddress</c> or <c>InsecureAddress</c> otherwise.</returns>
    public static CloudAddress Parse(Uri? address)
    {
        if (address == null)
        {
            return Vendor;
        }

        if (!address.IsAbsoluteUri || (address.Scheme != "http" && address.Scheme != "https") || address.Host.Length == 0)
        {
            throw Invalid("not an http address");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Invalid("an address carries no user name");
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw Invalid("a base address ends with its path");
        }

        if (address.Scheme == "http" && !address.IsLoopback)
        {
            throw ErrorCatalog.InsecureAddress.With(address.GetLeftPart(UriPartial.Path));
        }

        return new CloudAddress(new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"));

        // Nothing of a wrong address comes back in the message: it may hold a password.
        static ElementException Invalid(string why) => new(ErrorCatalog.InvalidAddress, $"-BaseUri is no base address of a service: {why}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
