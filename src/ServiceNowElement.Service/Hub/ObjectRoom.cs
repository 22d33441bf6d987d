using System.Text.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Resources;

namespace ServiceNowElement.Service.Hub;

/// <summary>Discovery: which objects there are, and their fields (contract cloud-elements-api §8).</summary>
internal sealed class ObjectRoom(HubCall call, ITransformationSource transformations, HubTargets targets)
{
    private static readonly string[] s_canonical = ["accounts", "agents", "contacts", "incidents", "items"];

    private bool IsHelium => string.Equals(call.Http.Request.Headers["Elements-Version"], "Helium", StringComparison.OrdinalIgnoreCase);

    internal Task AnswerAsync()
    {
        if (call.Segments.Count > 3 || (call.Segments.Count == 3 && call.Segments[2] != "metadata") || call.Segments.Count == 2)
        {
            throw new ApiException(StatusCodes.Status404NotFound, "This API is not currently supported for this element");
        }

        if (call.Http.Request.Method != "GET")
        {
            throw HubAnswer.WrongVerb(call.Http, "GET");
        }

        return call.Segments.Count == 1 ? ListAsync() : MetadataAsync(call.Segments[1]);
    }

    private async Task ListAsync()
    {
        var objects = new List<(string Name, string Vendor, string Type, ObjectSummary? Table)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        objects.AddRange(s_canonical.Where(names.Add).Select(name => (name, ObjectNames.ToTable(name), "ceCanonical", (ObjectSummary?)null)));
        foreach ((string name, string? vendor) in await transformations.ListAsync(call.Instance, call.Context.Token))
        {
            if (names.Add(name))
            {
                objects.Add((name, vendor ?? string.Empty, "vdr", null));
            }
        }

        try
        {
            await call.Element.ListObjectsAsync(
                page =>
                {
                    objects.AddRange(page.Where(table => names.Add(table.Name)).Select(table => (table.Name, table.Name, "vendor", (ObjectSummary?)table)));
                    return Task.CompletedTask;
                },
                call.Context);
        }
        catch (ElementException failure) when (failure.Reason == "AclDenied")
        {
            HubAnswer.Note(call.Http, "The tables of the instance are not listed: " + (failure.ServerMessage ?? "this user may not read their list"));
        }

        HubAnswer.Counts(call.Http, objects.Count, objects.Count, null);
        bool helium = IsHelium;
        await HubAnswer.WriteAsync(call.Http, writer =>
        {
            writer.WriteStartArray();
            foreach ((string name, string vendor, string type, ObjectSummary? table) in objects)
            {
                if (helium)
                {
                    Write(writer, name, vendor, type, table);
                }
                else
                {
                    writer.WriteStringValue(name);
                }
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, string name, string vendor, string type, ObjectSummary? table)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("vendorName", vendor);
        writer.WriteString("type", type);
        if (table != null)
        {
            // For our own client: what the user interface calls the table, and what it extends.
            writer.WriteString("label", table.Label);
            writer.WriteString("parent", table.Parent ?? string.Empty);
        }

        writer.WriteEndObject();
    }

    private async Task MetadataAsync(string name)
    {
        HubTarget target = await targets.FindAsync(call, name);
        ObjectSchema schema = await call.Element.GetSchemaAsync(target.Table, call.Context);
        bool customOnly = string.Equals(call.Http.Request.Query["customFieldsOnly"], "true", StringComparison.OrdinalIgnoreCase);
        ReadOnlyMemory<byte> json = HubAnswer.Render(writer => new FieldText(writer, IsHelium, customOnly).WriteAll(schema, target.Transformation));
        await HubAnswer.BytesAsync(call.Http, json);
    }
}
