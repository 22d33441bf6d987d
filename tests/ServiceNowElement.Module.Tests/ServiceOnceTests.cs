namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="OnceTests"/> says, through our service.</summary>
public sealed class ServiceOnceTests() : OnceTests(Way.Service);
