using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace ServiceNowElement.Benchmarks;

/// <summary>What the service costs on top of the instance: simulator, service and caller each in a process of its own.</summary>
internal static class ServiceCost
{
    private const int Pairs = 200;
    private const int Callers = 4;

    internal static async Task<(string Overhead, string Rate)> MeasureAsync(int pages)
    {
        await using FarSide far = await FarSide.StartAsync(5_000);
        await using ServiceSide service = await ServiceSide.StartAsync(far.Url);
        using var direct = new HttpClient { BaseAddress = new Uri(far.Url) };
        direct.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:admin")));
        direct.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var plain = new List<double>();
        var through = new List<double>();
        long bytes = 0;
        for (int i = -20; i < Pairs; i++)
        {
            // In turns, so that whatever else the machine does meets both.
            int page = (i + 20) % 20;
            (double alone, _) = await TakeAsync(direct, $"api/now/v2/table/incident?sysparm_query=ORDERBYsys_id&sysparm_limit=200&sysparm_offset={page * 200}");
            (double both, long size) = await TakeAsync(service.Hub, $"hubs/helpdesk/incidents?pageSize=200&page={page + 1}");
            if (i >= 0)
            {
                plain.Add(alone);
                through.Add(both);
                bytes = size;
            }
        }

        double overhead = Median(through) - Median(plain);
        TimeSpan before = service.Spent;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (int i = 0; i < pages / Callers; i++)
            {
                await TakeAsync(service.Hub, $"hubs/helpdesk/incidents?pageSize=200&page={((i * Callers) + caller) % 20 + 1}");
            }
        }));
        double spent = (service.Spent - before).TotalSeconds;
        int done = pages / Callers * Callers;
        return (
            string.Create(CultureInfo.InvariantCulture, $"{overhead:0.0} ms ({Median(through):0.0} ms / {Median(plain):0.0} ms, {bytes / 1024:N0} KB a page)"),
            string.Create(CultureInfo.InvariantCulture, $"{done / spent:0} ({spent / done * 1000:0.00} ms of processor time a page; {done / watch.Elapsed.TotalSeconds:0} a second with simulator and callers on the same machine)"));
    }

    private static async Task<(double Milliseconds, long Bytes)> TakeAsync(HttpClient client, string path)
    {
        var watch = Stopwatch.StartNew();
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            count += read;
        }

        return (watch.Elapsed.TotalMilliseconds, count);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
