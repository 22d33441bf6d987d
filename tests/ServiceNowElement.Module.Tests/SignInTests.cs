using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>The ways in (contract servicenow-rest §5), and that none of them shows a secret.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Key = "key-marker-7f3a";
    private readonly X509Certificate2 _certificate = MakeCertificate("CN=signer");
    private SimulatorHost _simulator = null!;
    private Runspace _runspace = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 20, ApiKey = Key, JwtCertificate = _certificate, Password = "pässwörd-märker-€" });
        _runspace = Bench.Open(_simulator, "pässwörd-märker-€");
        _runspace.SessionStateProxy.SetVariable("key", new NetworkCredential(string.Empty, Key).SecurePassword);
        _runspace.SessionStateProxy.SetVariable("wrongKey", new NetworkCredential(string.Empty, "wrong").SecurePassword);
        _runspace.SessionStateProxy.SetVariable("certificate", _certificate);
        _runspace.SessionStateProxy.SetVariable("stranger", MakeCertificate("CN=stranger"));
    }

    public async ValueTask DisposeAsync()
    {
        _runspace.Dispose();
        _certificate.Dispose();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [InlineData("Connect-CEServiceNow $url $credential", "Basic")]
    [InlineData("Connect-CEServiceNow $url -ApiKey $key", "API key")]
    [InlineData("Connect-CEServiceNow $url -ClientCredential $client -JwtCertificate $certificate -JwtUser admin", "OAuth JWT bearer")]
    [InlineData("function Get-Secret { param($Name) if ($Name -eq 'prod') { $credential } }; Connect-CEServiceNow $url -SecretName prod", "Basic")]
    [InlineData("function Get-Secret { param($Name) $key }; Connect-CEServiceNow $url -SecretName prod", "API key")]
    public void A_way_in_reads_records_and_shows_no_secret(string connect, string kind)
    {
        (List<PSObject> output, List<ErrorRecord> errors, string said) = Run($"{connect[..connect.IndexOf("Connect", StringComparison.Ordinal)]}$session = {connect[connect.IndexOf("Connect", StringComparison.Ordinal)..]} -Verbose -Debug; $session; Get-CERecord incident -Session $session -Verbose");

        Assert.Empty(errors);
        Assert.Equal(kind, output[0].Properties["Kind"].Value);
        Assert.Equal(21, output.Count);
        Assert.All(_simulator.Log, entry => Assert.DoesNotContain("marker", entry.Path + entry.Parameters, StringComparison.Ordinal));
        AssertNoSecret(said);
    }

    [Theory]
    [InlineData("Connect-CEServiceNow $url -ApiKey $wrongKey", "NotAuthenticated", 1)]
    [InlineData("Connect-CEServiceNow $url -ClientCredential $client -JwtCertificate $stranger -JwtUser admin", "ClientRefused", 1)]
    [InlineData("Connect-CEServiceNow $url -ClientCredential $client -JwtCertificate $certificate -JwtUser nobody", "ClientRefused", 1)]
    [InlineData("Connect-CEServiceNow $url -SecretName prod", "CredentialNotUsable", 0)]
    [InlineData("Connect-CEServiceNow $url $credential -ApiKey $key", "CredentialNotUsable", 0)]
    [InlineData("Connect-CEServiceNow $url -JwtCertificate $certificate", "CredentialNotUsable", 0)]
    [InlineData("Connect-CEServiceNow $url -Browser", "CredentialNotUsable", 0)]
    public void A_refusal_is_named_and_tried_once(string connect, string id, int requests)
    {
        (_, List<ErrorRecord> errors, string said) = Run(connect + " -Verbose");

        Assert.StartsWith(id, Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(requests, _simulator.Log.Count);
        AssertNoSecret(said);
    }

    [Fact]
    public void EC94_basic_denied()
    {
        _simulator.Knobs.BasicRestricted = true;

        (_, List<ErrorRecord> errors, string said) = Run("Connect-CEServiceNow $url $credential -Verbose");

        ErrorRecord error = Assert.Single(errors);
        Assert.StartsWith("NotAuthenticated", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("restrict", error.ToString() + error.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(_simulator.Log);
        AssertNoSecret(said);
    }

    [Fact]
    public void EC95_mfa()
    {
        _simulator.Knobs.Mfa = true;

        (_, List<ErrorRecord> errors, _) = Run("Connect-CEServiceNow $url $credential");

        Assert.StartsWith("MfaRequired", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(_simulator.Log);
    }

    [Theory]
    [InlineData("-ClientId client")]
    [InlineData("-ClientCredential $client")]
    public async Task Sign_in_in_the_browser(string client)
    {
        using PowerShell shell = Shell($"$session = Connect-CEServiceNow $url -NoBrowser {client}; $session; Get-CERecord incident -Session $session");
        var shown = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Warning.DataAdded += (sender, added) =>
        {
            string text = ((PSDataCollection<WarningRecord>)sender!)[added.Index].Message;
            shown.TrySetResult(text[text.IndexOf("http", StringComparison.Ordinal)..]);
        };
        var output = new PSDataCollection<PSObject>();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        var address = new Uri(await shown.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Contains("code_challenge_method=S256", address.Query, StringComparison.Ordinal);

        // Somebody else's answer is not taken; the browser's is, by way of the instance's redirect.
        string redirect = System.Web.HttpUtility.ParseQueryString(address.Query)["redirect_uri"]!;
        using var browser = new HttpClient();
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(new Uri(redirect + "?code=stolen&state=wrong"), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains("signed in", await browser.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Task.Run(() => shell.EndInvoke(run), TestContext.Current.CancellationToken);

        Assert.Empty(shell.Streams.Error);
        Assert.Equal(21, output.Count);
        Assert.Equal("OAuth browser", output[0].Properties["Kind"].Value);

        // The code is spent; a dead access token is renewed by the refresh token.
        _simulator.RevokeTokens();
        Assert.Equal(20, Run("Get-CERecord incident").Output.Count);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_the_browser()
    {
        using PowerShell shell = Shell("Connect-CEServiceNow $url -NoBrowser -ClientId client");
        IAsyncResult run = shell.BeginInvoke();
        await Task.Delay(500, TestContext.Current.CancellationToken);

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.True(run.IsCompleted);
        Assert.Empty(shell.Streams.Error);
    }

    private static void AssertNoSecret(string said)
    {
        Assert.DoesNotContain("marker", said, StringComparison.Ordinal);
        Assert.DoesNotContain("märker", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("admin:pässwörd-märker-€")), said, StringComparison.Ordinal);
    }

    private PowerShell Shell(string script)
    {
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        return shell;
    }

    private (List<PSObject> Output, List<ErrorRecord> Errors, string Said) Run(string script)
    {
        using PowerShell shell = Shell(script);
        var output = new List<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            output.AddRange(shell.Invoke());
        }
        catch (RuntimeException failure)
        {
            errors.Add(failure.ErrorRecord);
        }

        errors.AddRange(shell.Streams.Error);
        IEnumerable<string> said = [.. shell.Streams.Verbose.Select(item => item.Message), .. shell.Streams.Debug.Select(item => item.Message), .. shell.Streams.Warning.Select(item => item.Message), .. errors.Select(error => error.Exception + error.ToString() + error.ErrorDetails), .. output.Select(item => item.ToString())];
        return (output, errors, string.Join("\n", said));
    }

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
