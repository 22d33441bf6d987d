namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="ValueTests"/> says, straight to the instance.</summary>
public sealed class DirectValueTests() : ValueTests(Way.Direct);
