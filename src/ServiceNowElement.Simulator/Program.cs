using System.Globalization;
using ServiceNowElement.Simulator;

const string Usage = """
    A simulated ServiceNow instance for trying and testing.

    --urls <address>         where to listen (http://127.0.0.1:8080)
    --https                  speak HTTPS with a certificate of its own making
    --incidents <n>          size of the data (20000)
    --seed <n>               seed of the made-up data (1)
    --user, --password       the administrator (admin, admin)
    --client-id, --client-secret   the OAuth client (client, secret)
    --time-scale <x>         wait the modelled time times x (0)
    """;

string? Option(string name)
{
    int at = Array.IndexOf(args, "--" + name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

string[] valued = ["--urls", "--incidents", "--seed", "--user", "--password", "--client-id", "--client-secret", "--time-scale"];
for (int i = 0; i < args.Length; i++)
{
    if (args[i] is "--help" or "-h")
    {
        Console.WriteLine(Usage);
        return 0;
    }

    bool takesValue = valued.Contains(args[i]);
    if ((!takesValue && args[i] != "--https") || (takesValue && ++i >= args.Length))
    {
        await Console.Error.WriteLineAsync($"'{args[Math.Min(i, args.Length - 1)]}' is not understood.\n\n{Usage}");
        return 2;
    }
}

if (!int.TryParse(Option("incidents") ?? "20000", NumberStyles.None, CultureInfo.InvariantCulture, out int incidents)
    || !int.TryParse(Option("seed") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
    || !double.TryParse(Option("time-scale") ?? "0", NumberStyles.Float, CultureInfo.InvariantCulture, out double scale)
    || !Uri.TryCreate(Option("urls") ?? "http://127.0.0.1:8080", UriKind.Absolute, out Uri? url))
{
    await Console.Error.WriteLineAsync("A number or address is not understood.\n\n" + Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, Stop);
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, Stop);

var options = new SimulatorOptions
{
    Url = url.ToString(),
    Https = args.Contains("--https"),
    Incidents = incidents,
    Seed = seed,
    TimeScale = scale,
    User = Option("user") ?? "admin",
    Password = Option("password") ?? "admin",
    ClientId = Option("client-id") ?? "client",
    ClientSecret = Option("client-secret") ?? "secret",
};
await using SimulatorHost host = await SimulatorHost.StartAsync(options, stop.Token);
Console.WriteLine($"Simulated instance with {host.CountRows("incident")} incidents on {host.Url} (user {options.User}, OAuth client {options.ClientId}). Ctrl+C ends it.");
try
{
    await Task.Delay(Timeout.Infinite, stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("Ended.");
}

return 0;

void Stop(System.Runtime.InteropServices.PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
