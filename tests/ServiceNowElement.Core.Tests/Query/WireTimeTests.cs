using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class WireTimeTests
{
    private static readonly DateTime s_utc = new(2026, 3, 1, 8, 15, 0, DateTimeKind.Utc);

    [Fact]
    public void Writes_every_kind_as_utc()
    {
        Assert.Equal("2026-03-01 08:15:00", WireTime.Format(s_utc));
        Assert.Equal("2026-03-01 08:15:00", WireTime.Format(s_utc.ToLocalTime()));
        Assert.Equal("2026-03-01 08:15:00", WireTime.Format(DateTime.SpecifyKind(s_utc.ToLocalTime(), DateTimeKind.Unspecified)));
        Assert.Equal("2026-03-01 08:15:00", WireTime.Format(new DateTimeOffset(s_utc).ToOffset(TimeSpan.FromHours(-5))));
    }

    [Fact]
    public void Reads_what_it_writes()
    {
        Assert.True(WireTime.TryParse("2026-03-01 08:15:00", out DateTime read));
        Assert.Equal((s_utc, DateTimeKind.Utc), (read, read.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01")]
    [InlineData("03/01/2026 09:15:00 AM")]
    [InlineData("2026-02-30 00:00:00")]
    public void Refuses_other_forms(string text) => Assert.False(WireTime.TryParse(text, out _));
}
