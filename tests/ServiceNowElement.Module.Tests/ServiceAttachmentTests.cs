namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="AttachmentTests"/> says, through our service.</summary>
public sealed class ServiceAttachmentTests() : AttachmentTests(Way.Service);
