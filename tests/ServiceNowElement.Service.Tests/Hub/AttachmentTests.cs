using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Attachments, streamed in both directions: contract cloud-elements-api §7.2, §16.1.</summary>
public sealed class AttachmentTests
{
    private const long Large = 200L * 1024 * 1024;
    private const long MemoryLimit = 100L * 1024 * 1024;

    [Fact]
    public async Task A_file_goes_up_is_listed_comes_down_and_is_removed()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string path = $"incidents/{bench.Simulator.SysIds("incident")[0]}/attachments";

        JsonElement made = (await UploadAsync(bench, path, "überblick 1.txt", "text/plain", new MemoryStream(Encoding.UTF8.GetBytes("hello")))).Expect(HttpStatusCode.OK).Json;
        string id = made.GetProperty("sys_id").GetString()!;
        HubReply list = (await bench.GetAsync(path + "?where=" + Uri.EscapeDataString("sys_created_on>='2016-02-06T16:35:36'"))).Expect(HttpStatusCode.OK);
        HubReply file = (await bench.GetAsync($"{path}/{id}", ("Accept", "application/json"))).Expect(HttpStatusCode.OK);

        Assert.Equal("5", made.GetProperty("size_bytes").GetString());
        Assert.Equal([id], list.Values("sys_id"));
        Assert.Equal("[]", (await bench.GetAsync(path + "?where=file_name='other'")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(("hello", "text/plain", "attachment"), (file.Text, file.Content.ContentType!.MediaType, file.Content.ContentDisposition!.DispositionType));
        Assert.Equal("überblick 1.txt", file.Content.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", file.Header("X-Content-Type-Options"));
        string other = $"incidents/{bench.Simulator.SysIds("incident")[1]}/attachments/{id}";
        (await bench.GetAsync(other)).Expect(HttpStatusCode.NotFound);
        (await bench.DeleteAsync(other)).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await bench.DeleteAsync($"{path}/{id}")).Expect(HttpStatusCode.OK).Bytes);
        (await bench.GetAsync($"{path}/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_large_file_flows_through_in_little_memory()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string path = $"incidents/{bench.Simulator.SysIds("incident")[0]}/attachments";
        var source = new MadeUpStream(Large);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        string id = (await UploadAsync(bench, path, "large.bin", "application/octet-stream", source)).Expect(HttpStatusCode.OK).Json.GetProperty("sys_id").GetString()!;
        (long count, bool same, long most) = await DownloadAsync(bench, $"{path}/{id}");

        Assert.Equal((Large, true), (count, same));
        Assert.InRange(source.MostMemory - before, long.MinValue, MemoryLimit);
        Assert.InRange(most - before, long.MinValue, MemoryLimit);
    }

    [Fact]
    public async Task A_short_download_ends_with_a_broken_connection_and_never_as_a_whole_file()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string path = $"incidents/{bench.Simulator.SysIds("incident")[0]}/attachments";
        string id = (await UploadAsync(bench, path, "a.bin", "application/octet-stream", new MemoryStream(new byte[300_000]))).Expect(HttpStatusCode.OK).Json.GetProperty("sys_id").GetString()!;
        bench.Simulator.ArmFault(new SimulatorFault { Name = "att-size", Times = 0 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bench.GetAsync($"{path}/{id}"));
    }

    [Fact]
    public async Task What_is_no_file_is_refused()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string path = $"incidents/{bench.Simulator.SysIds("incident")[0]}/attachments";

        (await bench.PostAsync(path, "{}")).Expect(HttpStatusCode.UnsupportedMediaType);
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        (await bench.SendAsync(HttpMethod.Post, path, empty)).Expect(HttpStatusCode.BadRequest);
        var broken = new StringContent("no parts");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await bench.SendAsync(HttpMethod.Post, path, broken)).Expect(HttpStatusCode.BadRequest);
        (await bench.GetAsync("incidents/00000000000000000000000000000000/attachments")).Expect(HttpStatusCode.NotFound);
        (await UploadAsync(bench, "incidents/00000000000000000000000000000000/attachments", "a", "text/plain", new MemoryStream([1]))).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<HubReply> UploadAsync(HubBench bench, string path, string name, string type, Stream content)
    {
        var file = new StreamContent(content);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var form = new MultipartFormDataContent("----------------------------26008813673612346") { { new StringContent("before"), "note" }, { file, "file", name } };
        return await bench.SendAsync(HttpMethod.Post, path, form);
    }

    private static async Task<(long Count, bool Same, long Most)> DownloadAsync(HubBench bench, string path)
    {
        using HttpResponseMessage response = await bench.Client.GetAsync("hubs/helpdesk/" + path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[1024 * 1024];
        long count = 0;
        long most = 0;
        bool same = true;
        for (int read; (read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0; count += read)
        {
            for (int i = 0; i < read; i++)
            {
                same &= buffer[i] == MadeUpStream.ByteAt(count + i);
            }

            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        return (count, same, most);
    }
}
