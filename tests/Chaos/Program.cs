// Reads and writes through mixed faults and counts what is lost or doubled: rows, seeds and creates per seed as arguments.
// dotnet run -c Release --project tests/Chaos -- 100000 20 2000
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ServiceNowElement;
using ServiceNowElement.Chaos;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Simulator;

int rows = Argument(0, 100000);
int seeds = Argument(1, 20);
int creates = Argument(2, 2000);
string[] reading = ["trunc-splice", "trunc-dangling", "trunc-valid-string", "result-string", "trunc-clean", "empty-200", "accepted-202", "reset-mid", "reset-before", "len-long", "gzip-cut", "e503-html", "e502", "r429-seconds", "r429-none", "quota500", "failure", "unordered", "ignored-term"];
string[] writing = ["reset-before", "reset-before-executed", "e502", "quota500-committed", "accepted-202", "r429-none"];
const double Share = 0.05;

Console.WriteLine($"{rows:N0} rows and {creates:N0} creates, {Share:P0} of the requests faulty, {seeds} seeds");
Console.WriteLine("| seed | requests | faults | lost | doubled | creates | records made | waits skipped | took |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
bool whole = true;
for (int seed = 1; seed <= seeds; seed++)
{
    await using SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = rows, Seed = seed });
    var clock = new SkippingClock();
    var watch = Stopwatch.StartNew();
    using var element = new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new BasicCredential("admin", new NetworkCredential(string.Empty, "admin").SecurePassword), new DirectElementOptions { Clock = clock });
    await element.GetSchemaAsync("incident", CallContext.None);
    Arm(simulator, reading, "GET");
    var read = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
    await element.FindAsync(new RecordQuery { Object = "incident", Mode = ValueMode.Raw, Fields = ["number", "state", "short_description"] }, page => Take(page, read), CallContext.None);
    IReadOnlyList<string> stored = simulator.SysIds("incident");
    int lost = stored.Count(id => !read.ContainsKey(id));
    int doubled = read.Values.Sum(times => times - 1);

    simulator.ClearFaults();
    Arm(simulator, writing, "POST");
    int before = simulator.CountRows("incident");
    int succeeded = 0;
    for (int start = 0; start < creates; start += 400)
    {
        int part = Math.Min(400, creates - start);
        await Task.WhenAll(Enumerable.Range(0, (part + 49) / 50).Select(group => element.WriteAsync(
            [.. Enumerable.Range(0, Math.Min(50, part - (group * 50))).Select(_ => RecordWrite.Create("incident", new Dictionary<string, object?> { ["short_description"] = "chaos" }))],
            (_, outcome) => Interlocked.Add(ref succeeded, outcome.Error == null ? 1 : 0),
            CallContext.None)));
    }

    int made = simulator.CountRows("incident") - before;
    whole &= lost == 0 && doubled == 0 && made == creates && succeeded == creates;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {seed} | {simulator.Log.Count} | {simulator.Log.Count(entry => entry.Fault != null)} | {lost} | {doubled} | {succeeded} | {made} | {clock.Skipped.TotalSeconds:0} s | {watch.Elapsed.TotalSeconds:0.0} s |"));
}

Console.WriteLine(whole ? "Nothing lost, nothing doubled." : "ROWS WERE LOST OR DOUBLED.");
return whole ? 0 : 1;

static Task Take(RecordPage page, Dictionary<string, int> read)
{
    foreach (string id in page.Records.Select(record => record.SysId))
    {
        read[id] = read.GetValueOrDefault(id) + 1;
    }

    return Task.CompletedTask;
}

static void Arm(SimulatorHost simulator, string[] faults, string method)
{
    foreach (string fault in faults)
    {
        simulator.ArmFault(new SimulatorFault { Name = fault, Method = method, Times = 0, Probability = Share / faults.Length, After = fault == "r429-seconds" ? 2 : null });
    }
}

int Argument(int index, int otherwise) => args.Length > index && int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
