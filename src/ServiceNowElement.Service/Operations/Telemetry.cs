using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceNowElement.Service.Operations;

/// <summary>Metrics and traces, sent only when a collector was named.</summary>
internal static class Telemetry
{
    internal static void Add(IServiceCollection services, ServiceOptions options)
    {
        if (string.IsNullOrEmpty(options.TelemetryEndpoint))
        {
            return;
        }

        var collector = new Uri(options.TelemetryEndpoint);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("servicenowelement-service"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddOtlpExporter(exporter => exporter.Endpoint = collector))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(asp => asp.EnrichWithHttpRequest = static (activity, request) => activity.SetTag("url.query", null))
                .AddHttpClientInstrumentation(http => http.EnrichWithHttpRequestMessage = static (activity, request) => activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Path)))
                .AddOtlpExporter(exporter => exporter.Endpoint = collector));
    }
}
