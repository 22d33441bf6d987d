using System.Text;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>Attachments and the catalog through a service (contract cloud-elements-api §7.2).</summary>
public class CloudAttachmentTests : CloudTests
{
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789", 3000)));

    private string Id
    {
        get
        {
            if (Far.Rows.Rows.Count == 0)
            {
                Far.Rows.Fill(1);
            }

            return (string)Far.Rows.Rows[0]["sys_id"]!;
        }
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("Überweisung & Beleg \"7\".txt")]
    public async Task A_file_goes_up_and_comes_down_whole(string name)
    {
        Attachment made = await Element.AddAttachmentAsync("incident", Id, new AttachmentUpload(name, new MemoryStream(s_content), "text/plain"), Call);
        using var down = new MemoryStream();
        await Element.ReadAttachmentAsync((await ListAsync())[0], content => content.CopyToAsync(down), Call);

        Assert.Equal((name, (long)s_content.Length, "incident", Id), (made.FileName, made.Size, made.Object, made.RecordId));
        Assert.Equal(s_content, down.ToArray());
        Assert.Equal($"hubs/helpdesk/incidents/{Id}/attachments", Assert.Single(Writes).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_attaches_a_file_once(bool arrives)
    {
        int posts = 0;
        Far.Before = call => !arrives && call.Method == "POST" && ++posts == 1 ? FarAnswer.Cut : null;
        Far.After = (call, answer) => arrives && call.Method == "POST" ? FarAnswer.Cut : answer;

        await Element.AddAttachmentAsync("incident", Id, new AttachmentUpload("a.txt", new MemoryStream(s_content)), Call);

        Assert.Single(Far.Rows.Files);
        Assert.Equal(arrives ? 1 : 2, Writes.Count);
    }

    [Fact]
    public async Task A_damaged_download_is_repeated_then_an_error()
    {
        await Element.AddAttachmentAsync("incident", Id, new AttachmentUpload("a.txt", new MemoryStream(s_content), "text/plain"), Call);
        Attachment listed = (await ListAsync())[0];
        int downloads = 0;
        bool always = false;
        Far.After = (call, answer) => call.Method == "GET" && call.Parts is [_, _, "attachments", _] && (++downloads == 1 || always) ? new FarAnswer { ContentType = "text/plain", Body = answer.Body[..100] } : answer;
        using var down = new MemoryStream();
        Task Take(Stream content)
        {
            down.SetLength(0);
            return content.CopyToAsync(down);
        }

        await Element.ReadAttachmentAsync(listed, Take, Call);
        Assert.Equal((s_content.Length, 2), ((int)down.Length, downloads));

        always = true;
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.ReadAttachmentAsync(listed, Take, Call));
        Assert.Equal("AttachmentDamaged", failure.Reason);
    }

    [Fact]
    public async Task A_removed_attachment_is_gone()
    {
        Attachment made = await Element.AddAttachmentAsync("incident", Id, new AttachmentUpload("a.txt", new MemoryStream(s_content)), Call);

        await Element.RemoveAttachmentAsync(made, Call);

        Assert.Empty(await ListAsync());
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => Element.RemoveAttachmentAsync(made, Call))).Reason);
    }

    [Fact]
    public async Task A_producer_is_submitted_and_an_item_cannot_be_ordered()
    {
        JObject producer = new() { ["sys_id"] = new string('c', 32), ["name"] = "Report", ["type"] = "record_producer", ["variables"] = new JArray(new JObject { ["name"] = "what", ["mandatory"] = true }) };
        JObject item = new() { ["sys_id"] = new string('d', 32), ["name"] = "Laptop", ["type"] = "catalog_item", ["variables"] = new JArray() };
        Far.Before = call => call.Parts switch
        {
            ["items"] => FarAnswer.Of(new JArray(producer, item)),
            ["items", _, "submit_producer"] => FarAnswer.Of(new JObject { ["sys_id"] = new string('e', 32), ["number"] = "INC0010099", ["table"] = "incident" }),
            _ => null,
        };

        CatalogReceipt receipt = await Element.SubmitCatalogItemAsync(await Element.GetCatalogItemAsync("report", Call), new CatalogSubmission { Variables = new Dictionary<string, object?> { ["what"] = "Broken" } }, Call);
        ElementException failure = await Assert.ThrowsAsync<ElementException>(async () => await Element.SubmitCatalogItemAsync(await Element.GetCatalogItemAsync("Laptop", Call), new CatalogSubmission(), Call));

        Assert.Equal(("INC0010099", "incident"), (receipt.Number, receipt.Object));
        Assert.Equal("Broken", (string?)Assert.Single(Writes).Json["variables"]!["what"]);
        Assert.Equal("NotSupported", failure.Reason);
        Assert.Contains("no route that orders", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_is_never_sent_twice()
    {
        JObject producer = new() { ["sys_id"] = new string('c', 32), ["name"] = "Report", ["type"] = "record_producer", ["variables"] = new JArray() };
        Far.Before = call => call.Parts switch
        {
            ["items"] => FarAnswer.Of(new JArray(producer)),
            ["items", _, "submit_producer"] => FarAnswer.Cut,
            _ => null,
        };

        ElementException failure = await Assert.ThrowsAsync<ElementException>(async () => await Element.SubmitCatalogItemAsync(await Element.GetCatalogItemAsync("Report", Call), new CatalogSubmission(), Call));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Single(Writes);
    }

    private async Task<List<Attachment>> ListAsync()
    {
        var all = new List<Attachment>();
        await Element.ListAttachmentsAsync(
            "incident",
            Id,
            page =>
            {
                all.AddRange(page);
                return Task.CompletedTask;
            },
            Call);
        return all;
    }
}
