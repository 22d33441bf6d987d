namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="WriteLaneTests"/> says, through our service.</summary>
public sealed class ServiceWriteLaneTests() : WriteLaneTests(Way.Service);
