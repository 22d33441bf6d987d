using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

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
    public async Task A_client_certificate_signs_in()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "Only OpenSSL takes a trusted certificate from the environment.");
        using X509Certificate2 server = MakeCertificate("CN=127.0.0.1");
        using X509Certificate2 user = MakeCertificate("CN=runbook");
        await using Simulator.SimulatorHost simulator = await Simulator.SimulatorHost.StartAsync(new Simulator.SimulatorOptions { Https = true, Incidents = 10, ServerCertificate = server, ClientCertificateThumbprint = user.Thumbprint });
        string folder = Directory.CreateTempSubdirectory("ce-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "server.pem"), server.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(folder, "user.pfx"), user.Export(X509ContentType.Pkcs12, "pfx"), TestContext.Current.CancellationToken);
            string load = $"$c = [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12FromFile('{folder}/user.pfx', 'pfx'); ";

            (int code, string output, string error) = await RunAsync(["-c", $"{load}$s = Connect-CEServiceNow {simulator.Url} -ClientCertificate $c; $s.Kind; @(Get-CERecord incident).Count"], ("SSL_CERT_FILE", Path.Combine(folder, "server.pem")));
            Assert.Equal((0, string.Empty), (code, error));
            Assert.Equal("Client certificate\n10", output.ReplaceLineEndings("\n").Trim());

            // Without it the same instance refuses.
            Assert.Equal(1, (await RunAsync(["-c", $"Connect-CEServiceNow {simulator.Url} -ApiKey ([System.Net.NetworkCredential]::new('', 'x').SecurePassword)"], ("SSL_CERT_FILE", Path.Combine(folder, "server.pem")))).Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
        Assert.SkipWhen(IgnoresInterrupts(), "The tests were started with SIGINT ignored (in the background of a script), and so would be the shell.");
        using Process shell = Start(["--simulator", "--incidents", "500", "-c", Connect + "'ready'; while ($true) { $null = Get-CERecord incident -As Raw }"]);
        Assert.Equal("ready", await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using Process kill = Process.Start("kill", ["-INT", shell.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, shell.ExitCode);
        Assert.DoesNotContain("Get-CERecord", await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // A child inherits what its parent ignores; bit 1 of the mask is SIGINT.
    private static bool IgnoresInterrupts() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } mask
        && (ulong.Parse(mask[7..].Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & 2) != 0;

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using Process shell = Start(arguments, environment);
        shell.StandardInput.Close();
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output, await error);
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        // .../bin/<project>/<configuration>/ - the shell was built with the same configuration.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string assembly = Path.Combine(Bench.Root, "artifacts", "bin", "ServiceNowElement.Shell", configuration, "ServiceNowElement.Shell.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
    }
}
