using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>The Attachment API (contract servicenow-rest §4.2): what is sent comes back, byte for byte.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];
    private static readonly string[] s_members =
    [
        "sys_id", "file_name", "content_type", "size_bytes", "size_compressed", "compressed", "table_name", "table_sys_id", "download_link", "hash", "state", "chunk_size_bytes", "image_width", "image_height",
        "average_image_color", "sys_created_on", "sys_created_by", "sys_updated_on", "sys_updated_by", "sys_mod_count", "sys_tags",
    ];

    private Instance _instance = null!;
    private string _record = null!;

    public async ValueTask InitializeAsync()
    {
        _instance = await Instance.StartAsync();
        _record = _instance.Host.SysIds("incident")[20];
    }

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task What_is_posted_comes_back()
    {
        (HttpResponseMessage posted, JsonElement made) = await PostAsync(s_content, "report ü.bin", "application/x-made-up");
        JsonElement metadata = made.GetProperty("result");
        string id = metadata.GetProperty("sys_id").GetString()!;
        (_, JsonElement read) = await _instance.SendAsync("GET", "api/now/v1/attachment/" + id);
        using HttpResponseMessage file = await _instance.Client.GetAsync($"api/now/v1/attachment/{id}/file");
        byte[] content = await file.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.EndsWith("/api/now/v1/attachment/" + id, posted.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(s_members.Order(), metadata.EnumerateObject().Select(member => member.Name).Order());
        Assert.All(metadata.EnumerateObject(), member => Assert.Equal(JsonValueKind.String, member.Value.ValueKind));
        Assert.Equal(
            ["report ü.bin", "application/x-made-up", "200000", "incident", _record, "admin", Convert.ToHexStringLower(SHA256.HashData(s_content))],
            new[] { "file_name", "content_type", "size_bytes", "table_name", "table_sys_id", "sys_created_by", "hash" }.Select(name => metadata.GetProperty(name).GetString()));
        Assert.Equal(metadata.GetRawText(), read.GetProperty("result").GetRawText());
        Assert.Equal(s_content, content);
        Assert.Equal("application/x-made-up", file.Content.Headers.ContentType!.MediaType);
        using JsonDocument header = JsonDocument.Parse(file.Headers.GetValues("X-Attachment-Metadata").Single());
        Assert.Equal("report ü.bin", header.RootElement.GetProperty("file_name").GetString());
        Assert.Equal($"{_instance.Host.Url}api/now/v1/attachment/{id}/file", metadata.GetProperty("download_link").GetString());
    }

    [Fact]
    public async Task A_form_with_the_file_last()
    {
        using MultipartFormDataContent form = Form(("table_name", "incident"), ("table_sys_id", _record), (null, "a.txt"));
        using HttpResponseMessage response = await _instance.Client.PostAsync("api/now/v1/attachment/upload", form);
        JsonElement metadata = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("result");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["a.txt", "text/plain; charset=us-ascii", "14"], new[] { "file_name", "content_type", "size_bytes" }.Select(name => metadata.GetProperty(name).GetString()));
        Assert.Equal("content of it.", await _instance.Client.GetStringAsync($"api/now/attachment/{metadata.GetProperty("sys_id").GetString()}/file"));
    }

    [Theory]
    [InlineData("file table_name table_sys_id")]
    [InlineData("table_name file table_sys_id")]
    [InlineData("table_name table_sys_id file file")]
    [InlineData("table_name table_sys_id file other")]
    [InlineData("table_name table_sys_id")]
    public async Task A_form_in_any_other_order_is_refused(string order)
    {
        using MultipartFormDataContent form = Form([.. order.Split(' ').Select(part => part switch
        {
            "file" => ((string?)null, "a.txt"),
            "table_name" => (part, "incident"),
            "table_sys_id" => (part, _record),
            _ => (part, "x"),
        })]);
        using HttpResponseMessage response = await _instance.Client.PostAsync("api/now/v1/attachment/upload", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"status\":\"failure\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, _instance.Host.CountRows("sys_attachment"));
    }

    [Theory]
    [InlineData("table_name=incident&file_name=a.txt", 400)]
    [InlineData("table_name=incident&table_sys_id={0}", 400)]
    [InlineData("table_sys_id={0}&file_name=a.txt", 400)]
    [InlineData("table_name=nosuch&table_sys_id={0}&file_name=a.txt", 400)]
    [InlineData("table_name=incident&table_sys_id=00000000000000000000000000000000&file_name=a.txt", 404)]
    [InlineData("table_name=problem&table_sys_id={0}&file_name=a.txt", 403)]
    public async Task What_cannot_be_attached(string target, int status)
    {
        _instance.Host.Knobs.DeniedTables.Add("problem");
        using var content = new StringContent("x");
        using HttpResponseMessage response = await _instance.Client.PostAsync("api/now/attachment/file?" + string.Format(null, target, _record), content);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(0, _instance.Host.CountRows("sys_attachment"));
    }

    [Fact]
    public async Task A_raw_body_needs_a_type()
    {
        using var content = new ByteArrayContent([1, 2, 3]);
        using HttpResponseMessage response = await _instance.Client.PostAsync(Target("a.bin"), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Lists_with_query_limit_and_offset()
    {
        for (int i = 0; i < 5; i++)
        {
            await PostAsync([(byte)i], $"f{i}.txt", i < 4 ? "text/plain" : "image/png");
        }

        (HttpResponseMessage response, JsonElement page) = await _instance.SendAsync("GET", "api/now/attachment?sysparm_query=content_type=text/plain^ORDERBYfile_name&sysparm_limit=2&sysparm_offset=1");
        (_, JsonElement none) = await _instance.SendAsync("GET", "api/now/v1/attachment?sysparm_query=file_name=nosuch");
        (HttpResponseMessage wrong, _) = await _instance.SendAsync("GET", "api/now/attachment?sysparm_limit=0");

        Assert.Equal(["f1.txt", "f2.txt"], page.GetProperty("result").EnumerateArray().Select(row => row.GetProperty("file_name").GetString()));
        Assert.Equal("4", response.Headers.GetValues("X-Total-Count").Single());
        Assert.False(response.Headers.Contains("Link"));
        Assert.Empty(none.GetProperty("result").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_list_has_a_thousand_rows_unless_told()
    {
        for (int i = 0; i < 1003; i++)
        {
            await _instance.Host.AddAttachmentAsync("incident", _record, "a", "text/plain", new MemoryStream([1]));
        }

        (HttpResponseMessage response, JsonElement page) = await _instance.SendAsync("GET", "api/now/attachment");

        Assert.Equal(1000, page.GetProperty("result").GetArrayLength());
        Assert.Equal("1003", response.Headers.GetValues("X-Total-Count").Single());
    }

    [Fact]
    public async Task Is_a_row_of_a_table_too()
    {
        string id = await AddAsync("abc"u8.ToArray());

        Assert.Equal([id], await _instance.ListAsync("sys_attachment", $"table_name=incident^table_sys_id={_record}^size_bytes=3"));
        Assert.Contains("hash", await _instance.ListAsync("sys_dictionary", "name=sys_attachment^elementISNOTEMPTY", "element"));
    }

    [Fact]
    public async Task Is_renamed_and_deleted()
    {
        string id = await AddAsync("abc"u8.ToArray());

        (HttpResponseMessage renamed, _) = await _instance.SendAsync("PATCH", "api/now/v1/attachment/" + id, """{"file_name":"new.txt"}""");
        (_, JsonElement read) = await _instance.SendAsync("GET", "api/now/v1/attachment/" + id);
        (HttpResponseMessage nameless, _) = await _instance.SendAsync("PATCH", "api/now/v1/attachment/" + id, "{}");
        (HttpResponseMessage deleted, _) = await _instance.SendAsync("DELETE", "api/now/v1/attachment/" + id);
        (HttpResponseMessage gone, _) = await _instance.SendAsync("GET", $"api/now/v1/attachment/{id}/file");
        (HttpResponseMessage again, _) = await _instance.SendAsync("DELETE", "api/now/v1/attachment/" + id);

        Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        Assert.Equal(("new.txt", "1"), (read.GetProperty("result").GetProperty("file_name").GetString(), read.GetProperty("result").GetProperty("sys_mod_count").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Null(_instance.Host.OpenAttachment(id));
    }

    [Fact]
    public async Task Goes_with_its_record()
    {
        string id = await AddAsync("abc"u8.ToArray());
        string other = await _instance.Host.AddAttachmentAsync("incident", _instance.Host.SysIds("incident")[21], "b", "text/plain", new MemoryStream([1]));
        string parentPath = await _instance.Host.AddAttachmentAsync("task", _record, "c", "text/plain", new MemoryStream([1]));

        await _instance.SendAsync("DELETE", "api/now/v2/table/incident/" + _record);

        Assert.Equal([other], await _instance.ListAsync("sys_attachment", string.Empty));
        Assert.Null(_instance.Host.OpenAttachment(id));
        Assert.Null(_instance.Host.OpenAttachment(parentPath));
    }

    [Fact]
    public async Task Has_attributes()
    {
        string all = $"api/now/v1/attachment/{await AddAsync("abc"u8.ToArray())}/attributes";

        (HttpResponseMessage made, _) = await _instance.SendAsync("POST", all, """{"key":"colour","value":"red"}""");
        (HttpResponseMessage changed, _) = await _instance.SendAsync("PUT", all + "/colour", """{"value":"blue"}""");
        (_, JsonElement one) = await _instance.SendAsync("GET", all + "/colour");
        (_, JsonElement list) = await _instance.SendAsync("GET", all);
        (HttpResponseMessage keyless, _) = await _instance.SendAsync("POST", all, """{"value":"red"}""");
        (HttpResponseMessage removed, _) = await _instance.SendAsync("DELETE", all + "/colour");
        (HttpResponseMessage missing, _) = await _instance.SendAsync("GET", all + "/colour");
        (HttpResponseMessage unmade, _) = await _instance.SendAsync("PUT", all + "/colour", """{"value":"blue"}""");

        Assert.Equal([201, 200, 400, 204, 404, 404], new[] { made, changed, keyless, removed, missing, unmade }.Select(response => (int)response.StatusCode));
        Assert.Equal("""{"key":"colour","value":"blue"}""", one.GetProperty("result").GetRawText());
        Assert.Equal("""[{"key":"colour","value":"blue"}]""", list.GetProperty("result").GetRawText());
    }

    [Theory]
    [InlineData("1", 1024 * 1024, 201)]
    [InlineData("1", (1024 * 1024) + 1, 400)]
    [InlineData("null", 1024, 201)]
    [InlineData("null", 1025, 400)]
    public async Task Has_a_largest_size(string megabytes, int size, int status)
    {
        await _instance.SendAsync("POST", "__sim/state", $$"""{"attachmentMaxMegabytes":{{megabytes}}}""");
        (HttpResponseMessage raw, _) = await PostAsync(new byte[size], "a", "text/plain");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("incident"), "table_name" },
            { new StringContent(_record), "table_sys_id" },
            { new ByteArrayContent(new byte[size]), "uploadFile", "b" },
        };
        using HttpResponseMessage formed = await _instance.Client.PostAsync("api/now/attachment/upload", form);

        Assert.Equal(status, (int)raw.StatusCode);
        Assert.Equal(status, (int)formed.StatusCode);
        Assert.Equal(status == 201 ? 2 : 0, _instance.Host.CountRows("sys_attachment"));
    }

    [Theory]
    [InlineData("reset-before", 0, 0)]
    [InlineData("reset-before-executed", 0, 1)]
    [InlineData("e502", 502, 1)]
    [InlineData("quota500-committed", 500, 1)]
    [InlineData("quota500", 500, 0)]
    [InlineData("accepted-202", 202, 0)]
    [InlineData("r429-seconds", 429, 0)]
    [InlineData("e503-html", 503, 0)]
    [InlineData("unauthorized", 401, 0)]
    public async Task A_post_meets_the_faults_of_the_transport(string fault, int status, int rows)
    {
        _instance.Host.ArmFault(new SimulatorFault { Name = fault, Method = "POST", Table = "sys_attachment" });
        int answered;
        try
        {
            (HttpResponseMessage response, _) = await PostAsync(s_content, "a", "text/plain", json: false);
            answered = (int)response.StatusCode;
            Assert.Null(response.Headers.Location);
        }
        catch (HttpRequestException)
        {
            answered = 0;
        }

        Assert.Equal(status, answered);
        Assert.Equal(rows, _instance.Host.CountRows("sys_attachment"));
    }

    [Fact]
    public async Task A_download_may_be_short_or_changed()
    {
        string id = await AddAsync(s_content);
        _instance.Host.ArmFault(new SimulatorFault { Name = "att-size" });
        _instance.Host.ArmFault(new SimulatorFault { Name = "att-size", After = 1 });

        byte[][] downloads = [await DownloadAsync(id), await DownloadAsync(id), await DownloadAsync(id)];

        Assert.InRange(downloads[0].Length, 1, s_content.Length - 1);
        Assert.Equal(s_content.Length, downloads[1].Length);
        Assert.NotEqual(SHA256.HashData(s_content), SHA256.HashData(downloads[1]));
        Assert.Equal(s_content, downloads[2]);
        Assert.Equal([100_000, 200_000, 200_000], _instance.Host.Log.Select(entry => entry.Bytes));
    }

    [Theory]
    [InlineData("reset-mid")]
    [InlineData("len-long")]
    public async Task A_download_may_be_cut(string fault)
    {
        string id = await AddAsync(s_content);
        _instance.Host.ArmFault(new SimulatorFault { Name = fault });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => DownloadAsync(id));
        Assert.Equal(s_content, await DownloadAsync(id));
    }

    [Fact]
    public async Task Works_within_a_batch()
    {
        string body = JsonSerializer.Serialize(new
        {
            batch_request_id = "b",
            rest_requests = new object[]
            {
                new { id = "1", method = "POST", url = "/" + Target("a.txt"), headers = new[] { new { name = "Content-Type", value = "text/plain" } }, body = Convert.ToBase64String("abc"u8) },
                new { id = "2", method = "GET", url = "/api/now/v1/attachment" },
            },
        });
        (_, JsonElement batch) = await _instance.SendAsync("POST", "api/now/v1/batch", body);

        JsonElement[] answers = [.. batch.GetProperty("serviced_requests").EnumerateArray()];
        Assert.Equal([201, 200], answers.Select(answer => answer.GetProperty("status_code").GetInt32()));
        Assert.Contains("a.txt", Encoding.UTF8.GetString(answers[1].GetProperty("body").GetBytesFromBase64()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_no_file_behind(bool reset)
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 10 });
        string id = await host.AddAttachmentAsync("incident", host.SysIds("incident")[0], "a", "text/plain", new MemoryStream([1]));
        await Assert.ThrowsAsync<ArgumentException>(() => host.AddAttachmentAsync("incident", "nosuch", "a", "text/plain", new MemoryStream([1])));
        string folder;
        await using (var stored = (FileStream)host.OpenAttachment(id)!)
        {
            folder = Path.GetDirectoryName(stored.Name)!;
        }

        Assert.Single(Directory.GetFiles(folder));
        if (reset)
        {
            host.Reset();
        }
        else
        {
            await host.DisposeAsync();
        }

        Assert.False(Directory.Exists(folder));
    }

    private string Target(string name) => $"api/now/v1/attachment/file?table_name=incident&table_sys_id={_record}&file_name={Uri.EscapeDataString(name)}";

    private Task<string> AddAsync(byte[] content) => _instance.Host.AddAttachmentAsync("incident", _record, "a.txt", "text/plain", new MemoryStream(content));

    private async Task<byte[]> DownloadAsync(string id) => await _instance.Client.GetByteArrayAsync($"api/now/v1/attachment/{id}/file");

    private async Task<(HttpResponseMessage Response, JsonElement Body)> PostAsync(byte[] bytes, string name, string type, bool json = true)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        HttpResponseMessage response = await _instance.Client.PostAsync(Target(name), content);
        string text = await response.Content.ReadAsStringAsync();
        return (response, json ? JsonDocument.Parse(text).RootElement : default);
    }

    private static MultipartFormDataContent Form(params (string? Name, string Value)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach ((string? name, string value) in parts)
        {
            if (name == null)
            {
                form.Add(new StringContent("content of it.", Encoding.ASCII, "text/plain"), "uploadFile", value);
            }
            else
            {
                form.Add(new StringContent(value), name);
            }
        }

        return form;
    }
}
