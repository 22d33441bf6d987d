using System.Text.RegularExpressions;
using ServiceNowElement.Service.Catalogue;

namespace ServiceNowElement.Service.Instances;

/// <summary>Which values are secrets, and how they are shown (contract cloud-elements-api §5.2).</summary>
internal static partial class ConfigurationRule
{
    /// <summary>Exactly eight asterisks; written back they mean "keep the old value".</summary>
    internal const string Mask = "********";

    /// <summary>Answers whether a key holds a secret: by the catalogue, and for unknown keys by what the name looks like.</summary>
    internal static bool IsSecret(ElementDefinition element, string key) =>
        element.Find(key)?.IsSecret ?? (ElementCatalogue.All.Any(other => other.Find(key)?.IsSecret == true) || SecretName().IsMatch(key));

    /// <summary>Answers whether a connection depends on a key.</summary>
    internal static bool IsConnection(string key) =>
        key is ConfigurationKeys.Subdomain or ConfigurationKeys.UserName or ConfigurationKeys.Password or ConfigurationKeys.ApiKey or ConfigurationKeys.ApiSecret or ConfigurationKeys.RefreshToken;

    [GeneratedRegex("passw|passphrase|pwd|secret|token|credential|api[._-]?key|private[._-]?key|signature[._-]?key|assertion", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
