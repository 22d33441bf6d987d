using System.Collections.Concurrent;
using System.Net;
using System.Security;
using ServiceNowElement.CloudElements;
using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>A responder with an element and a platform on it, and a clock that does not wait.</summary>
public abstract class CloudTests : IAsyncLifetime
{
    private protected FarService Far { get; private set; } = null!;

    private protected CloudPlatform Platform { get; private set; } = null!;

    private protected IElement Element { get; private set; } = null!;

    private protected Notes Said { get; } = new();

    private protected CallContext Call { get; private set; } = null!;

    private protected static DirectElementOptions Options => new() { Clock = new SkippingClock() };

    public async ValueTask InitializeAsync()
    {
        Far = await FarService.StartAsync();
        Call = new CallContext(Said, TestContext.Current.CancellationToken);
        Platform = new CloudPlatform(CloudAddress.Parse(Far.Address), Secrets(), Options);
        Element = await Platform.OpenAsync("demo", null, Call);
        await Element.GetSchemaAsync("incident", Call);
        Far.Log.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        Element.Dispose();
        Platform.Dispose();
        await Far.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    private protected static CloudSecrets Secrets(string? token = null) =>
        new(Secret(FarService.UserSecret), Secret(FarService.OrganizationSecret), token == null ? null : Secret(token));

    private protected async Task<(List<Record> Rows, ReadSummary Summary)> ReadAsync(RecordQuery query)
    {
        var rows = new List<Record>();
        ReadSummary summary = await Element.FindAsync(
            query,
            page =>
            {
                rows.AddRange(page.Records);
                return Task.CompletedTask;
            },
            Call);
        return (rows, summary);
    }

    /// <summary>Gets what was asked about the table itself.</summary>
    private protected List<FarCall> Lists => [.. Far.Log.Where(call => call.Method == "GET" && call.Parts is ["incident"] or ["incidents"])];

    private protected List<FarCall> Writes => [.. Far.Log.Where(call => call.Method != "GET")];

    private protected sealed class Notes : IDiagnostics
    {
        internal ConcurrentQueue<string> Warnings { get; } = new();

        internal ConcurrentQueue<string> Verboses { get; } = new();

        public void Verbose(string text) => Verboses.Enqueue(text);

        public void Warning(string text) => Warnings.Enqueue(text);

        public void Progress(ProgressUpdate update)
        {
        }
    }
}
