using System.Management.Automation;
using System.Security;
using ServiceNowElement.CloudElements;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <content>The way through a service that speaks the Cloud Elements API v2.</content>
public sealed partial class ConnectCEServiceNowCommand
{
    /// <summary>Gets or sets the user secret of a service that speaks the Cloud Elements API.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServiceSet)]
    public SecureString? UserSecret { get; set; }

    /// <summary>Gets or sets the organization secret, which managing instances needs.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SecureString? OrganizationSecret { get; set; }

    /// <summary>Gets or sets the token of an element instance; with neither it nor -Instance the session manages instances only.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SecureString? ElementToken { get; set; }

    /// <summary>Gets or sets the base address of the service; the vendor's when omitted.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public Uri? BaseUri { get; set; }

    private void ConnectService()
    {
        CloudPlatform platform;
        try
        {
            platform = Service();
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        CESession? session = null;
        string? wanted = Instance.Length > 0 ? Instance : null;
        bool own = platform.HasToken;
        string? name = Name;
        try
        {
            RunAsync(name ?? platform.Service.Name, async (_, call) =>
            {
                if (own)
                {
                    (IElement element, string? id) = await platform.OpenOwnAsync(call).ConfigureAwait(false);
                    session = new CESession(name ?? element.Instance, element, "Cloud Elements", null, DateTime.UtcNow) { Platform = platform, InstanceId = id };
                }
                else if (wanted != null)
                {
                    Model.ElementInstance kept = await platform.GetInstanceAsync(wanted, call).ConfigureAwait(false);
                    IElement element = await platform.OpenAsync(kept.Id, null, call).ConfigureAwait(false);
                    session = new CESession(name ?? kept.Name, element, "Cloud Elements", kept.UserName, DateTime.UtcNow) { Platform = platform, InstanceId = kept.Id };
                    await element.PingAsync(call).ConfigureAwait(false);
                }
                else
                {
                    await platform.ProveAsync(call).ConfigureAwait(false);
                    session = new CESession(name ?? platform.Service.Name, platform, DateTime.UtcNow);
                }
            });
            SessionStore.Current.Add(session!, AsDefault);
            WriteObject(session);
        }
        catch
        {
            session?.Close();
            platform.Dispose();
            throw;
        }
    }

    private CloudPlatform Service()
    {
        (Uri? address, SecureString user, SecureString? organization, SecureString? token) = FromEnvironment
            ? EnvironmentCredentials.ReadService()
            : (BaseUri, UserSecret!, OrganizationSecret, ElementToken);
        if (token != null && Instance.Length > 0)
        {
            throw ErrorCatalog.CredentialNotUsable.With("choose one of -ElementToken and -Instance");
        }

        if (token == null && organization == null)
        {
            throw ErrorCatalog.CredentialNotUsable.With("-UserSecret needs -ElementToken, or -OrganizationSecret to manage instances");
        }

        return new CloudPlatform(CloudAddress.Parse(address), new CloudSecrets(user, organization, token), ElementFactory.Options(this, MaxConcurrency, TimeoutSeconds, Proxy, ProxyUseDefaultCredentials));
    }
}
