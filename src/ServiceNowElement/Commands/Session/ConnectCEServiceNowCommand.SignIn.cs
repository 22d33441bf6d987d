using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Pipeline;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <content>The ways of signing in to an instance.</content>
public sealed partial class ConnectCEServiceNowCommand
{
    private (InstanceAddress Address, ElementCredential Credential) Target()
    {
        if (FromEnvironment)
        {
            return EnvironmentCredentials.Read();
        }

        InstanceAddress address = InstanceAddress.Parse(ParameterSetName == InstanceSet
            ? LocalPlatform.Find(LocalPlatform.DefaultFolder(), Instance).Address.ToString()
            : Subdomain);
        RefuseMixture();
        if (SecretName != null)
        {
            ReadSecret(SecretName);
        }

        if (ApiKey != null)
        {
            return (address, new ApiKeyCredential(ApiKey));
        }

        if (ClientCertificate != null)
        {
            return (address, new CertificateCredential(ClientCertificate));
        }

        if (JwtCertificate != null)
        {
            return (address, new OAuthJwtCredential(ClientCredential!.UserName, ClientCredential.Password, JwtUser!, JwtCertificate));
        }

        if (Browser || NoBrowser)
        {
            return (address, SignIn(address));
        }

        if (Credential == null && ClientCredential == null)
        {
            Credential = Host.UI.PromptForCredential("Connect to " + address.Name, "User name and password for " + address.Uri, string.Empty, string.Empty)
                ?? throw ErrorCatalog.CredentialNotUsable.With("none were given");
        }

        return (address, ElementFactory.Credential(Credential, ClientCredential));
    }

    private void RefuseMixture()
    {
        int ways = new[] { Credential != null, ApiKey != null, ClientCertificate != null, JwtCertificate != null, Browser || NoBrowser, SecretName != null }.Count(way => way);
        if (ways > 1)
        {
            throw ErrorCatalog.CredentialNotUsable.With("choose one of -Credential, -ApiKey, -ClientCertificate, -JwtCertificate, -Browser or -NoBrowser, -SecretName");
        }

        if (JwtCertificate != null && (ClientCredential == null || JwtUser == null))
        {
            throw ErrorCatalog.CredentialNotUsable.With("-JwtCertificate needs -ClientCredential and -JwtUser");
        }

        if ((Browser || NoBrowser) && ClientId == null && ClientCredential == null)
        {
            throw ErrorCatalog.CredentialNotUsable.With("a sign-in in the browser needs -ClientId or -ClientCredential");
        }
    }

    private ElementCredential SignIn(InstanceAddress address)
    {
        ElementCredential? credential = null;
        RunAsync(address.Name, async (pipeline, call) =>
        {
            credential = await BrowserSignIn.RunAsync(address, ClientCredential?.UserName ?? ClientId!, ClientCredential?.Password, RedirectPort, SignInPage.Shower(pipeline, address.Name, NoBrowser), call.Token).ConfigureAwait(false);
        });
        return credential!;
    }

    private void ReadSecret(string name)
    {
        if (InvokeCommand.GetCommand("Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) == null)
        {
            throw ErrorCatalog.CredentialNotUsable.With("-SecretName needs the module Microsoft.PowerShell.SecretManagement, which has Get-Secret");
        }

        object? secret = InvokeCommand.InvokeScript("param($Name) Get-Secret -Name $Name", useNewScope: true, PipelineResultTypes.None, null, name).FirstOrDefault()?.BaseObject;
        switch (secret)
        {
            case PSCredential credential:
                Credential = credential;
                break;
            case SecureString key:
                ApiKey = key;
                break;
            default:
                throw ErrorCatalog.CredentialNotUsable.With($"the secret '{name}' is neither a PSCredential nor a SecureString");
        }
    }
}
