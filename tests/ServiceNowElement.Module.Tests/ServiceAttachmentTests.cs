namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="AttachmentTests"/> says, through our service.</summary>
public sealed class ServiceAttachmentTests() : AttachmentTests(Way.Service)
{
    // The service has sent its headers by then: it can only cut the connection.
    private protected override string DamagedDownload => "HostNotReachable";
}
