using System.Runtime.InteropServices;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service;

/// <summary>Starts the service from a command line.</summary>
internal static class ServiceCommandLine
{
    private const string Usage = """
        The Cloud Elements API v2 in front of ServiceNow, self-hosted.

        --urls <address>   where to listen (http://127.0.0.1:8081)
        --data <folder>    where the database and the encryption keys are (data)
        --add-organization <name> <email>   adds an organization, shows its secrets once, and ends

        Environment: CE_BOOTSTRAP_EMAIL, CE_BOOTSTRAP_PASSWORD, CE_BOOTSTRAP_ORGANIZATION_SECRET and CE_BOOTSTRAP_USER_SECRET for
        the first start, CE_POSTGRES for PostgreSQL, OTEL_EXPORTER_OTLP_ENDPOINT for metrics and traces.
        """;

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ServiceOptions options = Configured();
        string[]? organization = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    await output.WriteLineAsync(Usage);
                    return 0;
                case "--urls" when i + 1 < args.Length && Uri.TryCreate(args[i + 1], UriKind.Absolute, out Uri? url) && url.Scheme == "http":
                    options.Url = args[++i];
                    break;
                case "--data" when i + 1 < args.Length:
                    options.DataFolder = args[++i];
                    break;
                case "--add-organization" when i + 2 < args.Length:
                    organization = [args[++i], args[++i]];
                    break;
                default:
                    await error.WriteLineAsync($"'{args[i]}' is not understood.\n\n{Usage}");
                    return 2;
            }
        }

        try
        {
            if (organization != null)
            {
                await ShowAsync(output, await ServiceHost.AddOrganizationAsync(options, organization[0], organization[1]));
                return 0;
            }

            return await ServeAsync(options, output);
        }
        catch (ArgumentException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return 2;
        }
    }

    private static ServiceOptions Configured()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        var options = new ServiceOptions { LogToConsole = true };
        configuration.GetSection("Service").Bind(options);
        options.Postgres = configuration["CE_POSTGRES"] ?? configuration.GetConnectionString("Postgres") ?? options.Postgres;
        options.BootstrapEmail = configuration["CE_BOOTSTRAP_EMAIL"] ?? options.BootstrapEmail;
        options.BootstrapPassword = configuration["CE_BOOTSTRAP_PASSWORD"] ?? options.BootstrapPassword;
        options.BootstrapOrganizationSecret = configuration["CE_BOOTSTRAP_ORGANIZATION_SECRET"] ?? options.BootstrapOrganizationSecret;
        options.BootstrapUserSecret = configuration["CE_BOOTSTRAP_USER_SECRET"] ?? options.BootstrapUserSecret;
        options.TelemetryEndpoint = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? options.TelemetryEndpoint;
        return options;
    }

    private static async Task<int> ServeAsync(ServiceOptions options, TextWriter output)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using ServiceHost host = await ServiceHost.StartAsync(options);
        if (host.Bootstrap != null)
        {
            await ShowAsync(output, host.Bootstrap);
        }

        await output.WriteLineAsync($"Listening on {host.ApiUrl}. Ctrl+C ends it.");
        await stop.Task;
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static Task ShowAsync(TextWriter output, TenantSecrets secrets) => output.WriteLineAsync(
        $"""
        A new organization was made. Its secrets are shown this once:
          Organization secret: {secrets.OrganizationSecret}
          User secret:         {secrets.UserSecret}
          E-mail:              {secrets.Email}
          Password:            {secrets.Password}
        """);
}
