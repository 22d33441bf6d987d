using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Model;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Files of any size need no memory. Memory is that of the whole process, so nothing else runs meanwhile.</summary>
[Collection(Alone)]
public sealed class TransferMemoryTests
{
    private const string Alone = "Alone";
    private const long Megabyte = 1024 * 1024;
    private const long Size = 200 * Megabyte;

    [Fact]
    public async Task Two_hundred_megabytes_up_and_down()
    {
        await using Bench bench = await Bench.StartAsync(50);
        string record = bench.Simulator.SysIds("incident")[3];
        await bench.Element.AddAttachmentAsync("incident", record, new AttachmentUpload("warm.bin", new Pipe(Megabyte)), bench.Call);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        long moved = 0;
        void Look(int bytes)
        {
            // What lives is measured, not what waits for the collector.
            if ((moved / (16 * Megabyte)) != ((moved += bytes) / (16 * Megabyte)))
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Attachment made = await bench.Element.AddAttachmentAsync("incident", record, new AttachmentUpload("large.bin", new Pipe(Size, onRead: () => Look(81920))), bench.Call);
        long taken = 0;
        await bench.Element.ReadAttachmentAsync(
            made,
            async content =>
            {
                var buffer = new byte[81920];
                for (int read; (read = await content.ReadAsync(buffer)) > 0;)
                {
                    taken += read;
                    Look(read);
                }
            },
            bench.Call);

        Assert.Equal(Size, made.Size);
        Assert.Equal(Size, taken);
        Assert.NotEqual(0, most);
        Assert.InRange(most - before, long.MinValue, 32 * Megabyte);
    }

    /// <summary>The collection whose tests run after all others, one at a time.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;
}
