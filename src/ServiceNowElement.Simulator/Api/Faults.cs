using System.Buffers;
using System.Text;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Chooses and plays faults (contract servicenow-rest §1.6, §8.4).</summary>
internal sealed class Faults(int seed)
{
    private static readonly byte[] s_loginPage = "<!DOCTYPE html><html><head><title>Log in | ServiceNow</title></head><body><form action=\"login.do\"></form></body></html>"u8.ToArray();
    private static readonly byte[] s_sleeping = "<!DOCTYPE html><html><head><title>Instance Hibernating page</title></head><body>Your instance is hibernating</body></html>"u8.ToArray();
    private static readonly byte[] s_gateway = "<html><body><h1>Bad gateway</h1></body></html>"u8.ToArray();
    private readonly List<Armed> _armed = [];
    private readonly Random _random = new(seed);

    internal void Arm(SimulatorFault fault)
    {
        if (!SimulatorFault.Names.ContainsKey(fault.Name))
        {
            throw new ArgumentException($"There is no fault '{fault.Name}'. Known: {string.Join(", ", SimulatorFault.Names.Keys)}.", nameof(fault));
        }

        lock (_armed)
        {
            _armed.Add(new Armed(fault));
        }
    }

    internal void Clear()
    {
        lock (_armed)
        {
            _armed.Clear();
        }
    }

    internal SimulatorFault? For(Call call)
    {
        if (call.Http.Request.Headers.TryGetValue("X-Sim-Fault", out Microsoft.Extensions.Primitives.StringValues header))
        {
            string[] parts = header.ToString().Split(';');
            string? after = parts.FirstOrDefault(part => part.StartsWith("after=", StringComparison.Ordinal));
            return new SimulatorFault { Name = parts[0], After = after == null ? null : int.Parse(after[6..], System.Globalization.CultureInfo.InvariantCulture) };
        }

        lock (_armed)
        {
            foreach (Armed armed in _armed)
            {
                SimulatorFault fault = armed.Fault;
                bool matches = (fault.Method == null || fault.Method == call.Method) && (fault.Table == null || fault.Table == call.Table) && (fault.Times == 0 || armed.Played < fault.Times);
#pragma warning disable CA5394 // Faults must repeat with their seed.
                if (!matches || armed.Passed++ < fault.Skip || (fault.Probability < 1 && _random.NextDouble() >= fault.Probability))
                {
                    continue;
                }
#pragma warning restore CA5394

                armed.Played++;
                return fault;
            }
        }

        return null;
    }

    /// <summary>Plays what happens before anything is executed.</summary>
    /// <returns>The answer, or null when the request goes on.</returns>
    internal static async Task<Reply?> BeforeAsync(Call call)
    {
        SimulatorFault? fault = call.Fault;
        switch (fault?.Name)
        {
            case "html": return Page(200, s_loginPage);
            case "hibernating": return Page(200, s_sleeping);
            case "overflow": return new Reply { Status = 202 };
            case "rate":
                var limited = ErrorReply.Of(new ApiError(429, "Rate limit exceeded", "Rate limit of 100 requests per hour for Table API exceeded"));
                limited.Headers["Retry-After"] = (fault.After ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return limited;
            case "busy": return new Reply { Status = 429 };
            case "quota": return ErrorReply.Of(ApiError.Quota());
            case "failure": return ErrorReply.Of(new ApiError(500, "java.lang.NullPointerException", null));
            case "bad-gateway": return Page(502, s_gateway);
            case "unavailable": return Page(503, s_gateway);
            case "unauthorized": return ErrorReply.Of(ApiError.NotAuthenticated());
            case "denied": return ErrorReply.Of(ApiError.QueryDenied());
            case "redirect":
                var moved = new Reply { Status = 302 };
                moved.Headers["Location"] = "https://elsewhere.example/login";
                return moved;
            case "hang":
                await Task.Delay(TimeSpan.FromSeconds(fault.After ?? 600), call.Http.RequestAborted);
                return null;
            case "reset-before":
                call.Http.Abort();
                return new Reply { Status = 0 };
            default:
                return null;
        }
    }

    /// <summary>Damages an answer that was made.</summary>
    internal static void After(Call call, Reply reply)
    {
        SimulatorFault? fault = call.Fault;
        if (fault == null)
        {
            return;
        }

        int row = Math.Min(fault.After ?? (reply.RowEnds.Count / 2), reply.RowEnds.Count);
        int cut = row > 0 ? reply.RowEnds[row - 1] : "{\"result\":[".Length;
        switch (fault.Name)
        {
            case "splice":
                Replace(reply, Math.Max(11, cut - 7), "\"\"}],\"error\":{\"message\":\"Transaction cancelled: maximum execution time exceeded\",\"detail\":\"x\"},\"status\":\"failure\"}");
                break;
            case "dangling":
                Replace(reply, cut, ",");
                break;
            case "clean-end":
                Replace(reply, cut, string.Empty);
                break;
            case "poisoned":
                Replace(reply, cut, (row > 0 ? "," : string.Empty) + "\"\"],\"error\":{\"message\":\"Transaction cancelled: maximum execution time exceeded\",\"detail\":null},\"status\":\"failure\"}");
                break;
            case "wrong-type":
                Replace(reply, 0, "{\"result\":\"Transaction cancelled\"}");
                break;
            case "committed-500":
                Reply failed = ErrorReply.Of(ApiError.Quota());
                reply.Status = failed.Status;
                reply.Body = failed.Body;
                break;
        }
    }

    private static void Replace(Reply reply, int keep, string tail)
    {
        byte[] head = reply.Body.WrittenSpan[..keep].ToArray();
        reply.Body = new ArrayBufferWriter<byte>(keep + tail.Length + 1);
        reply.Body.Write(head);
        reply.Body.Write(Encoding.UTF8.GetBytes(tail));
    }

    private static Reply Page(int status, byte[] html)
    {
        var reply = new Reply { Status = status, ContentType = "text/html;charset=UTF-8" };
        reply.Body.Write(html);
        return reply;
    }

    private sealed class Armed(SimulatorFault fault)
    {
        internal SimulatorFault Fault { get; } = fault;

        internal int Passed { get; set; }

        internal int Played { get; set; }
    }
}
