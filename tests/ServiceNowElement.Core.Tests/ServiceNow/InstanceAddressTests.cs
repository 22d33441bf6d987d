using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Core.Tests.ServiceNow;

public class InstanceAddressTests
{
    [Theory]
    [InlineData("dev12345", "https://dev12345.service-now.com/", "dev12345")]
    [InlineData(" Dev12345 ", "https://dev12345.service-now.com/", "dev12345")]
    [InlineData("dev12345.service-now.com", "https://dev12345.service-now.com/", "dev12345")]
    [InlineData("https://dev12345.service-now.com", "https://dev12345.service-now.com/", "dev12345")]
    [InlineData("https://snow.example.org/", "https://snow.example.org/", "snow.example.org")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "127.0.0.1:8080")]
    [InlineData("http://localhost:8080/", "http://localhost:8080/", "localhost:8080")]
    public void Reads_what_users_give(string text, string uri, string name)
    {
        InstanceAddress address = InstanceAddress.Parse(text);

        Assert.Equal(uri, address.Uri.ToString());
        Assert.Equal(name, address.Name);
    }

    [Theory]
    [InlineData("dev/../evil")]
    [InlineData("dev12345/path")]
    [InlineData("user@evil.example")]
    [InlineData("dev:8080")]
    [InlineData("evil.example.org")]
    [InlineData("dev#x")]
    [InlineData("dev?x")]
    [InlineData("dev\\x")]
    [InlineData("")]
    [InlineData("-dev")]
    [InlineData("https://dev.service-now.com/nav_to.do")]
    [InlineData("https://dev.service-now.com?x=1")]
    [InlineData("https://user:pw@dev.service-now.com")]
    [InlineData("ftp://dev.service-now.com")]
    [InlineData("file:///etc/passwd")]
    public void Refuses_what_smuggles(string text)
    {
        ElementException failure = Assert.Throws<ElementException>(() => InstanceAddress.Parse(text));

        Assert.Equal("InvalidAddress", failure.Reason);
        Assert.DoesNotContain("pw", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://dev12345.service-now.com")]
    [InlineData("http://10.0.0.1")]
    public void Refuses_plain_http_to_other_machines(string text) =>
        Assert.Equal("InsecureAddress", Assert.Throws<ElementException>(() => InstanceAddress.Parse(text)).Reason);
}
