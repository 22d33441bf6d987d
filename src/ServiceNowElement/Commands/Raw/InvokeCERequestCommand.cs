using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Files;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Sends a request of one's own to the session's instance, with its sign-in, waits and retries.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CERequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string), typeof(FileInfo))]
public sealed class InvokeCERequestCommand : SessionCmdlet
{
    private const string Json = "application/json";

    /// <summary>Gets or sets the method.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = string.Empty;

    /// <summary>Gets or sets path and query below the address of the session, encoded, for example <c>/api/now/v2/table/incident?sysparm_limit=1</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Uri")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Gets or sets the body: text and bytes go as they are, a hashtable or object as JSON.</summary>
    [Parameter(Position = 2, ValueFromPipeline = true)]
    public object? Body { get; set; }

    /// <summary>Gets or sets the media type of the body.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ContentType { get; set; } = Json;

    /// <summary>Gets or sets the media type asked for: JSON when omitted, any with -OutFile. What is no JSON is returned as text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Accept { get; set; }

    /// <summary>Gets or sets the file for the answer; it is replaced when the answer is whole.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        string place = Path.Split('?')[0];
        if (Method is not ("GET" or "HEAD") && !ShouldProcess($"{place} on {session.Name}", Method))
        {
            return;
        }

        RawRequest request;
        try
        {
            request = new RawRequest { Method = Method, Path = Path.StartsWith("/", StringComparison.Ordinal) && !Path.StartsWith("//", StringComparison.Ordinal) ? Path.Substring(1) : Path, Body = Bytes(Body), ContentType = ContentType, Accept = Accept ?? (OutFile == null ? Json : "*/*"), Object = place };
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        if (OutFile != null)
        {
            ToFile(session, request, SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile));
            return;
        }

        RunAsync(place, async (pipeline, call) =>
        {
            IReadOnlyList<object> answer = await session.Element.SendAsync(request, ReadAsync, call).ConfigureAwait(false);
            if (answer.Count > 0)
            {
                await pipeline.WriteAsync(answer, call.Token).ConfigureAwait(false);
            }
        });
    }

    private static byte[]? Bytes(object? body) => Binding.Values.Unwrap(body) switch
    {
        null => null,
        byte[] bytes => bytes,
        string text => ElementJson.Utf8.GetBytes(text),
        _ => JsonShaper.Write(body!),
    };

    private static async Task<IReadOnlyList<object>> ReadAsync(RawResponse response)
    {
        using var reader = new StreamReader(response.Body, ElementJson.Utf8);
        string text = await reader.ReadToEndAsync().ConfigureAwait(false);
        bool json = response.ContentType?.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0;
        if (text.Length == 0)
        {
            return [];
        }

        return !json ? [text] : JsonShaper.Read(text) ?? throw ErrorCatalog.ResponseDamaged.With("The instance", "a request", "what it calls JSON is none");
    }

    private void ToFile(CESession session, RawRequest request, string file) => RunAsync(file, async (pipeline, call) =>
    {
        using var partial = PartialFile.Create(file);
        try
        {
            await session.Element.SendAsync(
                request,
                async response =>
                {
                    await partial.FillAsync(response.Body, call.Token).ConfigureAwait(false);
                    return true;
                },
                call).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not ElementException && PartialFile.IsOfDisk(failure))
        {
            throw PartialFile.NotWritable(file, failure);
        }

        await pipeline.WriteAsync([partial.Keep(replace: true)], call.Token).ConfigureAwait(false);
    });
}
