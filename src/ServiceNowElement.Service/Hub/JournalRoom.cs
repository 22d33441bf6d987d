using System.Text.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Comments and work notes of a record (contract cloud-elements-api §7.2, §7.6).</summary>
/// <param name="call">The hub call.</param>
/// <param name="target">The object of the record.</param>
/// <param name="id">The record.</param>
/// <param name="kind">Which journal.</param>
/// <param name="shape">The transformation of the entries, or null: the record's own does not touch them (contract §13.5).</param>
internal sealed class JournalRoom(HubCall call, HubTarget target, string id, JournalKind kind, RecordShape? shape)
{
    private readonly string _member = kind == JournalKind.Comment ? "comments" : "work_notes";

    internal Task AnswerAsync() => call.Http.Request.Method switch
    {
        "GET" => ListAsync(),
        "POST" => AddAsync(),
        _ => throw HubAnswer.WrongVerb(call.Http, "GET, POST"),
    };

    private async Task ListAsync()
    {
        PageWish page = PageWish.Read(call.Http.Request.Query, call.Instance.LargestPage);
        var entries = new List<JournalEntry>();
        long at = 0;
        await call.Element.ListJournalAsync(
            target.Table,
            id,
            kind,
            found =>
            {
                foreach (JournalEntry entry in found)
                {
                    if (at >= page.Offset && entries.Count < page.Size)
                    {
                        entries.Add(entry);
                    }

                    at++;
                }

                return Task.CompletedTask;
            },
            call.Context);
        if (at == 0)
        {
            await new RecordRoom(call, target).ExistsAsync(id);
        }

        HubAnswer.Note(call.Http, page.Note);
        HubAnswer.Note(call.Http, shape?.Note);
        HubAnswer.Counts(call.Http, entries.Count, at, page.Offset + page.Size < at ? page.Next(page.Offset + page.Size) : null);
        await HubAnswer.WriteAsync(call.Http, writer =>
        {
            writer.WriteStartArray();
            entries.ForEach(entry => Write(writer, entry));
            writer.WriteEndArray();
        });
    }

    private async Task AddAsync()
    {
        IDictionary<string, object?> body = await RecordBody.ReadAsync(call.Http);
        body = shape?.ToVendor(body) ?? body;
        if (!body.TryGetValue(_member, out object? value) || value is not string text || string.IsNullOrWhiteSpace(text))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"The body has to hold the text to add as the member '{_member}'");
        }

        await call.Element.AddJournalAsync(target.Table, id, kind, text, call.Context);
        await HubAnswer.WriteAsync(call.Http, writer => Write(writer, new JournalEntry { Kind = kind, Text = text }));
    }

    private void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        if (shape == null)
        {
            WriteRaw(writer, entry);
            return;
        }

        using JsonDocument raw = JsonDocument.Parse(HubAnswer.Render(text => WriteRaw(text, entry)));
        new RowWriter(shape, call.Instance.FiltersNulls).Write(writer, raw.RootElement);
    }

    private void WriteRaw(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        if (entry.Created is { } created)
        {
            writer.WriteString("sys_created_on", WireTime.Format(created));
        }

        if (entry.CreatedBy.Length > 0)
        {
            writer.WriteString("sys_created_by", entry.CreatedBy);
        }

        writer.WriteString(_member, entry.Text);
        writer.WriteEndObject();
    }
}
