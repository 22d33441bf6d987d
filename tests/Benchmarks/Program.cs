using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using Newtonsoft.Json;
using ServiceNowElement;
using ServiceNowElement.Benchmarks;
using ServiceNowElement.Bulk;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Simulator;

// The budgets of the design, as ratios within one run. The simulator runs in its own process for the memory figures, in this one otherwise.
int rows = args.Length > 0 && args[0] != "service" ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
int files = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"Machine: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
Console.WriteLine($"Command: dotnet run -c Release --project tests/Benchmarks -- {rows} {files}");
Console.WriteLine();
Console.WriteLine("| What | Budget | Measured |");
Console.WriteLine("|---|---|---|");

(string overhead, string rate) = await ServiceCost.MeasureAsync(2_000);
Row("Service: overhead on a 200-row page over the instance itself, median", "<= 15 ms", overhead);
Row("Service: 200-row pages per second and core", ">= 300", rate);
if (args is ["service"])
{
    return;
}

Row("Import-Module over an empty host start", "<= 150 ms", ImportCost.Measure());

(long small, _) = await MemoryAsync(files / 10);
(long large, double seconds) = await MemoryAsync(files);
Row($"Memory while streaming {files:N0} rows to a file", "<= 250 MB and <= 1.2x of a tenth", $"{large / 1048576.0:0} MB, {(double)large / small:0.00}x ({seconds:0} s)");

await using (SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = rows }))
{
    using IElement element = Open(simulator);
    ObjectSchema schema = await element.GetSchemaAsync("incident", CallContext.None);
    string[] fields = [.. schema.Fields.Select(field => field.Name).Where(name => name != "user_password").Take(90)];
    if (!fields.Contains("sys_id"))
    {
        fields[^1] = "sys_id";
    }

    simulator.Knobs.PageMilliseconds = 250;
    (TimeSpan ours, TimeSpan first, long count) = await ReadAsync(element, fields);
    (TimeSpan offset, _) = await PlainReader.OffsetAsync(simulator, fields, rows);
    Row($"{count:N0} rows x {fields.Length} fields, 250 ms per 1,000-row page, against a sequential offset reader", ">= 5x", $"{offset / ours:0.0}x ({offset.TotalSeconds:0.0} s / {ours.TotalSeconds:0.0} s)");
    Row("same, first row", "< 1 s", $"{first.TotalSeconds:0.00} s");
    using (IElement four = Open(simulator, 4))
    {
        await four.GetSchemaAsync("incident", CallContext.None);
        (TimeSpan inFour, _, _) = await ReadAsync(four, fields);
        Row("same, lane efficiency with 4 lanes: pages x page time of the sequential reader / lanes", ">= 90 %", $"{offset.TotalSeconds / 4 / inFour.TotalSeconds * 100:0} % ({inFour.TotalSeconds:0.0} s)");
    }


    simulator.Knobs.PageMilliseconds = 0;
    await ReadAsync(element, fields);
    await PlainReader.OffsetAsync(simulator, fields, rows);
    simulator.Knobs.PageMilliseconds = 0;
    (double plain, double mine) = await CpuAsync(element, simulator, fields, rows);
    Row("same, no added latency, CPU per row of client and simulator against HttpClient with JsonTextReader", "<= 1.5x", $"{mine / plain:0.00}x ({mine:0.0} us / {plain:0.0} us)");

    simulator.Knobs.RequestMilliseconds = 250;
    await element.CreateAsync("incident", Benchmark(), CallContext.None);
    var watch = Stopwatch.StartNew();
    int created = 0;
    await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => element.WriteAsync(
        [.. Enumerable.Range(0, 50).Select(_ => RecordWrite.Create("incident", Benchmark()))],
        (_, outcome) => Interlocked.Add(ref created, outcome.Error == null ? 1 : 0),
        CallContext.None)));
    Row($"{created:N0} creates at 250 ms latency, each with its own outcome", "< 15 s", $"{watch.Elapsed.TotalSeconds:0.0} s");
}

static Dictionary<string, object?> Benchmark() => new() { ["short_description"] = "benchmark" };

static void Row(string what, string budget, string measured) => Console.WriteLine($"| {what} | {budget} | {measured} |");

static IElement Open(SimulatorHost simulator, int? lanes = null) =>
    new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new BasicCredential("admin", Secret()), new DirectElementOptions { MaxConcurrency = lanes });

static SecureString Secret() => new NetworkCredential(string.Empty, "admin").SecurePassword;

static async Task<(TimeSpan Total, TimeSpan First, long Rows)> ReadAsync(IElement element, string[] fields)
{
    var watch = Stopwatch.StartNew();
    TimeSpan first = TimeSpan.Zero;
    ReadSummary summary = await element.FindAsync(
        new RecordQuery { Object = "incident", Fields = fields, Mode = ValueMode.Raw },
        page =>
        {
            first = first == TimeSpan.Zero ? watch.Elapsed : first;
            return Task.CompletedTask;
        },
        CallContext.None);
    return (watch.Elapsed, first, summary.Rows);
}

static async Task<(double Plain, double Mine)> CpuAsync(IElement element, SimulatorHost simulator, string[] fields, int rows)
{
    Process process = Process.GetCurrentProcess();
    double Spent()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMicroseconds;
    }

    double start = Spent();
    await PlainReader.OffsetAsync(simulator, fields, rows);
    double middle = Spent();
    await ReadAsync(element, fields);
    return ((middle - start) / rows, (Spent() - middle) / rows);
}

static async Task<(long Peak, double Seconds)> MemoryAsync(int rows)
{
    // The far side gets its own process, so that the peak is the client's alone.
    await using var far = await FarSide.StartAsync(rows);
    using IElement element = new DirectElement(InstanceAddress.Parse(far.Url), new BasicCredential("admin", Secret()));
    string path = Path.Combine(Path.GetTempPath(), $"ce-benchmark-{Guid.NewGuid():N}.jsonl");
    GC.Collect();
    var watch = Stopwatch.StartNew();
    using BulkDownloadJob job = BulkDownload.Start(element, new BulkDownloadRequest { Query = new RecordQuery { Object = "incident", Mode = ValueMode.Raw }, Path = path, Format = BulkFormat.JsonLines });
    long peak = 0;
    while (!job.Completion.IsCompleted)
    {
        using Process self = Process.GetCurrentProcess();
        peak = Math.Max(peak, self.WorkingSet64);
        await Task.WhenAny(job.Completion, Task.Delay(50));
    }

    File.Delete(path);
    if (job.Error != null || job.Rows != rows)
    {
        throw new InvalidOperationException($"{job.Rows} rows of {rows}: {job.Error?.Message}");
    }

    return (peak, watch.Elapsed.TotalSeconds);
}
