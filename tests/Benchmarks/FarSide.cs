using System.Diagnostics;
using System.Globalization;

namespace ServiceNowElement.Benchmarks;

/// <summary>The simulator in a process of its own.</summary>
internal sealed class FarSide : IAsyncDisposable
{
    private readonly Process _process;

    private FarSide(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    internal string Url { get; }

    internal static async Task<FarSide> StartAsync(int incidents)
    {
        string assembly = typeof(Simulator.SimulatorHost).Assembly.Location;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { assembly, "--urls", "http://127.0.0.1:0", "--incidents", incidents.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The simulator did not start.");
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator ended.");
        int at = line.IndexOf("http://", StringComparison.Ordinal);
        return new FarSide(process, line[at..line.IndexOf(' ', at)]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
