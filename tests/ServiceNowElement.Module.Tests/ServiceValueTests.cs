namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="ValueTests"/> says, through our service.</summary>
public sealed class ServiceValueTests() : ValueTests(Way.Service);
