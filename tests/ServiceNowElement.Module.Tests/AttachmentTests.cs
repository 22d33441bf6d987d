using System.Management.Automation;
using System.Text;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>The four attachment commands, with files of a folder of their own.</summary>
public abstract class AttachmentTests(Way way) : IAsyncLifetime
{
    private protected string Folder { get; } = Path.Combine(Path.GetTempPath(), "ce-attachments-" + Guid.NewGuid().ToString("N"));
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    private protected virtual string DamagedDownload => "AttachmentDamaged";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        _bench = await Tests.Bench.StartAsync(60, way: way);
        _bench.Runspace.SessionStateProxy.SetVariable("folder", Folder);
        _bench.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); $r = Get-CERecord incident -First 1");
        _bench.Simulator.ClearLog();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    [Fact]
    public void Files_go_and_come_back()
    {
        File.WriteAllText(Path.Combine(Folder, "a.log"), "alpha");
        File.WriteAllText(Path.Combine(Folder, "b&c [1].log"), "beta");
        File.WriteAllText(Path.Combine(Folder, "empty.txt"), string.Empty);

        _bench.Run("$r | Add-CEAttachment *.log; Add-CEAttachment $r.number empty.txt; [IO.FileInfo] (\"$folder/b&c [1].log\") | Add-CEAttachment $r");
        string[] names = [.. _bench.Run("$r | Get-CEAttachment | ForEach-Object { \"$($_.FileName) $($_.Size) $($_.ContentType)\" }").Select(item => item.ToString())];
        Assert.Equal(["a.log 5 text/plain", "b&c [1].log 4 text/plain", "b&c [1].log 4 text/plain", "empty.txt 0 text/plain"], names.Order(StringComparer.Ordinal));
        Assert.Equal(2, _bench.Run("Get-CEAttachment $r.number 'b*'").Count);

        FileInfo[] saved = [.. _bench.Run("Get-CERecord $r.number | Get-CEAttachment | Save-CEAttachment -Path ./evidence").Select(item => (FileInfo)item.BaseObject)];

        Assert.Equal(["a.log", "b&c [1] (2).log", "b&c [1].log", "empty.txt"], Directory.GetFiles(Path.Combine(Folder, "evidence")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal("alpha", File.ReadAllText(Path.Combine(Folder, "evidence", "a.log")));
        Assert.Equal(4, saved.Length);

        _bench.Run("$r | Get-CEAttachment a.log | Save-CEAttachment ./evidence; $r | Get-CEAttachment b* | Save-CEAttachment evidence -Force");
        Assert.Equal(5, Directory.GetFiles(Path.Combine(Folder, "evidence")).Length);
        _bench.Run("$r | Get-CEAttachment a.log | Save-CEAttachment ./one.bin");
        Assert.Equal("alpha", File.ReadAllText(Path.Combine(Folder, "one.bin")));

        _bench.Run("$r | Get-CEAttachment | Remove-CEAttachment -Confirm:$false");
        Assert.Equal(0, _bench.Simulator.CountRows("sys_attachment"));
        Assert.Empty(_bench.Run("$r | Get-CEAttachment"));
    }

    [Theory]
    [InlineData("..", "attachment")]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData("..\\..\\up.txt", ".._.._up.txt")]
    [InlineData("/etc/cron.d/x", "_etc_cron.d_x")]
    [InlineData("C:\\Windows\\win.ini", "C__Windows_win.ini")]
    [InlineData("file.txt:stream", "file.txt_stream")]
    [InlineData("\\\\host\\share\\x", "__host_share_x")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("com1 .log", "_com1 .log")]
    [InlineData("lpt³", "_lpt³")]
    [InlineData("trailing. . ", "trailing")]
    [InlineData("   ", "attachment")]
    [InlineData("...", "attachment")]
    [InlineData("a\u0000b\nc\td.txt", "a_b_c_d.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoice_fdp.exe")]
    [InlineData("<a>|b?*\".txt", "_a__b___.txt")]
    [InlineData("日本 übung.txt", "日本 übung.txt")]
    public void No_name_leaves_the_folder(string name, string expected)
    {
        // Whoever may attach a file chooses its name; it comes as any object with these members would.
        _bench.Runspace.SessionStateProxy.SetVariable("evil", name);
        string target = Path.Combine(Folder, "in", "here");
        _bench.Runspace.SessionStateProxy.SetVariable("target", target);
        File.WriteAllText(Path.Combine(Folder, "x.txt"), "harmless");

        FileInfo saved = (FileInfo)Assert.Single(_bench.Run("$a = $r | Add-CEAttachment x.txt; [pscustomobject]@{ SysId = $a.SysId; FileName = $evil; Size = $a.Size; Hash = $a.Hash; Object = $a.Object; RecordId = $a.RecordId; Instance = $a.Instance } | Save-CEAttachment $target")).BaseObject;

        Assert.Equal(expected, saved.Name);
        Assert.Equal(target, saved.DirectoryName);
        Assert.Equal("harmless", File.ReadAllText(saved.FullName));
        Assert.Equal([saved.FullName], Directory.GetFiles(Path.Combine(Folder, "in"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_very_long_name_is_shortened_and_keeps_its_extension()
    {
        File.WriteAllText(Path.Combine(Folder, "x.txt"), "x");

        FileInfo saved = (FileInfo)Assert.Single(_bench.Run("$a = $r | Add-CEAttachment x.txt; [pscustomobject]@{ SysId = $a.SysId; FileName = ('ü' * 400) + '.txt'; Size = 1; Object = $a.Object; RecordId = $a.RecordId; Instance = $a.Instance } | Save-CEAttachment $folder")).BaseObject;

        Assert.InRange(Encoding.UTF8.GetByteCount(saved.Name), 100, 200);
        Assert.Equal(".txt", saved.Extension);
    }

    [Fact]
    public void One_bad_file_or_record_stops_no_other()
    {
        File.WriteAllText(Path.Combine(Folder, "a.txt"), "a");

        Outcome files = _bench.Try("$r | Add-CEAttachment nothere.txt, a.txt, $folder");
        Outcome records = _bench.Try("Add-CEAttachment INC7777777, $r.number a.txt");

        Assert.Equal(["FileNotReadable", "FileNotReadable"], files.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Single(files.Output);
        Assert.Equal("RecordNotFound", records.ErrorId);
        Assert.Single(records.Output);
    }

    [Fact]
    public void A_damaged_download_leaves_no_file()
    {
        File.WriteAllText(Path.Combine(Folder, "a.txt"), new string('a', 5000));
        _bench.Run("$a = $r | Add-CEAttachment a.txt");
        _bench.Simulator.ArmFault(new SimulatorFault { Name = "att-size", Method = "GET", Times = 0 });

        Assert.Equal(DamagedDownload, _bench.Try("$a | Save-CEAttachment ./new/").ErrorId);
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "new")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Path.Combine(Folder, "a.txt"), "a");
        _bench.Run("$a = $r | Add-CEAttachment a.txt");

        Assert.Equal("FileNotWritable", _bench.Try("$a | Save-CEAttachment ./a.txt/below/").ErrorId);
        Assert.Equal("NotARecord", _bench.Try("$r | Save-CEAttachment").ErrorId);
        Assert.Equal("InstanceMismatch", _bench.Try("[pscustomobject]@{ SysId = $a.SysId; FileName = 'x'; Size = 1; Instance = 'elsewhere' } | Save-CEAttachment").ErrorId);
        Assert.Equal("InstanceMismatch", _bench.Try("[pscustomobject]@{ SysId = $a.SysId; FileName = 'x'; Size = 1; Instance = 'elsewhere' } | Remove-CEAttachment -Confirm:$false").ErrorId);
        Assert.Equal(1, _bench.Simulator.CountRows("sys_attachment"));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_download_and_leaves_nothing()
    {
        await using (var large = new MemoryStream(new byte[50_000]))
        {
            await _bench.Simulator.AddAttachmentAsync("incident", _bench.Run("$r.sys_id").Single().ToString(), "slow.bin", "application/octet-stream", large, TestContext.Current.CancellationToken);
        }

        _bench.Run("$a = $r | Get-CEAttachment");
        _bench.Simulator.ArmFault(new SimulatorFault { Name = "slow-drip", Method = "GET", Times = 0 });
        using PowerShell shell = _bench.Shell("$a | Save-CEAttachment ./new/");
        IAsyncResult run = shell.BeginInvoke();
        string folder = Path.Combine(Folder, "new");
        while (!run.IsCompleted && !(Directory.Exists(folder) && Directory.GetFiles(folder).Length > 0))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_path_of_the_pipeline_may_be_a_property()
    {
        File.WriteAllText(Path.Combine(Folder, "a.txt"), "a");

        Assert.Equal("a.txt", _bench.Run("[pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$folder/a.txt\" } | Add-CEAttachment -Record $r.number").Single().ToString());
        Assert.Equal("NotARecord", _bench.Try("[IO.FileInfo] \"$folder/a.txt\" | Add-CEAttachment").ErrorId);
        Assert.Equal("FileNotReadable", _bench.Try("Add-CEAttachment $r").ErrorId);
    }
}
