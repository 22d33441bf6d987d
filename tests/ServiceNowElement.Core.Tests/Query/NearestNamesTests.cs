using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class NearestNamesTests
{
    private static readonly string[] s_names = ["priority", "state", "short_description", "description", "assigned_to", "sys_id", "opened_at", "opened_by", "urgency"];

    [Theory]
    [InlineData("prority", "priority")]
    [InlineData("Priority", "priority")]
    [InlineData("shortDescription", "short_description,description")]
    [InlineData("opened", "opened_at,opened_by")]
    [InlineData("asigned_to", "assigned_to")]
    [InlineData("stat", "state")]
    [InlineData("satte", "state")]
    [InlineData("zzzzzz", "")]
    [InlineData("", "")]
    public void Finds(string name, string expected) => Assert.Equal(expected, string.Join(",", NearestNames.Find(name, s_names)));

    [Fact]
    public void Words_advice()
    {
        Assert.Equal(" Did you mean 'priority'?", NearestNames.Advice("prority", s_names));
        Assert.Equal(" Did you mean 'opened_at' or 'opened_by'?", NearestNames.Advice("opened", s_names));
        Assert.Equal(" Did you mean 'a', 'b' or 'c'?", NearestNames.Advice(["a", "b", "c"]));
        Assert.Equal(string.Empty, NearestNames.Advice("zzzzzz", s_names));
    }

    [Fact]
    public void Gives_no_more_than_asked() => Assert.Single(NearestNames.Find("opened", s_names, most: 1));

    [Fact]
    public void Overlong_name_is_near_to_nothing() => Assert.Empty(NearestNames.Find(new string('a', 1_000_000), s_names));
}
