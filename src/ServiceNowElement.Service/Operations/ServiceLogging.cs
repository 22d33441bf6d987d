namespace ServiceNowElement.Service.Operations;

/// <summary>Logs of the service: its own lines, and of the framework only what went wrong, for its lines hold queries and parameters.</summary>
internal static class ServiceLogging
{
    internal static void Configure(WebApplicationBuilder builder, ServiceOptions options)
    {
        builder.Logging.ClearProviders();
        if (options.LogToConsole)
        {
            builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
        }

        options.Logging?.Invoke(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);

        // Failing commands come back as exceptions; the lines of EF would add their parameters.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
