using System.Collections.Concurrent;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>
/// A responder that plays the exchanges of contract cloud-elements-api §18, written from the contract alone. Tests change single
/// answers with <see cref="Before"/>; rows and their pages are in <see cref="FarRows"/>, the platform routes in <see cref="FarInstances"/>.
/// </summary>
internal sealed class FarService : IAsyncDisposable
{
    internal const string UserSecret = "uS3cr3tuS3cr3tuS3cr3tuS3cr3tuS3cr3tuS3cr3t1=";
    internal const string OrganizationSecret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    private const string Base = "/elements/api-v2/";
    private readonly object _gate = new();
    private readonly WebApplication _host;
    private int _under;

    private FarService()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _host = builder.Build();
        _host.Run(ServeAsync);
    }

    internal Uri Address { get; private set; } = null!;

    internal FarRows Rows { get; } = new();

    internal FarInstances Instances { get; } = new();

    internal ConcurrentQueue<FarCall> Log { get; } = new();

    /// <summary>Gets or sets what answers before the responder does; null lets it answer.</summary>
    internal Func<FarCall, FarAnswer?>? Before { get; set; }

    /// <summary>Gets or sets what the responder does with its own answer.</summary>
    internal Func<FarCall, FarAnswer, FarAnswer>? After { get; set; }

    /// <summary>Gets or sets what an answer waits for.</summary>
    internal Func<FarCall, Task>? Hold { get; set; }

    /// <summary>Gets the most calls that were under way at once.</summary>
    internal int MostAtOnce { get; private set; }

    internal static async Task<FarService> StartAsync()
    {
        var far = new FarService();
        await far._host.StartAsync();
        far.Address = new Uri(new Uri(far._host.Urls.Single()), Base);
        return far;
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string[] target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        string query = target.Length > 1 ? target[1] : string.Empty;
        Dictionary<string, string> headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new FarCall(context.Request.Method, target[0][Base.Length..], HttpUtility.ParseQueryString(query), query, headers, body.ToArray());
        Log.Enqueue(call);
        lock (_gate)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_under);
        }

        await (Hold?.Invoke(call) ?? Task.CompletedTask);
        FarAnswer answer = Before?.Invoke(call) ?? Answer(call);
        answer = After?.Invoke(call, answer) ?? answer;
        lock (_gate)
        {
            _under--;
        }

        await SendAsync(context, answer);
    }

    private static async Task SendAsync(HttpContext context, FarAnswer answer)
    {
        if (answer.IsCut)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body);
    }

    private FarAnswer Answer(FarCall call)
    {
        Dictionary<string, string> secrets = call.Headers.GetValueOrDefault("Authorization", string.Empty).Split(',').Select(part => part.Trim().Split(' ', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        bool known = secrets.GetValueOrDefault("User") == UserSecret;
        JObject? instance = secrets.TryGetValue("Element", out string? token) ? Instances.ByToken(token) : null;
        if (call.IsHub)
        {
            if (!known || instance == null)
            {
                return FarAnswer.Error(401, "Invalid Organization or User secret, or invalid Element token provided.");
            }

            if ((bool)instance["disabled"]! && call.Parts[0] != "objects")
            {
                return FarAnswer.Error(403, "The element instance is disabled.");
            }

            FarAnswer answer = Rows.Answer(call);
            answer.Headers["Elements-Element-Instance-Id"] = (string)instance["id"]!;
            return answer;
        }

        return known && secrets.GetValueOrDefault("Organization") == OrganizationSecret
            ? Instances.Answer(call)
            : FarAnswer.Error(401, "Invalid Organization or User secret, or invalid Element token provided.");
    }
}
