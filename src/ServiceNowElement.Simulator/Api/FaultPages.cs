using System.Buffers;
using System.Globalization;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Faults that answer before anything is executed.</summary>
internal static class FaultPages
{
    private static readonly byte[] s_loginPage = "<!DOCTYPE html><html><head><title>Log in | ServiceNow</title></head><body><form action=\"login.do\"></form></body></html>"u8.ToArray();
    private static readonly byte[] s_sleeping = "<!DOCTYPE html><html><head><title>Instance Hibernating page</title></head><body>Your instance is hibernating</body></html>"u8.ToArray();
    private static readonly byte[] s_gateway = "<html><body><h1>Service temporarily unavailable</h1></body></html>"u8.ToArray();

    /// <summary>Plays the fault.</summary>
    /// <returns>The answer, or null when the request goes on.</returns>
    internal static async Task<Reply?> BeforeAsync(Call call)
    {
        SimulatorFault? fault = call.Fault;
        switch (fault?.Name)
        {
            case "login-html": return Page(fault.After == 401 ? 401 : 200, s_loginPage);
            case "hibernate": return Page(200, s_sleeping);
            case "accepted-202": return new Reply { Status = 202 };
            case "empty-200": return new Reply();
            case "r429-seconds": return Limited((fault.After ?? 7).ToString(CultureInfo.InvariantCulture));
            case "r429-date": return Limited(new DateTimeOffset(call.Data.Now, TimeSpan.Zero).AddSeconds(fault.After ?? 7).ToString("R", CultureInfo.InvariantCulture));
            case "r429-hour": return Limited("3540");
            case "r429-none": return new Reply { Status = 429 };
            case "quota500": return ErrorReply.Of(ApiError.Quota());
            case "failure": return ErrorReply.Of(new ApiError(500, "java.lang.NullPointerException", null));
            case "e503-html": return Page(503, s_gateway);
            case "unauthorized": return ErrorReply.Of(ApiError.NotAuthenticated());
            case "denied": return ErrorReply.Of(ApiError.QueryDenied());
            case "redirect":
                var moved = new Reply { Status = 302 };
                moved.Headers["Location"] = "https://elsewhere.example/login";
                return moved;
            case "hang":
                await Task.Delay(TimeSpan.FromSeconds(fault.After ?? 600), call.Http.RequestAborted);
                return null;
            case "reset-before": return new Reply { Status = 0 };
            default: return null;
        }
    }

    /// <summary>The page of a gateway that lost its instance, after the request was executed.</summary>
    internal static Reply Gateway() => Page(502, s_gateway);

    internal static Reply Limited(string retryAfter)
    {
        Reply limited = ErrorReply.Of(new ApiError(429, "Rate limit exceeded", "Rate limit of 100 requests per hour for Table API exceeded"));
        limited.Headers["Retry-After"] = retryAfter;
        return limited;
    }

    private static Reply Page(int status, byte[] html)
    {
        var reply = new Reply { Status = status, ContentType = "text/html;charset=UTF-8" };
        reply.Body.Write(html);
        return reply;
    }
}
