using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Bulk;

/// <summary>Downloads the records of a query to a file, over any element. The file appears under its name only when it is complete.</summary>
public static class BulkDownload
{
    /// <summary>Starts a download and returns at once.</summary>
    /// <param name="element">The open element; it must stay open until the job has ended.</param>
    /// <param name="request">What, and where to.</param>
    /// <param name="clock">The clock for times; the system's when null.</param>
    /// <returns>The job; <c>FileExists</c> or <c>FileNotWritable</c> when it cannot begin.</returns>
    public static BulkDownloadJob Start(IElement element, BulkDownloadRequest request, IClock? clock = null)
    {
        IElement source = element ?? throw new ArgumentNullException(nameof(element));
        IClock time = clock ?? SystemClock.Instance;
        if (File.Exists(request.Path) && !request.Overwrite)
        {
            throw ErrorCatalog.FileExists.With(request.Path);
        }

        string partial = request.Path + ".partial";
        FileStream file = Open(partial);
        var job = new BulkDownloadJob(source.Instance, ObjectNames.ToTable(request.Query.Object), request.Path, time.UtcNow.UtcDateTime);
        job.Run(() => RunAsync(source, request, job, file, partial), time);
        return job;
    }

    private static FileStream Open(string partial)
    {
        try
        {
            // Nobody else may write it: two jobs on one path would mix their rows.
            return new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw ErrorCatalog.FileNotWritable.With(partial, failure.Message);
        }
    }

    private static async Task<ReadSummary> RunAsync(IElement element, BulkDownloadRequest request, BulkDownloadJob job, FileStream file, string partial)
    {
        bool complete = false;
        try
        {
            ReadSummary summary;
            using (var writer = new RecordFileWriter(file, request.Format))
            {
                var call = new CallContext(new JobDiagnostics(job), job.Token);
                QueryTranslation checkedQuery = await element.TranslateAsync(request.Query, call).ConfigureAwait(false);
                writer.WriteHeader(checkedQuery.Columns);
                summary = await element.FindAsync(
                    request.Query,
                    page =>
                    {
                        writer.Write(page, page.Records[0].Layout);
                        job.Report(page.Records.Count, page.Total, file.Position);
                        return Task.CompletedTask;
                    },
                    call).ConfigureAwait(false);
                await writer.FlushAsync().ConfigureAwait(false);
                file.Flush(flushToDisk: true);
                job.Report(0, summary.Total ?? summary.Rows, file.Length);
            }

            if (request.Overwrite && File.Exists(request.Path))
            {
                File.Delete(request.Path);
            }

            File.Move(partial, request.Path);
            complete = true;
            return summary;
        }
        finally
        {
            file.Dispose();
            if (!complete && File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }
}
