using System.IO.Compression;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Sends an answer over the connection, with the faults of the transport (contract servicenow-rest §7.2).</summary>
internal static class Sender
{
    // Tiny bodies are sent as they are (contract §1.2).
    private const int SmallestPacked = 1024;

    internal static async Task SendAsync(Call call, Reply reply)
    {
        HttpResponse response = call.Http.Response;
        string? fault = call.Fault?.Name;
        if (reply.Status is 0 or 499 || fault is "reset-before-executed" or "order-retry")
        {
            call.Http.Abort();
            return;
        }

        response.StatusCode = reply.Status;
        foreach (KeyValuePair<string, string> header in reply.Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        response.Headers.CacheControl = "no-store";
        response.Headers.Date = new DateTimeOffset(call.Data.Now, TimeSpan.Zero).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["X-Transaction-ID"] = call.Http.TraceIdentifier;
        if (reply.Length == 0)
        {
            if (reply.Status == 200)
            {
                response.ContentType = reply.ContentType;
            }

            return;
        }

        response.ContentType = reply.ContentType;
        try
        {
            await BodyAsync(call, fault, reply.File ?? (ReplyContent)new MemoryContent(reply.Body.WrittenMemory));
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The caller hung up while the answer was on its way.
            call.Http.Abort();
        }
    }

    private static async Task BodyAsync(Call call, string? fault, ReplyContent body)
    {
        HttpResponse response = call.Http.Response;
        CancellationToken gone = call.Http.RequestAborted;

        // Files are sent as they are: most are packed already.
        bool acceptsGzip = body is MemoryContent && call.Http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        switch (fault)
        {
            case "reset-mid":
                response.ContentLength = body.Length;
                await HalfAsync(response, body, gone);
                call.Http.Abort();
                return;
            case "len-long":
                response.ContentLength = body.Length + 100;
                await body.WriteAsync(response.Body, 0, body.Length, gone);
                await response.Body.FlushAsync(gone);
                call.Http.Abort();
                return;
            case "stall":
                response.ContentLength = body.Length;
                await HalfAsync(response, body, gone);
                await Task.Delay(Timeout.Infinite, gone);
                return;
            case "slow-drip":
                response.ContentLength = body.Length;
                for (long i = 0; i < body.Length; i++)
                {
                    await body.WriteAsync(response.Body, i, 1, gone);
                    await response.Body.FlushAsync(gone);
                    await Task.Delay(1000, gone);
                }

                return;
            case "gzip-plain" when acceptsGzip:
                response.Headers.ContentEncoding = "gzip";
                await body.WriteAsync(response.Body, 0, body.Length, gone);
                return;
            case "gzip-cut" when acceptsGzip:
                response.Headers.ContentEncoding = "gzip";
                using (var packed = new MemoryStream())
                {
                    await PackAsync(body, packed, gone);
                    await response.Body.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length / 2), gone);
                }

                return;
        }

        bool packs = acceptsGzip && call.Knobs.Gzip && body.Length >= SmallestPacked && !IsCut(fault);
        if (packs)
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Vary = "Accept-Encoding";
        }
        else if (!IsCut(fault) || body is FileContent)
        {
            response.ContentLength = body.Length;
        }

        if (call.Method == "HEAD")
        {
            return;
        }

        await (packs ? PackAsync(body, response.Body, gone) : body.WriteAsync(response.Body, 0, body.Length, gone));
    }

    private static bool IsCut(string? fault) => fault is "trunc-clean" or "trunc-splice" or "trunc-dangling";

    private static async Task HalfAsync(HttpResponse response, ReplyContent body, CancellationToken gone)
    {
        await body.WriteAsync(response.Body, 0, body.Length / 2, gone);
        await response.Body.FlushAsync(gone);
    }

    private static async Task PackAsync(ReplyContent body, Stream target, CancellationToken gone)
    {
        await using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        await body.WriteAsync(gzip, 0, body.Length, gone);
    }
}
