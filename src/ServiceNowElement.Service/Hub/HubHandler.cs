using System.Globalization;
using ServiceNowElement.Model;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Resources;

namespace ServiceNowElement.Service.Hub;

/// <summary>Leads a hub call to the room of its resource (contract cloud-elements-api §7, §8). The rooms know no other one's routes.</summary>
internal sealed class HubHandler(ITransformationSource transformations) : IHubHandler
{
    private readonly HubTargets _targets = new(transformations);

    /// <inheritdoc/>
    public Task HandleAsync(HubCall call)
    {
        IReadOnlyList<string> path = call.Segments;
        return path.Count == 0 ? throw NoRoute() : path[0] switch
        {
            "ping" when path.Count == 1 => PingAsync(call),
            "objects" => new ObjectRoom(call, transformations, _targets).AnswerAsync(),
            "items" => ItemsAsync(call),
            _ => ResourceAsync(call, path),
        };
    }

    private async Task ResourceAsync(HubCall call, IReadOnlyList<string> path)
    {
        if (path.Count > 4)
        {
            throw NoRoute();
        }

        AcceptsJson(call, path);
        HubTarget target = await _targets.FindAsync(call, path[0]);
        if (path.Count <= 2)
        {
            var room = new RecordRoom(call, target);
            await (path.Count == 1 ? room.CollectionAsync() : room.ItemAsync(path[1]));
            return;
        }

        string id = RecordIds.Check(path[1]);
        switch (path[2])
        {
            case "comments" or "work-notes" when path.Count == 3:
                await new JournalRoom(call, target, id, path[2] == "comments" ? JournalKind.Comment : JournalKind.WorkNote, await _targets.ShapeAsync(call, path[2])).AnswerAsync();
                break;
            case "attachments":
                HubTarget files = (await _targets.FindAsync(call, "attachments")) with { Table = AttachmentRoom.Table };
                var attachments = new AttachmentRoom(call, target, id, files);
                await (path.Count == 3 ? attachments.CollectionAsync() : attachments.ItemAsync(path[3]));
                break;
            default:
                var children = new ChildRoom(call, target, id, await _targets.FindAsync(call, path[2]));
                await (path.Count == 3 ? children.CollectionAsync() : children.ItemAsync(path[3]));
                break;
        }
    }

    private async Task ItemsAsync(HubCall call) => await new CatalogRoom(call, await _targets.ShapeAsync(call, "items")).AnswerAsync();

    private static async Task PingAsync(HubCall call)
    {
        if (call.Http.Request.Method != "GET")
        {
            throw HubAnswer.WrongVerb(call.Http, "GET");
        }

        PingResult result = await call.Element.PingAsync(call.Context);
        string time = (result.ServerTime ?? DateTimeOffset.UtcNow).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await HubAnswer.WriteAsync(call.Http, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("dateTime", time);
            writer.WriteString("endpoint", call.Instance.ElementKey);
            writer.WriteEndObject();
        });
    }

    private static void AcceptsJson(HubCall call, IReadOnlyList<string> path)
    {
        // Files are sent whatever is asked for (§16.1, 15).
        bool isFile = path.Count == 4 && path[2] == "attachments";
        IList<Microsoft.Net.Http.Headers.MediaTypeHeaderValue> accepted = call.Http.Request.GetTypedHeaders().Accept;
        if (!isFile && accepted.Count > 0 && !accepted.Any(type => type.MatchesAllTypes || type.MatchesMediaType("application/json") || type.MediaType == "application/*"))
        {
            throw new ApiException(StatusCodes.Status406NotAcceptable, "Only application/json can be produced here");
        }
    }

    private static ApiException NoRoute() => new(StatusCodes.Status404NotFound, "This API is not currently supported for this element");
}
