using System.Text.Json;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Writes the error body of contract servicenow-rest §1.5.</summary>
internal static class ErrorReply
{
    internal static Reply Of(ApiError error)
    {
        var reply = new Reply { Status = error.Status };
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        if (error.Detail == null)
        {
            json.WriteNull("detail");
        }
        else
        {
            json.WriteString("detail", error.Detail);
        }

        json.WriteEndObject();
        json.WriteString("status", "failure");
        json.WriteEndObject();
        return reply;
    }
}
