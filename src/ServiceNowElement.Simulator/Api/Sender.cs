using System.IO.Compression;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Sends an answer over the connection, with the faults of the transport (contract servicenow-rest §7.2).</summary>
internal static class Sender
{
    internal static async Task SendAsync(Call call, Reply reply)
    {
        HttpResponse response = call.Http.Response;
        string? fault = call.Fault?.Name;
        if (reply.Status is 0 or 499 || fault == "reset-before-executed")
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
        if (reply.Body.WrittenCount == 0)
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
            await BodyAsync(call, fault, reply.Body.WrittenMemory);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The caller hung up while the answer was on its way.
            call.Http.Abort();
        }
    }

    private static async Task BodyAsync(Call call, string? fault, ReadOnlyMemory<byte> body)
    {
        HttpResponse response = call.Http.Response;
        CancellationToken gone = call.Http.RequestAborted;
        bool acceptsGzip = call.Http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        switch (fault)
        {
            case "reset-mid":
                response.ContentLength = body.Length;
                await HalfAsync(response, body);
                call.Http.Abort();
                return;
            case "len-long":
                response.ContentLength = body.Length + 100;
                await response.Body.WriteAsync(body, gone);
                await response.Body.FlushAsync(gone);
                call.Http.Abort();
                return;
            case "stall":
                response.ContentLength = body.Length;
                await HalfAsync(response, body);
                await Task.Delay(Timeout.Infinite, gone);
                return;
            case "slow-drip":
                response.ContentLength = body.Length;
                for (int i = 0; i < body.Length; i++)
                {
                    await response.Body.WriteAsync(body.Slice(i, 1), gone);
                    await response.Body.FlushAsync(gone);
                    await Task.Delay(1000, gone);
                }

                return;
            case "gzip-plain" when acceptsGzip:
                response.Headers.ContentEncoding = "gzip";
                await response.Body.WriteAsync(body, gone);
                return;
            case "gzip-cut" when acceptsGzip:
                response.Headers.ContentEncoding = "gzip";
                byte[] packed = Packed(body);
                await response.Body.WriteAsync(packed.AsMemory(0, packed.Length / 2), gone);
                return;
        }

        if (fault is not ("trunc-clean" or "trunc-splice" or "trunc-dangling"))
        {
            response.ContentLength = body.Length;
        }

        if (call.Method != "HEAD")
        {
            await response.Body.WriteAsync(body, gone);
        }
    }

    private static async Task HalfAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        await response.Body.WriteAsync(body[..(body.Length / 2)]);
        await response.Body.FlushAsync();
    }

    private static byte[] Packed(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body.Span);
        }

        return packed.ToArray();
    }
}
