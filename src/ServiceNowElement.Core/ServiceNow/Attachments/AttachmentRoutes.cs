using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Where attachments are on the far side: what differs between an instance's own Attachment API and a service in front of it.</summary>
internal abstract class AttachmentRoutes
{
    /// <summary>Writes the path of the metadata of an attachment, which is also the one to remove it.</summary>
    internal abstract string One(Attachment attachment);

    /// <summary>Writes the path of the content of an attachment.</summary>
    internal abstract string Content(Attachment attachment);

    /// <summary>Writes the path to attach a file to a record.</summary>
    internal abstract string Upload(string table, string sysId, string fileName);

    /// <summary>Wraps the file into the body that carries it.</summary>
    internal abstract HttpContent Body(HttpContent file, string fileName, string contentType);

    /// <summary>Sends an upload and reads what was made.</summary>
    internal abstract Task<Attachment> SendAsync(ApiRequest request, CallContext call);

    /// <summary>Lists the attachments of a record that were made since a moment.</summary>
    internal abstract Task<List<Attachment>> SinceAsync(string table, string sysId, DateTimeOffset started, CallContext call);
}
