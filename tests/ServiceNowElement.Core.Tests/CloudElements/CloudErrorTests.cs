using Newtonsoft.Json.Linq;
using ServiceNowElement.CloudElements;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>What a service says becomes an error of the catalogue with its request id (contract cloud-elements-api §2.2, §3).</summary>
public class CloudErrorTests : CloudTests
{
    [Theory]
    [InlineData(400, "Bad request", null, "QueryRefused")]
    [InlineData(401, "Unauthorized", "User Not Authenticated", "ProviderRefused")]
    [InlineData(401, "Unauthorized", null, "ServiceRefused")]
    [InlineData(403, "Forbidden", "ACL Exception", "AclDenied")]
    [InlineData(405, "Method not allowed", null, "MethodNotAllowed")]
    [InlineData(409, "Conflict", null, "DuplicateKey")]
    [InlineData(414, "URI too long", null, "RequestTooLong")]
    [InlineData(415, "Unsupported", null, "RequestRefused")]
    public async Task A_status_has_its_error(int status, string message, string? provider, string reason)
    {
        Far.Before = call => call.Parts is ["incident"] ? FarAnswer.Error(status, message, provider) : null;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incident", Filter = CeqlReader.ReadFilter("number = 'x'"), First = 5 }));

        Assert.Equal(reason, failure.Reason);
        Assert.Equal("65e6f0a1b2c3d4e5f6a7b8c9", failure.TransactionId);
        Assert.Equal(status, failure.StatusCode);
        Assert.Contains(provider ?? message, failure.ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(500)]
    public async Task Reads_are_repeated(int status)
    {
        Far.Rows.Fill(3);
        int lists = 0;
        Far.Before = call => call.Parts is ["incident"] && ++lists <= 2 ? FarAnswer.Error(status, "Later") : null;

        Assert.Equal(3, (await ReadAsync(new RecordQuery { Object = "incident" })).Rows.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_rate_limit_is_waited_for(string method)
    {
        Far.Rows.Fill(3);
        int limited = 0;
        Far.Before = call =>
        {
            if (call.Method != method || call.Parts is not ["incident"] || ++limited > 1)
            {
                return null;
            }

            FarAnswer answer = FarAnswer.Error(429, "Too many requests", "Rate limit exceeded");
            answer.Headers["Retry-After"] = "42";
            return answer;
        };

        if (method == "GET")
        {
            Assert.Equal(3, (await ReadAsync(new RecordQuery { Object = "incident" })).Rows.Count);
        }
        else
        {
            await Element.CreateAsync("incident", new Dictionary<string, object?> { ["short_description"] = "x" }, Call);
            Assert.Equal(4, Far.Rows.Rows.Count);
        }

        Assert.Contains(Said.Warnings, text => text.Contains("pause of 42 seconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_of_a_removed_instance_is_dead()
    {
        await Platform.RemoveInstanceAsync("demo", Call);

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.PingAsync(Call));

        Assert.Equal("ServiceRefused", failure.Reason);
        Assert.Contains("element token", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dead", failure.Advice, StringComparison.Ordinal);
        Assert.Single(Far.Log, call => call.Parts is ["ping"]);
    }

    [Fact]
    public async Task A_disabled_instance_says_how_to_enable_it()
    {
        await Platform.ChangeInstanceAsync("demo", new InstanceChange { Enabled = false }, Call);

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.PingAsync(Call));

        Assert.Equal("AclDenied", failure.Reason);
        Assert.Contains("Set-CEInstance -Enable", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_is_no_list()
    {
        Far.Before = call => call.Parts is ["incident"] ? new FarAnswer { ContentType = "text/html", Body = "<html>Sign in</html>"u8.ToArray() } : null;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incident" }));

        Assert.Equal("LoginPageReturned", failure.Reason);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Far.Before = call => call.Parts is ["incident"] ? new FarAnswer { Status = 302, Headers = { ["Location"] = "https://evil.example/" } } : null;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incident" }));

        Assert.Equal("RedirectRefused", failure.Reason);
    }

    [Fact]
    public async Task What_was_left_out_although_the_call_succeeded_is_told_once()
    {
        Far.Rows.Fill(450);
        Far.After = (call, answer) =>
        {
            if (call.Parts is ["incident"])
            {
                answer.Headers["Elements-Error"] = "Scripts are kept and were ignored";
            }

            return answer;
        };

        await ReadAsync(new RecordQuery { Object = "incident" });

        Assert.Single(Said.Warnings, text => text.Contains("were ignored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_is_told()
    {
        Far.Rows.Fill(2);
        Far.Before = call => call.Method == "DELETE" ? FarAnswer.Error(400, "Wrong header " + call.Headers["Authorization"]) : null;

        await ReadAsync(new RecordQuery { Object = "incident" });
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.DeleteAsync("incident", new string('a', 32), Call));

        string everything = string.Join("\n", [.. Said.Verboses, .. Said.Warnings, failure.ToString(), failure.ServerMessage]);
        Assert.Contains("Wrong header", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(FarService.UserSecret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(FarService.OrganizationSecret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain((string)Far.Instances.First["token"]!, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_object_names_the_nearest()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incidnts" }));

        Assert.Equal("UnknownObject", failure.Reason);
        Assert.Contains("incidents", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_field_is_refused_before_the_table_is_asked()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incident", Filter = CeqlReader.ReadFilter("prioritty = 1") }));

        Assert.Equal("UnknownField", failure.Reason);
        Assert.Empty(Lists);
    }

    [Theory]
    [InlineData("http://snow.example.org/elements/api-v2", "InsecureAddress")]
    [InlineData("ftp://127.0.0.1/", "InvalidAddress")]
    [InlineData("https://user:geheim@snow.example.org/", "InvalidAddress")]
    [InlineData("https://snow.example.org/?x=1", "InvalidAddress")]
    public void A_wrong_base_address_is_refused(string address, string reason)
    {
        ElementException failure = Assert.Throws<ElementException>(() => CloudAddress.Parse(new Uri(address)));

        Assert.Equal(reason, failure.Reason);
        Assert.DoesNotContain("geheim", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "https://api.cloud-elements.com/elements/api-v2/", "api.cloud-elements.com")]
    [InlineData("http://127.0.0.1:8081/elements/api-v2", "http://127.0.0.1:8081/elements/api-v2/", "127.0.0.1:8081")]
    [InlineData("https://ce.example.org/some/path/", "https://ce.example.org/some/path/", "ce.example.org")]
    public void A_base_address_keeps_its_path(string? given, string address, string name)
    {
        CloudAddress read = CloudAddress.Parse(given == null ? null : new Uri(given));

        Assert.Equal((address, name), (read.Uri.AbsoluteUri, read.Name));
    }

    [Fact]
    public async Task Metadata_of_either_kind_makes_a_schema()
    {
        foreach (bool rich in new[] { true, false })
        {
            Far.Rows.Rich = rich;
            using IElement element = await Platform.OpenAsync("demo", null, Call);
            ObjectSchema schema = await element.GetSchemaAsync("incidents", Call);

            Assert.Equal("incident", schema.Name);
            Assert.Equal("number", schema.DisplayField!.Name);
            Assert.Equal(FieldKind.DateTime, schema.Find("opened_at")!.Kind);
            Assert.Equal(FieldKind.Boolean, schema.Find("active")!.Kind);
            Assert.Equal(FieldKind.Journal, schema.Find("comments")!.Kind);
            Assert.Equal("In Progress", schema.Find("state")!.Choices[1].Label);
            Assert.Equal(rich ? "sys_user" : null, schema.Find("assigned_to")!.Reference);
        }
    }

    [Fact]
    public async Task A_transformed_object_keeps_its_name_and_the_vendors_columns()
    {
        Far.Rows.KeyName = "id";

        ObjectSchema schema = await Element.GetSchemaAsync("incidents", Call);

        Assert.Equal("incidents", schema.Name);
        Assert.NotNull(schema.Find("id"));
        Assert.NotNull(schema.Find("sys_id"));
        Assert.NotNull(schema.Find("number"));
    }

    [Fact]
    public async Task A_raw_request_goes_below_the_base_address_only()
    {
        Far.Rows.Fill(1);
        string number = await Element.SendAsync(
            new RawRequest { Path = "hubs/helpdesk/incidents?pageSize=1" },
            async answer => (string)JArray.Parse(await new StreamReader(answer.Body).ReadToEndAsync(TestContext.Current.CancellationToken))[0]["number"]!,
            Call);

        Assert.Equal("INC0000001", number);
        await Assert.ThrowsAsync<ElementException>(() => Element.SendAsync(new RawRequest { Path = "../other" }, _ => Task.FromResult(0), Call));
    }
}
