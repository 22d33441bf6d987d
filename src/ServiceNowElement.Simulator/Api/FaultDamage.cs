using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Faults that change an answer after it was made (contract servicenow-rest §1.6, §7.1).</summary>
internal static class FaultDamage
{
    private const string Cancelled = "\"error\":{\"message\":\"Transaction cancelled: maximum execution time exceeded\",\"detail\":\"maximum execution time exceeded\"},\"status\":\"failure\"}";

    internal static void Apply(SimulatorFault? fault, Reply reply)
    {
        if (fault == null)
        {
            return;
        }

        if (reply.File != null)
        {
            File(fault, reply, reply.File);
            return;
        }

        if (reply.Body.WrittenCount < "{\"result\":[".Length && fault.Name is not ("quota500-committed" or "e502"))
        {
            // There is no body to damage, as after a delete.
            return;
        }

        int row = Math.Min(fault.After ?? (reply.RowEnds.Count / 2), reply.RowEnds.Count);
        int cut = row > 0 ? reply.RowEnds[row - 1] : "{\"result\":[".Length;
        switch (fault.Name)
        {
            case "trunc-splice": Cut(reply, Math.Max(11, cut - 7), "\"\"}]," + Cancelled); break;
            case "trunc-dangling": Cut(reply, cut, ","); break;
            case "trunc-clean": Cut(reply, Math.Max(11, cut - 9), string.Empty); break;
            case "trunc-valid-string": Cut(reply, cut, (row > 0 ? "," : string.Empty) + "\"\"]," + Cancelled); break;
            case "result-string": Cut(reply, 0, "{\"result\":\"Transaction cancelled: maximum execution time exceeded\"}"); break;
            case "trailing": Cut(reply, reply.Body.WrittenCount, "<html><body>late</body></html>"); break;
            case "extra-members": Cut(reply, reply.Body.WrittenCount - 1, ",\"session\":{\"debug_logs\":[{\"line\":\"a\"},[1,2]]}}"); break;
            case "wrong-type": reply.ContentType = "text/html;charset=UTF-8"; break;
            case "bom": Insert(reply, 0, [0xEF, 0xBB, 0xBF]); break;
            case "bad-utf8": IntoValue(reply, "short_description", [0xC3, 0x28]); break;
            case "control-chars": IntoValue(reply, "short_description", [(byte)(fault.After ?? 0x0B)]); break;
            case "poison": Poison(fault, reply); break;
            case "lone-surrogate": IntoValue(reply, "short_description", "\\ud83d"u8.ToArray()); break;
            case "huge-field": IntoValue(reply, "description", Filled((fault.After ?? 25) * 1024 * 1024)); break;
            case "dup-keys": Insert(reply, reply.Body.WrittenSpan.IndexOf("[{"u8) + 2, "\"state\":\"1\","u8.ToArray()); break;
            case "null-values": Nullify(reply, "assigned_to"); break;
            case "wide-row": Widen(reply); break;
            case "links-host":
                string text = Encoding.UTF8.GetString(reply.Body.WrittenSpan).Replace("http://127.0.0.1", "https://elsewhere.example", StringComparison.Ordinal);
                Cut(reply, 0, text);
                reply.Headers["Link"] = "<https://elsewhere.example/api/now/v2/table/incident?sysparm_offset=1>;rel=\"next\"";
                break;
            case "quota500-committed": Become(reply, ErrorReply.Of(ApiError.Quota())); break;
            case "e502": Become(reply, FaultPages.Gateway()); break;
            case "count-lie":
                reply.Headers.Remove("X-Total-Count");
                if (fault.After != 1)
                {
                    reply.Headers["X-Total-Count"] = fault.After switch { 2 => "1", 3 => "99999999", _ => "abc" };
                }

                break;
        }
    }

    private static void File(SimulatorFault fault, Reply reply, FileContent file)
    {
        switch (fault.Name)
        {
            case "att-size" when fault.After == 1: file.IsChanged = true; break;
            case "att-size": file.Length /= 2; break;
            case "wrong-type": reply.ContentType = "text/html;charset=UTF-8"; break;
            case "quota500-committed": Become(reply, ErrorReply.Of(ApiError.Quota())); break;
            case "e502": Become(reply, FaultPages.Gateway()); break;
        }
    }

    /// <summary>One value that cannot be sent: whatever holds it fails (contract §6.6 A7).</summary>
    private static void Poison(SimulatorFault fault, Reply reply)
    {
        int row = reply.RowIds.FindIndex(id => id == fault.Row);
        if (row < 0)
        {
            return;
        }

        int start = row == 0 ? 0 : reply.RowEnds[row - 1];
        if (reply.Body.WrittenSpan[start..reply.RowEnds[row]].IndexOf(Encoding.UTF8.GetBytes($"\"{fault.Column}\":")) < 0)
        {
            return;
        }

        if (fault.After == 200)
        {
            Cut(reply, Math.Max(11, reply.RowEnds[row] - 7), "\"\"}]," + Cancelled);
        }
        else
        {
            Become(reply, ErrorReply.Of(ApiError.Quota()));
        }
    }

    private static void Become(Reply reply, Reply other)
    {
        // Nothing of what was done shows: no address of the new record, no file.
        reply.Headers.Clear();
        reply.File?.Dispose();
        reply.File = null;
        reply.Status = other.Status;
        reply.Body = other.Body;
        reply.ContentType = other.ContentType;
        reply.Rows = 0;
    }

    private static byte[] Filled(int count)
    {
        var bytes = new byte[count];
        Array.Fill(bytes, (byte)'x');
        return bytes;
    }

    /// <summary>Adds bytes to the first row's value of a column: in every form it is sent in.</summary>
    private static void IntoValue(Reply reply, string column, byte[] bytes)
    {
        (int start, int length) = Value(reply, column);
        if (length == 0)
        {
            return;
        }

        if (reply.Body.WrittenSpan[start] == '"')
        {
            Insert(reply, start + 1, bytes);
            return;
        }

        ReadOnlySpan<byte> value = reply.Body.WrittenSpan.Slice(start, length);
        int second = value.IndexOf("\"value\":\""u8);
        int first = value.IndexOf("\"display_value\":\""u8);
        if (second >= 0)
        {
            Insert(reply, start + second + "\"value\":\"".Length, bytes);
        }

        if (first >= 0 && first < second)
        {
            Insert(reply, start + first + "\"display_value\":\"".Length, bytes);
        }
    }

    private static void Nullify(Reply reply, string column)
    {
        (int start, int length) = Value(reply, column);
        if (length > 0)
        {
            string replaced = reply.Body.WrittenSpan[start] == '{' ? "{\"display_value\":null,\"value\":null}" : "null";
            byte[] tail = reply.Body.WrittenSpan[(start + length)..].ToArray();
            Cut(reply, start, replaced);
            reply.Body.Write(tail);
        }
    }

    private static (int Start, int Length) Value(Reply reply, string column)
    {
        byte[] name = Encoding.UTF8.GetBytes($"\"{column}\":");
        int at = reply.Body.WrittenSpan.IndexOf(name);
        if (at < 0)
        {
            return (0, 0);
        }

        var reader = new Utf8JsonReader(reply.Body.WrittenSpan[(at + name.Length)..]);
        reader.Read();
        reader.Skip();
        return (at + name.Length, (int)reader.BytesConsumed);
    }

    private static void Widen(Reply reply)
    {
        byte[] columns = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 305).Select(i => $",\"u_wide_{i}\":\"{new string('w', 40)}\"")));
        var body = new ArrayBufferWriter<byte>(reply.Body.WrittenCount + (columns.Length * reply.RowEnds.Count) + 16);
        int from = 0;
        foreach (int end in reply.RowEnds)
        {
            body.Write(reply.Body.WrittenSpan[from..(end - 1)]);
            body.Write(columns);
            from = end - 1;
        }

        body.Write(reply.Body.WrittenSpan[from..]);
        reply.Body = body;
    }

    private static void Insert(Reply reply, int at, byte[] bytes)
    {
        byte[] tail = reply.Body.WrittenSpan[at..].ToArray();
        Cut(reply, at, string.Empty);
        reply.Body.Write(bytes);
        reply.Body.Write(tail);
    }

    private static void Cut(Reply reply, int keep, string tail)
    {
        byte[] head = reply.Body.WrittenSpan[..keep].ToArray();
        reply.Body = new ArrayBufferWriter<byte>(keep + tail.Length + 1);
        reply.Body.Write(head);
        reply.Body.Write(Encoding.UTF8.GetBytes(tail));
    }
}
