using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json.Linq;
using ServiceNowElement.CloudElements;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>Instances, definitions and transformations of a service (contract cloud-elements-api §5, §6, §13, and the exchanges of §18).</summary>
public class CloudPlatformTests : CloudTests
{
    [Fact]
    public async Task An_instance_is_created_opened_and_read()
    {
        Far.Rows.Fill(3);

        ElementInstance made = await Platform.CreateInstanceAsync(Settings("prod"), Call);
        using IElement opened = await Platform.OpenAsync("PROD", null, Call);
        ReadSummary summary = await opened.FindAsync(new RecordQuery { Object = "incident" }, _ => Task.CompletedTask, Call);

        JObject sent = Writes[0].Json;
        Assert.Equal(("POST", "instances"), (Writes[0].Method, Writes[0].Path));
        Assert.Equal("servicenow", (string?)sent["element"]!["key"]);
        Assert.Equal(("dev7", "api", "p"), ((string?)sent["configuration"]!["servicenow.subdomain"], (string?)sent["configuration"]!["username"], (string?)sent["configuration"]!["password"]));
        Assert.Equal("false", (string?)sent["configuration"]!["filter.response.nulls"]);
        Assert.Matches("^User [^,]+, Organization [^,]+$", Writes[0].Headers["Authorization"]!);
        Assert.Equal(("prod", "https://dev7.service-now.com/", "api"), (made.Name, made.Address.AbsoluteUri, made.UserName));
        Assert.Equal("********", made.Configuration["password"]);
        Assert.Equal("dev7", opened.Instance);
        Assert.Equal(3, summary.Rows);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Platform.CreateInstanceAsync(Settings("Demo"), Call));

        Assert.Equal("InstanceExists", failure.Reason);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_lost_answer_creates_one_instance()
    {
        Far.After = (call, answer) => call.Method == "POST" ? FarAnswer.Cut : answer;

        ElementInstance made = await Platform.CreateInstanceAsync(Settings("prod"), Call);

        Assert.Equal("prod", made.Name);
        Assert.Single(Far.Instances.All, instance => (string?)instance["name"] == "prod");
        Assert.Single(Writes);
    }

    [Fact]
    public async Task An_empty_list_is_no_error()
    {
        await Platform.RemoveInstanceAsync("demo", Call);

        Assert.Empty(await ListAsync());
        await Platform.ProveAsync(Call);
        Assert.Equal("InstanceNotFound", (await Assert.ThrowsAsync<ElementException>(() => Platform.GetInstanceAsync("demo", Call))).Reason);
    }

    [Fact]
    public async Task Instances_of_other_elements_are_left_out()
    {
        Far.Instances.All.Add(new JObject { ["id"] = 9, ["name"] = "sales", ["token"] = "x", ["element"] = new JObject { ["key"] = "sfdc" }, ["configuration"] = new JObject() });

        Assert.Equal(["demo"], (await ListAsync()).Select(instance => instance.Name));
    }

    [Fact]
    public async Task An_instance_is_found_by_identifier_and_by_name()
    {
        ElementInstance byName = await Platform.GetInstanceAsync("DEMO", Call);
        ElementInstance byId = await Platform.GetInstanceAsync(byName.Id, Call);

        Assert.Equal("demo", byId.Name);
        Assert.Equal("instances/" + byName.Id, Far.Log.Last().Path);
    }

    [Fact]
    public async Task An_instance_is_changed_by_what_is_given_alone()
    {
        int patches = 0;
        Far.After = (call, answer) => call.Method == "PATCH" && ++patches == 1 ? FarAnswer.Cut : answer;

        ElementInstance changed = await Platform.ChangeInstanceAsync(
            "demo",
            new InstanceChange { Name = "demo2", Tags = ["a"], Credential = new BasicCredential("svc", Secret("new")), Configuration = new Dictionary<string, string> { ["event.notification.enabled"] = "true" }, Enabled = false },
            Call);

        JObject patch = Writes.First(call => call.Method == "PATCH").Json;
        Assert.Equal(["name", "tags", "configuration"], patch.Properties().Select(property => property.Name));
        Assert.Equal(2, patches);
        Assert.Equal(("DELETE", true), (Writes[^1].Method, Writes[^1].Path.EndsWith("/enabled", StringComparison.Ordinal)));
        Assert.Equal(("demo2", "svc", false), (changed.Name, changed.UserName, changed.Enabled));
        Assert.Equal(["a"], changed.Tags);
        Assert.Equal("dev1", (string?)Far.Instances.First["configuration"]!["servicenow.subdomain"]);
    }

    [Fact]
    public async Task A_removal_whose_answer_is_lost_is_certain()
    {
        int deletions = 0;
        Far.After = (call, answer) => call.Method == "DELETE" && ++deletions == 1 ? FarAnswer.Cut : answer;

        await Platform.RemoveInstanceAsync("demo", Call);

        Assert.Empty(Far.Instances.All);
    }

    [Fact]
    public async Task A_token_alone_opens_its_instance_under_the_name_of_ServiceNow()
    {
        using var own = new CloudPlatform(CloudAddress.Parse(Far.Address), Secrets((string)Far.Instances.First["token"]!), Options);

        (IElement element, string? id) = await own.OpenOwnAsync(Call);

        Assert.Equal(("dev1", (string?)Far.Instances.First["id"]), (element.Instance, id));
        element.Dispose();
    }

    [Fact]
    public async Task A_token_without_organization_carries_the_identifier()
    {
        var secrets = new CloudSecrets(Secret(FarService.UserSecret), null, Secret((string)Far.Instances.First["token"]!));
        using var own = new CloudPlatform(CloudAddress.Parse(Far.Address), secrets, Options);

        (IElement element, string? id) = await own.OpenOwnAsync(Call);

        Assert.Equal($"{own.Service.Name}#{id}", element.Instance);
        element.Dispose();
    }

    [Fact]
    public async Task A_browser_brings_the_code_that_the_service_exchanges()
    {
        InstanceAddress address = InstanceAddress.Parse("dev7");
        Uri? shown = null;
        ElementCredential credential = await BrowserSignIn.RunAsync(
            Platform.Service.Name,
            "client",
            Secret("geheim"),
            0,
            (redirect, state) => Platform.SignInAddressAsync(address, "client", Secret("geheim"), redirect, state, Call),
            place =>
            {
                shown = place;
                System.Collections.Specialized.NameValueCollection query = System.Web.HttpUtility.ParseQueryString(place.Query);
                _ = BringAsync(new Uri(query["redirect_uri"]!), $"/?code=c0de&state={query["state"]}");
            },
            TestContext.Current.CancellationToken);
        await Platform.CreateInstanceAsync(new InstanceSettings { Name = "sso", Address = address, Credential = credential }, Call);

        JObject sent = Writes[^1].Json;
        Assert.Equal(("servicenowoauth", "c0de"), ((string?)sent["element"]!["key"], (string?)sent["providerData"]!["code"]));
        Assert.Equal(("client", "geheim"), ((string?)sent["configuration"]!["oauth.api.key"], (string?)sent["configuration"]!["oauth.api.secret"]));
        Assert.Contains(Uri.EscapeDataString((string)sent["configuration"]!["oauth.callback.url"]!), shown!.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", string.Join("\n", Said.Verboses), StringComparison.Ordinal);
        Assert.DoesNotContain(Far.Log, call => call.RawQuery.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_credential_that_a_service_cannot_keep_is_refused()
    {
        var settings = new InstanceSettings { Name = "x", Address = InstanceAddress.Parse("dev7"), Credential = new ApiKeyCredential(Secret("k")) };

        Assert.Equal("CredentialNotUsable", (await Assert.ThrowsAsync<ElementException>(() => Platform.CreateInstanceAsync(settings, Call))).Reason);
    }

    [Theory]
    [InlineData(ResourceLevel.Instance, "instances/5001/objects/incidents/definitions", "instances/5001/transformations/incidents")]
    [InlineData(ResourceLevel.Account, "accounts/objects/incidents/definitions", "accounts/11/elements/servicenow/transformations/incidents")]
    [InlineData(ResourceLevel.Organization, "organizations/objects/incidents/definitions", "organizations/elements/servicenow/transformations/incidents")]
    public async Task Definitions_and_transformations_have_levels(ResourceLevel level, string definitionPath, string transformationPath)
    {
        string? instance = level == ResourceLevel.Instance ? "demo" : null;
        Assert.Empty(await Platform.ListDefinitionsAsync(level, instance, Call));
        Assert.Empty(await Platform.ListTransformationsAsync(level, instance, Call));
        var definition = new ObjectDefinition { Name = "incidents", Level = level, Fields = [new DefinitionField { Path = "id", Type = "string" }] };
        var transformation = new Transformation
        {
            ObjectName = "incidents",
            VendorName = "incident",
            Level = level,
            Fields = [new TransformationField { Path = "id", VendorPath = "sys_id", Rules = [new TransformationRule("remove", FromVendor: false, ToVendor: true)] }],
            Rules = [new TransformationRule("passThrough", FromVendor: true, ToVendor: false)],
            Script = "done(transformedObject);",
        };

        foreach (int _ in new[] { 1, 2 })
        {
            await Platform.SetDefinitionAsync(instance, definition, Call);
            await Platform.SetTransformationAsync(instance, transformation, Call);
        }

        Assert.Equal(["PUT", "POST", "PUT"], Writes.Where(call => call.Path == definitionPath).Select(call => call.Method));
        Assert.Equal(["PUT", "POST", "PUT"], Writes.Where(call => call.Path == transformationPath).Select(call => call.Method));
        Assert.Equal("id", Assert.Single(Assert.Single(await Platform.ListDefinitionsAsync(level, instance, Call)).Fields).Path);
        Transformation kept = Assert.Single(await Platform.ListTransformationsAsync(level, instance, Call));
        Assert.Equal(("incidents", "incident", "done(transformedObject);"), (kept.ObjectName, kept.VendorName, kept.Script));
        Assert.Equal(new TransformationRule("remove", false, true), Assert.Single(Assert.Single(kept.Fields).Rules));
        Assert.Equal(new TransformationRule("passThrough", true, false), Assert.Single(kept.Rules));

        await Platform.RemoveTransformationAsync(level, instance, "incidents", Call);
        await Platform.RemoveDefinitionAsync(level, instance, "incidents", Call);
        Assert.Empty(await Platform.ListDefinitionsAsync(level, instance, Call));
        Assert.Equal("ResourceNotFound", (await Assert.ThrowsAsync<ElementException>(() => Platform.RemoveDefinitionAsync(level, instance, "incidents", Call))).Reason);
    }

    [Fact]
    public async Task A_definition_in_use_stays()
    {
        Far.Before = call => call.Method == "DELETE" ? FarAnswer.Error(409, "In use") : null;

        Assert.Equal("ResourceInUse", (await Assert.ThrowsAsync<ElementException>(() => Platform.RemoveDefinitionAsync(ResourceLevel.Organization, null, "incidents", Call))).Reason);
    }

    private static async Task BringAsync(Uri redirect, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(redirect.Host, redirect.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
        byte[] buffer = new byte[1024];
        while (await client.GetStream().ReadAsync(buffer) > 0)
        {
        }
    }

    private static InstanceSettings Settings(string name) => new()
    {
        Name = name,
        Address = InstanceAddress.Parse("dev7"),
        Credential = new BasicCredential("api", Secret("p")),
        Configuration = new Dictionary<string, string> { ["filter.response.nulls"] = "false" },
    };

    private async Task<List<ElementInstance>> ListAsync()
    {
        var all = new List<ElementInstance>();
        await Platform.ListInstancesAsync(
            page =>
            {
                all.AddRange(page);
                return Task.CompletedTask;
            },
            Call);
        return all;
    }
}
