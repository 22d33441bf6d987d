using System.Net;
using System.Net.Http.Headers;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>A large file passes through without being held in memory. Runs alone, because it looks at what the whole process allocates.</summary>
[Collection(nameof(Alone))]
public sealed class LargeAttachmentTests
{
    private const long Size = 160L * 1024 * 1024;

    [Fact]
    public async Task A_large_file_needs_little_memory()
    {
        await using Instance instance = await Instance.StartAsync(20);
        string record = instance.Host.SysIds("incident")[0];
        long before = GC.GetTotalAllocatedBytes(precise: true);

        using var content = new StreamContent(new ZeroStream(Size), 81920);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage posted = await instance.Client.PostAsync($"api/now/v1/attachment/file?table_name=incident&table_sys_id={record}&file_name=large.bin", content);
        string id = instance.Host.SysIds("sys_attachment").Single();
        long received = 0;
        await using (Stream download = await instance.Client.GetStreamAsync($"api/now/v1/attachment/{id}/file"))
        {
            var buffer = new byte[81920];
            for (int read; (read = await download.ReadAsync(buffer)) > 0;)
            {
                received += read;
            }
        }

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(Size, received);
        Assert.Equal(Size.ToString(System.Globalization.CultureInfo.InvariantCulture), instance.Host.FindRow("sys_attachment", id)!["size_bytes"]);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Size / 2);
    }
}
