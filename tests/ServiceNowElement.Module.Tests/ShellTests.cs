using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ServiceNowElement.Module.Tests;

/// <summary>The shell as a process: what it prints, its exit codes, Ctrl+C. Also renders the module's views.</summary>
public sealed class ShellTests
{
    private const string Connect = "$null = Connect-CEServiceNow $Simulator.Url $Simulator.Credential; ";

    [Fact]
    public async Task Views_render()
    {
        (int code, string output, string error) = await RunAsync("--simulator", "--incidents", "30", "-c", Connect + "Get-CERecord incident -First 1 | Out-Host; Get-CERecord sys_user -First 1 | Out-Host; Get-CERecord problem -First 1 | Out-Host; Get-CERecord change_request -First 1 | Out-Host; Get-CERecord core_company -First 1 | Out-Host; Get-CERecord incident -First 1 -Property number, opened_at | Out-Host");

        Assert.Equal((0, string.Empty), (code, error));
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd())];
        Assert.Contains("Number      Prio       State         Assigned to        Short description", lines);
        Assert.Contains("User ID                Name                   Active Email", lines);
        Assert.Contains("Number      Prio       State                Assigned to        Short description", lines);
        Assert.Contains("Number      Type       State       Risk      Start               Short description", lines);
        Assert.Contains(lines, line => line.StartsWith("Record                   State", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("number     opened_at", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("'fine'", 0)]
    [InlineData("throw 'no'", 1)]
    [InlineData("Get-CERecord incident", 1)]
    public async Task Exit_codes(string commands, int expected) => Assert.Equal(expected, (await RunAsync("-c", commands)).Code);

    [Fact]
    public async Task Errors_go_to_the_error_stream()
    {
        (int code, string output, string error) = await RunAsync("-c", "Get-CERecord incident");

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("This runspace has no session.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_its_arguments()
    {
        string script = Path.Combine(Path.GetTempPath(), $"ce-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(script, "param([string] $Name, [switch] $Loud, [int] $Times)\n\"$Name $Loud $Times $PSScriptRoot\"\nexit 5", TestContext.Current.CancellationToken);
        try
        {
            (int code, string output, _) = await RunAsync(script, "-Name", "Ann Lee", "-Loud", "-Times", "3");

            Assert.Equal((5, "Ann Lee True 3 " + Path.GetTempPath().TrimEnd('/', '\\')), (code, output.Trim()));
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public async Task A_wrong_command_line_shows_the_usage()
    {
        (int code, _, string error) = await RunAsync("--nosuch");

        Assert.Equal(64, code);
        Assert.Contains("Usage:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_with_130_and_no_error()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "Signals are sent with kill.");
        using Process shell = Start("--simulator", "--incidents", "500", "-c", Connect + "'ready'; while ($true) { $null = Get-CERecord incident -As Raw }");
        Assert.Equal("ready", await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using Process kill = Process.Start("kill", ["-INT", shell.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, shell.ExitCode);
        Assert.DoesNotContain("Get-CERecord", await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process shell = Start(arguments);
        shell.StandardInput.Close();
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output, await error);
    }

    private static Process Start(params string[] arguments)
    {
        // .../bin/<project>/<configuration>/ - the shell was built with the same configuration.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string assembly = Path.Combine(Bench.Root, "artifacts", "bin", "ServiceNowElement.Shell", configuration, "ServiceNowElement.Shell.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
    }
}
