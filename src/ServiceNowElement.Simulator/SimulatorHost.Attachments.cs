using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator;

/// <content>Attachments from the test's side.</content>
public sealed partial class SimulatorHost
{
    /// <summary>Attaches a file to a record, as if another user had.</summary>
    /// <param name="table">The record's table.</param>
    /// <param name="sysId">The record's sys_id.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="contentType">The file's MIME type.</param>
    /// <param name="content">The file; it is read to its end and not closed.</param>
    /// <param name="token">Ends it early.</param>
    /// <returns>The sys_id of the attachment.</returns>
    /// <exception cref="ArgumentException">There is no such record.</exception>
    public async Task<string> AddAttachmentAsync(string table, string sysId, string fileName, string contentType, Stream content, CancellationToken token = default)
    {
        Database data = _data;
        StoredContent received = (await data.Attachments.ReceiveAsync(content, long.MaxValue, token))!;
        SimRow? row = new NewAttachment(table, sysId, fileName, contentType) { User = "system" }.Insert(data, received);
        if (row == null)
        {
            received.Discard();
            throw new ArgumentException($"There is no record {sysId} in table {table}.", nameof(sysId));
        }

        return row.Id;
    }

    /// <summary>Opens the content of an attachment as it is stored.</summary>
    /// <param name="sysId">The attachment's sys_id.</param>
    /// <returns>The content, or null; dispose it.</returns>
    public Stream? OpenAttachment(string sysId) => _data.Attachments.Open(sysId);
}
