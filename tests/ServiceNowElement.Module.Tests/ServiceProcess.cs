using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceNowElement.Module.Tests;

/// <summary>Our service in a process of its own, as a user runs it; one for all tests, each of which makes an instance of its own.</summary>
internal sealed class ServiceProcess : IDisposable
{
    internal const string OrganizationSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    internal const string UserSecret = "bWFya2VyLXVzZXItc2VjcmV0LW9mLXRoZS10ZXN0cyE=";
    private static readonly Lazy<Task<ServiceProcess>> s_shared = new(StartAsync);
    private readonly Process _process;
    private readonly string _data;
    private readonly HttpClient _client;

    private ServiceProcess(Process process, string data, Uri api)
    {
        _process = process;
        _data = data;
        Api = api;
        _client = new HttpClient { BaseAddress = api };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"User {UserSecret}, Organization {OrganizationSecret}");
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Gets the address of the API.</summary>
    internal Uri Api { get; }

    internal static Task<ServiceProcess> SharedAsync() => s_shared.Value;

    /// <summary>Makes an instance and returns its token.</summary>
    internal async Task<string> CreateInstanceAsync(Uri instance, string password, string? name = null)
    {
        var body = new Dictionary<string, object>
        {
            ["name"] = name ?? "tests",
            ["element"] = new Dictionary<string, string> { ["key"] = "servicenow" },
            ["configuration"] = new Dictionary<string, string> { ["username"] = "admin", ["password"] = password, ["servicenow.subdomain"] = instance.ToString() },
        };
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("instances", body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("token").GetString()!;
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task<ServiceProcess> StartAsync()
    {
        string data = Path.Combine(Path.GetTempPath(), "sne-module-tests-" + Guid.NewGuid().ToString("N"));
        string assembly = Path.Combine(Bench.Root, "artifacts", "bin", "ServiceNowElement.Service", Configuration(), "ServiceNowElement.Service.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { assembly, "--urls", "http://127.0.0.1:0", "--data", data })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CE_BOOTSTRAP_ORGANIZATION_SECRET"] = OrganizationSecret;
        start.Environment["CE_BOOTSTRAP_USER_SECRET"] = UserSecret;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The service did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                // A full pipe would stop the service.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                var service = new ServiceProcess(process, data, new Uri(line.Split(' ')[2].TrimEnd('.')));
                AppDomain.CurrentDomain.ProcessExit += (_, _) => service.Dispose();
                return service;
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Name;
}
