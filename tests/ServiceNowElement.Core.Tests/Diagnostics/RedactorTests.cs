using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Core.Tests.Diagnostics;

public class RedactorTests
{
    [Theory]
    [InlineData("Authorization: Basic c2VjcmV0OnNlY3JldA==")]
    [InlineData("authorization=Bearer c2VjcmV0OnNlY3JldA==")]
    [InlineData("Cookie: JSESSIONID=c2VjcmV0OnNlY3JldA==")]
    [InlineData("x-sn-apikey: c2VjcmV0OnNlY3JldA==")]
    [InlineData("sent Basic c2VjcmV0OnNlY3JldA== to")]
    [InlineData("https://user:c2VjcmV0OnNlY3JldA==@host/x")]
    [InlineData("grant_type=password&password=c2VjcmV0OnNlY3JldA==&username=x")]
    [InlineData("""{"access_token":"c2VjcmV0OnNlY3JldA==","x":1}""")]
    [InlineData("client_secret: 'c2VjcmV0OnNlY3JldA=='")]
    [InlineData("User c2VjcmV0OnNlY3JldA==, Organization c2VjcmV0, Element c2VjcmV0OnNlY3JldA==")]
    [InlineData("sent Element c2VjcmV0OnNlY3JldA==, User c2VjcmV0OnNlY3JldA== away")]
    [InlineData("the pair User c2VjcmV0OnNlY3JldDpzZWNyZXQ6c2VjcmV0OnNlYzE= was refused")]
    [InlineData("""{"token":"c2VjcmV0OnNlY3JldA==","oauth.api.secret":"c2VjcmV0OnNlY3JldA=="}""")]
    [InlineData("oauth/url?apiKey=c2VjcmV0&apiSecret=c2VjcmV0OnNlY3JldA==")]
    public void Takes_secrets_out(string text) => Assert.DoesNotContain("c2VjcmV0", Redactor.Clean(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("Organization 0a1b2c3d4e5f60718293a4b5c6d7e8f9 is unknown")]
    public void Takes_organization_secrets_out(string text) => Assert.DoesNotContain("0a1b2c", Redactor.Clean(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("No user 6816f79cc0a8016401c5a33be04be441 in element servicenow")]
    [InlineData("User bob, Organization")]
    public void Leaves_names_and_sys_ids_alone(string text) => Assert.Equal(text, Redactor.Clean(text));

    [Fact]
    public void Leaves_ordinary_text_alone() => Assert.Equal("Basic access failed for user bob", Redactor.Clean("Basic access failed for user bob"));

    [Fact]
    public void Server_words_are_one_bounded_line()
    {
        string shown = Redactor.ServerText("one\r\ntwo\u001b[31m" + new string('x', 5000));

        Assert.DoesNotContain('\n', shown);
        Assert.DoesNotContain('\u001b', shown);
        Assert.InRange(shown.Length, 1000, 1001);
    }
}
