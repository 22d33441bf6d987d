using System.Security.Cryptography;
using System.Text;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Reads all rows of a query, from the start or from where an earlier read stopped. A read by sys_id that fails says in its error where
/// it stopped, so that nothing that was delivered is read again (contract servicenow-rest §6.1, EC35).
/// </summary>
internal sealed class WholeRead(PageSource source, TableRead read, Func<RecordPage, Task> onPage, CallContext call)
{
    private bool _any;

    internal async Task<ReadSummary> RunAsync(ResumePoint? resume)
    {
        string hash = Hash();
        Check(resume, hash);
        using var reader = new KeysetReader(source, read, DeliverAsync, call, resume);
        try
        {
            return await reader.RunAsync().ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.Reason == "AclDenied" && !_any && resume == null)
        {
            // Either the whole table is refused, then this fails as well, or only ranges and sorting (EC56).
            return await new OffsetReader(source, read, DeliverAsync, call).RunAsync().ConfigureAwait(false);
        }
        catch (ElementException failure)
        {
            DateTimeOffset? notBefore = source.Client.Clock.UtcNow + failure.RetryAfter;
            ResumePoint point = new()
            {
                Object = read.Table,
                Instance = source.Client.Instance,
                QueryHash = hash,
                Ranges = reader.Unread(),
                Rows = reader.Rows + (resume?.Rows ?? 0),
                Total = reader.Total,
                NotBefore = notBefore,
            };
            throw failure.At(point);
        }
    }

    private Task DeliverAsync(RecordPage page)
    {
        _any = true;
        return onPage(page);
    }

    private void Check(ResumePoint? resume, string hash)
    {
        if (resume == null)
        {
            return;
        }

        string? other = !string.Equals(resume.Instance, source.Client.Instance, StringComparison.OrdinalIgnoreCase) ? $"the instance {resume.Instance}, not {source.Client.Instance}."
            : !string.Equals(resume.Object, read.Table, StringComparison.Ordinal) ? $"the object {resume.Object}, not {read.Table}."
            : !string.Equals(resume.QueryHash, hash, StringComparison.Ordinal) ? "another filter, other columns or another form of values." : null;
        if (other != null)
        {
            throw new ElementException(ErrorCatalog.ResumePointMismatch, ErrorCatalog.ResumePointMismatch.Text(other)) { Instance = source.Client.Instance, Object = read.Table };
        }
    }

    private string Hash()
    {
        string text = string.Join("\n", [read.Table, read.Query.ToText() + (read.Filter == null ? string.Empty : CeqlWriter.Write(read.Filter)), read.Layout.Mode.ToString(), .. read.Layout.Columns.Select(column => column.Name)]);
        using var algorithm = SHA256.Create();
        return string.Concat(algorithm.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(16).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
