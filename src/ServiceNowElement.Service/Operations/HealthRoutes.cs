using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Operations;

/// <summary>Answers for whoever watches the process: alive, and able to reach its store.</summary>
internal static class HealthRoutes
{
    internal static void Map(WebApplication app)
    {
        app.MapGet("/health", (RequestDelegate)(http => http.Response.WriteAsJsonAsync(new { status = "up" }))).ExcludeFromDescription();
        app.MapGet("/ready", (RequestDelegate)ReadyAsync).ExcludeFromDescription();
    }

    private static async Task ReadyAsync(HttpContext http)
    {
        await using ServiceDb db = http.RequestServices.GetRequiredService<ServiceDbFactory>().CreateDbContext();
        bool ready = await db.Database.CanConnectAsync(http.RequestAborted);
        http.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await http.Response.WriteAsJsonAsync(new { status = ready ? "ready" : "no database" }, http.RequestAborted);
    }
}
