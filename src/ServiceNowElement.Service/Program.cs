// The Cloud Elements API v2 comes with its own issue. Until then every route answers 501 in the API's error shape,
// so that nobody mistakes an empty house for an empty list.
WebApplication app = WebApplication.CreateSlimBuilder(args).Build();

app.MapGet("/health", () => Results.Json(new { status = "not-implemented" }, statusCode: StatusCodes.Status501NotImplemented));
app.MapFallback(() => Results.Json(
    new { requestId = Guid.NewGuid().ToString("N")[..24], message = "The Cloud Elements API is not built yet in this version of ServiceNowElement.Service." },
    statusCode: StatusCodes.Status501NotImplemented));

app.Run();

/// <summary>The service's entry point, public so that tests can host it.</summary>
public partial class Program;
