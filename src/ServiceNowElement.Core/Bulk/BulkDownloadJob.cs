using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Bulk;

/// <summary>A running or finished download. Its figures may be read at any time from any thread.</summary>
public sealed class BulkDownloadJob : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _warnings = [];
    private long _rows;
    private long _total = -1;
    private long _bytes;
    private volatile int _state;

    internal BulkDownloadJob(string instance, string objectName, string path, DateTime started)
    {
        Id = Guid.NewGuid().ToString("N").Substring(0, 8);
        Instance = instance;
        Object = objectName;
        Path = path;
        Started = started;
    }

    /// <summary>Gets the identifier.</summary>
    public string Id { get; }

    /// <summary>Gets the object that is read.</summary>
    public string Object { get; }

    /// <summary>Gets the name of the instance.</summary>
    public string Instance { get; }

    /// <summary>Gets the full path of the file; it exists under this name only when the job is complete.</summary>
    public string Path { get; }

    /// <summary>Gets the state.</summary>
    public BulkJobState State => (BulkJobState)_state;

    /// <summary>Gets the rows written so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Gets the rows in all, or null while they are not counted.</summary>
    public long? Total => Interlocked.Read(ref _total) is var total && total < 0 ? null : total;

    /// <summary>Gets the bytes written so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Gets when it began, in UTC.</summary>
    public DateTime Started { get; }

    /// <summary>Gets when it ended, in UTC, or null.</summary>
    public DateTime? Finished { get; private set; }

    /// <summary>Gets why it failed, or null.</summary>
    public ElementException? Error { get; private set; }

    /// <summary>Gets the completeness figures of a finished job, or null.</summary>
    public ReadSummary? Summary { get; private set; }

    /// <summary>Gets what the user should know about the result, for example hidden rows.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_warnings)
            {
                return _warnings.ToArray();
            }
        }
    }

    /// <summary>Gets a task that ends when the job has ended, whatever the end; it never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    internal CancellationToken Token => _stop.Token;

    /// <summary>Stops the job; the partial file is removed.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Object} to {System.IO.Path.GetFileName(Path)}: {State}";

    internal void Run(Func<Task<ReadSummary>> work, IClock clock) => Completion = Task.Run(async () =>
    {
        BulkJobState end;
        try
        {
            Summary = await work().ConfigureAwait(false);
            end = BulkJobState.Completed;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            end = BulkJobState.Stopped;
        }
        catch (ElementException failure)
        {
            Error = failure;
            end = BulkJobState.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Error = new ElementException(ErrorCatalog.FileNotWritable, ErrorCatalog.FileNotWritable.Text(Path, failure.Message), failure);
            end = BulkJobState.Failed;
        }
#pragma warning disable CA1031 // A job has nobody above it: what it cannot name becomes its error, and is shown by Wait-CEBulkJob.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Error = new ElementException(ErrorCatalog.UnexpectedFailure, ErrorCatalog.UnexpectedFailure.Text(failure.Message), failure);
            end = BulkJobState.Failed;
        }

        Finished = clock.UtcNow.UtcDateTime;
        _state = (int)end;
    });

    internal void Report(long rows, long? total, long bytes)
    {
        Interlocked.Add(ref _rows, rows);
        Interlocked.Exchange(ref _bytes, bytes);
        if (total != null)
        {
            Interlocked.Exchange(ref _total, total.Value);
        }
    }

    internal void Warn(string text)
    {
        lock (_warnings)
        {
            _warnings.Add(text);
        }
    }
}
