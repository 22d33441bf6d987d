using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceNowElement.Service;

namespace ServiceNowElement.Benchmarks;

/// <summary>The service in a process of its own, with one instance on a simulator.</summary>
internal sealed class ServiceSide : IAsyncDisposable
{
    private const string Organization = "0123456789abcdef0123456789abcdef";
    private readonly Process _process;
    private readonly string _folder;

    private ServiceSide(Process process, string folder, HttpClient hub)
    {
        _process = process;
        _folder = folder;
        Hub = hub;
    }

    /// <summary>Gets a client of hub calls.</summary>
    internal HttpClient Hub { get; }

    /// <summary>Gets the processor time the service has used so far.</summary>
    internal TimeSpan Spent
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    internal static async Task<ServiceSide> StartAsync(string simulator)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"ce-benchmark-{Guid.NewGuid():N}");
        string user = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { typeof(ServiceHost).Assembly.Location, "--urls", "http://127.0.0.1:0", "--data", folder })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CE_BOOTSTRAP_ORGANIZATION_SECRET"] = Organization;
        start.Environment["CE_BOOTSTRAP_USER_SECRET"] = user;
        start.Environment["Service__LogToConsole"] = "false";
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The service did not start.");
        string line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The service ended.");
        }
        while (!line.StartsWith("Listening on ", StringComparison.Ordinal));
        var url = new Uri(line.Split(' ')[2].TrimEnd('.'));
        using var platform = new HttpClient { BaseAddress = url };
        platform.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"User {user}, Organization {Organization}");
        var settings = new Dictionary<string, object>
        {
            ["name"] = "benchmark",
            ["element"] = new { key = "servicenow" },
            ["configuration"] = new Dictionary<string, string> { ["username"] = "admin", ["password"] = "admin", ["servicenow.subdomain"] = simulator },
        };
        using HttpResponseMessage made = await platform.PostAsJsonAsync("instances", settings);
        JsonElement instance = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>())!;
        var hub = new HttpClient { BaseAddress = url };
        hub.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"User {user}, Element {instance.GetProperty("token").GetString()}");
        return new ServiceSide(process, folder, hub);
    }

    public async ValueTask DisposeAsync()
    {
        Hub.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
