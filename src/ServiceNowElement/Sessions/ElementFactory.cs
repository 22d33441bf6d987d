using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Sessions;

/// <summary>Turns what PowerShell knows into what an element needs.</summary>
internal static class ElementFactory
{
    internal static DirectElementOptions Options(PSCmdlet cmdlet, int? maxConcurrency, int timeoutSeconds, Uri? proxy = null, bool proxyUseDefaultCredentials = false)
    {
        string edition = typeof(PSObject).Assembly.GetName().Version?.Major >= 6 ? "Core" : "Desktop";
        return new DirectElementOptions
        {
            MaxConcurrency = maxConcurrency,
            Proxy = proxy,
            ProxyUseDefaultCredentials = proxyUseDefaultCredentials,
            Timeout = TimeSpan.FromSeconds(timeoutSeconds),
            UserAgent = $"ServiceNowElement/{cmdlet.MyInvocation.MyCommand.Version} (PowerShell/{cmdlet.Host.Version}; {edition})",
        };
    }

    internal static ElementCredential Credential(PSCredential? user, PSCredential? client)
    {
        if (user != null && string.IsNullOrEmpty(user.UserName))
        {
            throw ErrorCatalog.CredentialNotUsable.With("the user name is empty");
        }

        if (client == null)
        {
            return user == null ? throw ErrorCatalog.CredentialNotUsable.With("none were given") : new BasicCredential(user.UserName, user.Password);
        }

        return user == null
            ? new OAuthClientCredential(client.UserName, client.Password)
            : new OAuthPasswordCredential(client.UserName, client.Password, user.UserName, user.Password);
    }
}
