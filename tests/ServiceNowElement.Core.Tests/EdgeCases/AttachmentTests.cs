using System.Security.Cryptography;
using System.Text;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Files travel whole and once (contract servicenow-rest §4.2, §6.8).</summary>
public sealed class AttachmentTests : EdgeCaseTests
{
    private static readonly byte[] s_bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20000).Select(i => $"line {i}\n")));

    private string Record => Simulator.SysIds("incident")[3];

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task EC90_att_size(int? after)
    {
        Attachment attachment = await AddAsync("evidence.log", s_bytes);
        Fault("att-size", "GET", times: 2, after);

        (byte[] content, int calls) = await DownloadAsync(attachment);

        Assert.Equal(s_bytes, content);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task EC90_a_content_that_stays_damaged_is_an_error()
    {
        Attachment attachment = await AddAsync("evidence.log", s_bytes);
        Fault("att-size", "GET", times: 0);

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => DownloadAsync(attachment));

        Assert.Equal("AttachmentDamaged", failure.Reason);
        Assert.Equal(attachment.SysId, failure.Key);
        Assert.Contains("evidence.log", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EC91_att_order()
    {
        // The raw form of the call knows no order of parts; a form with the file first is refused, and not with an attachment made.
        await AddAsync("raw.txt", s_bytes);
        Assert.EndsWith("/attachment/file", Assert.Single(Log, entry => entry.Method == "POST").Path, StringComparison.Ordinal);

        const string Form = "--x\r\nContent-Disposition: form-data; name=\"uploadFile\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\nContent-Disposition: form-data; name=\"table_name\"\r\n\r\nincident\r\n--x--\r\n";
        var request = new RawRequest { Method = "POST", Path = "api/now/v1/attachment/upload", Body = Encoding.ASCII.GetBytes(Form), ContentType = "multipart/form-data; boundary=x" };
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.SendAsync(request, _ => Task.FromResult(true), Bench.Call));

        Assert.Equal(400, failure.StatusCode);
        Assert.Single(await ListAsync());
    }

    [Theory]
    [InlineData("empty.txt", 0)]
    [InlineData("a&b=c?d#e%41+f.txt", 10)]
    [InlineData("übung 日本 'x' \"y\".txt", 10)]
    [InlineData("caret^and,comma.txt", 10)]
    [InlineData("..\\..\\up.txt", 10)]
    public async Task Names_and_bytes_come_back_as_they_went(string name, int size)
    {
        byte[] bytes = [.. s_bytes.Take(size)];

        Attachment made = await AddAsync(name, bytes);
        Attachment listed = Assert.Single(await ListAsync());

        Assert.Equal(name, made.FileName);
        Assert.Equal(name, listed.FileName);
        Assert.Equal(size, listed.Size);
        Assert.Equal("incident", listed.Object);
        Assert.Equal(Record, listed.RecordId);
        Assert.Equal(Element.Instance, listed.Instance);
        Assert.NotNull(listed.Created);
        Assert.Equal(bytes, (await DownloadAsync(listed)).Content);
    }

    [Fact]
    public async Task A_file_of_a_record_named_by_its_parent_table_goes_to_its_own()
    {
        Attachment made = await Element.AddAttachmentAsync("task", Record, new AttachmentUpload("a.txt", new MemoryStream(s_bytes)), Bench.Call);

        Assert.Equal("incident", made.Object);
    }

    [Theory]
    [InlineData("reset-before-executed")]
    [InlineData("reset-before")]
    [InlineData("e502")]
    [InlineData("empty-200")]
    [InlineData("accepted-202")]
    [InlineData("r429-seconds")]
    public async Task A_lost_answer_makes_no_second_attachment(string fault)
    {
        Fault(fault, "POST");

        Attachment made = await AddAsync("once.bin", s_bytes);

        Attachment only = Assert.Single(await ListAsync());
        Assert.Equal(only.SysId, made.SysId);
        Assert.Equal(s_bytes, (await DownloadAsync(made)).Content);
    }

    [Fact]
    public async Task A_stream_that_cannot_go_back_is_not_sent_again()
    {
        Fault("reset-before", "POST");

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.AddAttachmentAsync("incident", Record, new AttachmentUpload("pipe.bin", new Pipe(s_bytes.Length)), Bench.Call));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Single(Log, entry => entry.Method == "POST");
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_stream_that_cannot_go_back_is_found_when_it_arrived()
    {
        Fault("reset-before-executed", "POST");

        Attachment made = await Element.AddAttachmentAsync("incident", Record, new AttachmentUpload("pipe.bin", new Pipe(5000)), Bench.Call);

        Assert.Equal(5000, made.Size);
        Assert.Equal(made.SysId, Assert.Single(await ListAsync()).SysId);
    }

    [Fact]
    public async Task A_file_that_breaks_is_named_and_no_network_is_blamed()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.AddAttachmentAsync("incident", Record, new AttachmentUpload("disk.bin", new Pipe(100_000, breaks: true)), Bench.Call));

        Assert.Equal("FileNotReadable", failure.Reason);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_full_disk_of_the_reader_is_its_own_and_nothing_is_asked_again()
    {
        Attachment attachment = await AddAsync("a.txt", s_bytes);
        Simulator.ClearLog();

        await Assert.ThrowsAsync<IOException>(() => Element.ReadAttachmentAsync(attachment, _ => throw new IOException("No space left"), Bench.Call));

        Assert.Single(Log);
    }

    [Fact]
    public async Task A_login_page_is_no_damaged_file()
    {
        Attachment attachment = await AddAsync("a.txt", s_bytes);
        Fault("login-html", "GET", times: 0);

        Assert.Equal("LoginPageReturned", (await Assert.ThrowsAsync<ElementException>(() => DownloadAsync(attachment))).Reason);
    }

    [Theory]
    [InlineData("reset-mid")]
    [InlineData("len-long")]
    [InlineData("e503-html")]
    public async Task A_broken_download_begins_again(string fault)
    {
        Attachment attachment = await AddAsync("a.txt", s_bytes);
        Fault(fault, "GET");

        Assert.Equal(s_bytes, (await DownloadAsync(attachment)).Content);
    }

    [Fact]
    public async Task Removed_once_and_twice()
    {
        Attachment attachment = await AddAsync("a.txt", s_bytes);
        Fault("reset-before-executed", "DELETE");

        await Element.RemoveAttachmentAsync(attachment, Bench.Call);

        Assert.Empty(await ListAsync());
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => Element.RemoveAttachmentAsync(attachment, Bench.Call))).Reason);
    }

    [Fact]
    public async Task A_record_that_does_not_exist_gets_no_file()
    {
        string nobody = new('0', 32);

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.AddAttachmentAsync("incident", nobody, new AttachmentUpload("a.txt", new MemoryStream(s_bytes)), Bench.Call));

        Assert.Equal("RecordNotFound", failure.Reason);
        Assert.DoesNotContain(Log, entry => entry.Method == "POST");
    }

    [Theory]
    [InlineData("unauthorized", "NotAuthenticated")]
    [InlineData("denied", "AclDenied")]
    public async Task What_is_refused_is_named(string fault, string reason)
    {
        Fault(fault, "POST", times: 0);

        Assert.Equal(reason, (await Assert.ThrowsAsync<ElementException>(() => AddAsync("a.txt", s_bytes))).Reason);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_stop_ends_transfers_at_once()
    {
        Attachment large = await Element.AddAttachmentAsync("incident", Record, new AttachmentUpload("large.bin", new Pipe(5_000_000)), Bench.Call);
        using var stop = new CancellationTokenSource();
        CallContext call = Bench.Call.With(stop.Token);

        OperationCanceledException stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Element.ReadAttachmentAsync(
            large,
            async content =>
            {
                await content.ReadExactlyAsync(new byte[1000]);
                await stop.CancelAsync();
                await content.CopyToAsync(Stream.Null);
            },
            call));
        Assert.Equal(stop.Token, stopped.CancellationToken);

        using var second = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Element.AddAttachmentAsync("incident", Record, new AttachmentUpload("stopped.bin", new Pipe(500_000_000, onRead: second.Cancel)), Bench.Call.With(second.Token)));
        Assert.DoesNotContain(await ListAsync(), attachment => attachment.FileName == "stopped.bin");
    }

    private void Fault(string name, string method, int times = 1, int? after = null) => Simulator.ArmFault(new SimulatorFault { Name = name, Method = method, Times = times, After = after });

    private Task<Attachment> AddAsync(string name, byte[] bytes) => Element.AddAttachmentAsync("incident", Record, new AttachmentUpload(name, new MemoryStream(bytes), "text/plain"), Bench.Call);

    private async Task<List<Attachment>> ListAsync()
    {
        Simulator.ClearFaults();
        var all = new List<Attachment>();
        await Element.ListAttachmentsAsync(
            "incident",
            Record,
            page =>
            {
                all.AddRange(page);
                return Task.CompletedTask;
            },
            Bench.Call);
        return all;
    }

    private async Task<(byte[] Content, int Calls)> DownloadAsync(Attachment attachment)
    {
        int calls = 0;
        byte[] content = [];
        await Element.ReadAttachmentAsync(
            attachment,
            async stream =>
            {
                calls++;
                using var copy = new MemoryStream();
                await stream.CopyToAsync(copy);
                content = copy.ToArray();
            },
            Bench.Call);
        Assert.Equal(attachment.Hash, Convert.ToHexStringLower(SHA256.HashData(content)));
        return (content, calls);
    }
}
