namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="RecordTests"/> says, through our service.</summary>
public sealed class ServiceRecordTests() : RecordTests(Way.Service)
{
    [Fact]
    public void ServiceNows_own_text_is_refused_with_the_reason()
    {
        Outcome outcome = Bench.Try("Get-CERecord incident -EncodedQuery 'state=1'");

        Assert.Equal("NotSupported", outcome.ErrorId);
    }
}
