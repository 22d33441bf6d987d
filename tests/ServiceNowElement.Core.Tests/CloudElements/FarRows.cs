using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>The hub side of the responder: one table, its pages, journals and attachments, with switches for what services are known to do.</summary>
internal sealed class FarRows
{
    private static readonly string[] s_names = ["incident", "incidents"];
    private readonly object _gate = new();
    private int _made;

    internal List<JObject> Rows { get; } = [];

    internal List<(string Record, string Column, JObject Entry)> Journals { get; } = [];

    internal List<(JObject Row, byte[] Content)> Files { get; } = [];

    internal int LargestPage { get; set; } = 200;

    internal bool IgnoresCursor { get; set; }

    internal bool RefusesCursor { get; set; }

    internal bool IgnoresConditions { get; set; }

    internal bool KnowsLabels { get; set; } = true;

    internal bool SendsTotal { get; set; } = true;

    internal bool SendsTokens { get; set; } = true;

    internal bool RepeatsToken { get; set; }

    internal bool TokenAfterEnd { get; set; }

    /// <summary>Gets or sets the name a transformation gives sys_id, or null.</summary>
    internal string? KeyName { get; set; }

    /// <summary>Gets or sets whether the metadata carries the members that only some services send.</summary>
    internal bool Rich { get; set; } = true;

    internal void Fill(int count)
    {
        var random = new Random(7);
        for (int i = 0; i < count; i++)
        {
            byte[] id = new byte[16];
            random.NextBytes(id);
            Rows.Add(Row(Convert.ToHexStringLower(id), $"INC{i + 1:0000000}", i));
        }
    }

    internal static JObject Row(string id, string number, int i) => new()
    {
        ["sys_id"] = id,
        ["number"] = number,
        ["short_description"] = "Row " + i.ToString(CultureInfo.InvariantCulture),
        ["state"] = (i % 3 + 1).ToString(CultureInfo.InvariantCulture),
        ["priority"] = (i % 5 + 1).ToString(CultureInfo.InvariantCulture),
        ["amount"] = (i * 0.1m).ToString(CultureInfo.InvariantCulture),
        ["active"] = i % 2 == 0 ? "true" : "false",
        ["opened_at"] = "2024-03-05 10:20:30",
        ["sys_updated_on"] = "2024-03-05 10:20:30",
        ["assigned_to"] = "6816f79cc0a8016401c5a33be04be441",
        ["correlation_id"] = string.Empty,
        ["comments"] = string.Empty,
    };

    internal FarAnswer Answer(FarCall call)
    {
        string[] parts = call.Parts;
        lock (_gate)
        {
            return parts switch
            {
                ["ping"] => FarAnswer.Of(new JObject { ["dateTime"] = "2024-03-05T10:20:30Z", ["endpoint"] = "servicenow" }),
                ["objects"] => FarAnswer.Of(Objects()),
                ["objects", var name, "metadata"] => Metadata(name),
                [var name] when s_names.Contains(name) && call.Method == "GET" => List(call),
                [var name] when s_names.Contains(name) && call.Method == "POST" => Create(call),
                [var name, var id] when s_names.Contains(name) => One(call, id),
                [var name, var id, "comments" or "work-notes"] when s_names.Contains(name) => Journal(call, id, parts[2] == "comments" ? "comments" : "work_notes"),
                [var name, var id, "attachments", .. var rest] when s_names.Contains(name) => Attachment(call, id, rest.FirstOrDefault()),
                _ => FarAnswer.Error(404, "The requested resource does not exist"),
            };
        }
    }

    private static JArray Objects() => [.. new[] { ("accounts", "core_company", "ceCanonical"), ("incidents", "incident", "ceCanonical"), ("incident", "incident", "vendor"), ("sys_user", "sys_user", "vendor") }
        .Select(one => new JObject { ["name"] = one.Item1, ["vendorName"] = one.Item2, ["type"] = one.Item3 })];

    private FarAnswer Metadata(string name)
    {
        if (!s_names.Contains(name))
        {
            return name == "sys_user" ? FarAnswer.Of(new JObject { ["fields"] = new JArray(Field("sys_id", "string", "GUID"), Field("name", "string", "string"), Field("user_name", "string", "string")) })
                : FarAnswer.Error(404, "The object does not exist");
        }

        JObject assigned = Field("assigned_to", "string", "reference");
        JObject state = Field("state", "number", "integer");
        state["picklistValues"] = new JArray(new JObject { ["value"] = "1", ["displayValue"] = "New" }, new JObject { ["value"] = "2", ["displayValue"] = "In Progress" }, new JObject { ["value"] = "3", ["displayValue"] = "On Hold" });
        JObject number = Field("number", "string", "string");
        if (Rich)
        {
            assigned["reference"] = "sys_user";
            number["display"] = true;
        }

        JObject opened = Field("opened_at", "date", "glide_date_time");
        opened["mask"] = "yyyy-MM-dd HH:mm:ss";
        JObject key = Field("sys_id", "string", "GUID");
        if (KeyName != null && name == "incidents")
        {
            key["path"] = KeyName;
        }

        return FarAnswer.Of(new JObject
        {
            ["fields"] = new JArray(key, number, Field("short_description", "string", "string"), state, Field("priority", "number", "integer"), Field("amount", "number", "decimal"),
                Field("active", "boolean", "boolean"), opened, Field("sys_updated_on", "date", "glide_date_time"), assigned, Field("correlation_id", "string", "string"), Field("comments", "string", "journal_input")),
        });
    }

    private JObject Field(string name, string type, string native)
    {
        var field = new JObject { ["type"] = type, ["vendorPath"] = name, ["vendorDisplayName"] = name.Replace('_', ' '), ["vendorReadOnly"] = false, ["vendorRequired"] = false, ["custom"] = false };
        if (Rich)
        {
            field["path"] = name;
            field["vendorNativeType"] = native;
        }

        return field;
    }

    private FarAnswer List(FarCall call)
    {
        string where = call.Query["where"] ?? string.Empty;
        if (RefusesCursor && where.Contains("sys_id >", StringComparison.Ordinal))
        {
            return FarAnswer.Error(400, "sys_id cannot be filtered on");
        }

        IEnumerable<JObject> rows = Rows;
        if (where.Length > 0 && !IgnoresConditions && !(IgnoresCursor && where.Contains("sys_id", StringComparison.Ordinal)))
        {
            rows = rows.Where(FarWhere.Read(where));
        }

        rows = Sort(rows, IgnoresCursor ? string.Empty : call.Query["orderBy"] ?? string.Empty);
        int size = int.Parse(call.Query["pageSize"] ?? "200", CultureInfo.InvariantCulture);
        int given = Math.Min(size, LargestPage);
        int page = int.Parse(call.Query["page"] ?? "1", CultureInfo.InvariantCulture);
        if (call.Query["nextPage"] is { } token)
        {
            JObject mark = JObject.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token)));
            page = (int)mark["page"]!;
            given = (int)mark["pageSize"]!;
        }

        List<JObject> all = [.. rows];
        List<JObject> part = [.. all.Skip((page - 1) * given).Take(given)];
        FarAnswer answer = FarAnswer.Of(new JArray(part.Select(row => Shown(row, call))));
        answer.Headers["Elements-Returned-Count"] = part.Count.ToString(CultureInfo.InvariantCulture);
        if (SendsTotal)
        {
            answer.Headers["Elements-Total-Count"] = all.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (size > given)
        {
            answer.Headers["Elements-Error"] = $"The page size was lowered to {given}";
        }

        if (SendsTokens && (page * given < all.Count || (TokenAfterEnd && part.Count > 0)))
        {
            string next = $"{{\"pageSize\":{given},\"page\":{(RepeatsToken ? 2 : page + 1)}}}";
            answer.Headers["Elements-Next-Page-Token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(next));
        }

        return answer;
    }

    private static IEnumerable<JObject> Sort(IEnumerable<JObject> rows, string orderBy)
    {
        IOrderedEnumerable<JObject>? sorted = null;
        foreach (string[] term in orderBy.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(term => term.Trim().Split(' ')))
        {
            string Value(JObject row) => (string?)row[term[0]] ?? string.Empty;
            bool down = term.Length > 1 && term[1] == "desc";
            sorted = sorted == null
                ? down ? rows.OrderByDescending(Value, StringComparer.Ordinal) : rows.OrderBy(Value, StringComparer.Ordinal)
                : down ? sorted.ThenByDescending(Value, StringComparer.Ordinal) : sorted.ThenBy(Value, StringComparer.Ordinal);
        }

        return sorted?.ThenBy(row => (string)row["sys_id"]!, StringComparer.Ordinal) ?? rows;
    }

    private JObject Shown(JObject row, FarCall call)
    {
        string[]? fields = call.Query["fields"]?.Split(',');
        bool labels = KnowsLabels && call.Query["displayValue"] == "all";
        var shown = new JObject();
        foreach (JProperty property in row.Properties().Where(property => fields == null || fields.Contains(property.Name)))
        {
            string value = (string?)property.Value ?? string.Empty;
            string name = property.Name == "sys_id" && KeyName != null && call.Parts[0] == "incidents" ? KeyName : property.Name;
            shown[name] = property.Name switch
            {
                "assigned_to" when labels => new JObject { ["display_value"] = "Beth Anglin", ["value"] = value, ["link"] = "https://dev1.service-now.com/api/now/table/sys_user/" + value },
                "assigned_to" => new JObject { ["link"] = "https://dev1.service-now.com/api/now/table/sys_user/" + value, ["value"] = value },
                "state" when labels => new JObject { ["display_value"] = value switch { "1" => "New", "2" => "In Progress", _ => "On Hold" }, ["value"] = value },
                _ when labels => new JObject { ["display_value"] = value, ["value"] = value },
                _ => value,
            };
        }

        return shown;
    }

    private FarAnswer Create(FarCall call)
    {
        JObject body = call.Json;
        string id = (string?)body["sys_id"] ?? Guid.NewGuid().ToString("N");
        if (Rows.Exists(row => (string?)row["sys_id"] == id))
        {
            return FarAnswer.Error(403, "Forbidden", "Operation Failed: Unique Key violation detected");
        }

        JObject row = Row(id, $"INC9{Interlocked.Increment(ref _made):000000}", 0);
        row.Merge(body);
        Rows.Add(row);
        return FarAnswer.Of(Shown(row, call));
    }

    private FarAnswer One(FarCall call, string id)
    {
        JObject? row = Rows.Find(one => (string?)one["sys_id"] == id);
        if (row == null)
        {
            return FarAnswer.Error(404, "The requested record does not exist", "No Record found");
        }

        switch (call.Method)
        {
            case "DELETE":
                Rows.Remove(row);
                return FarAnswer.Empty;
            case "PATCH":
                row.Merge(call.Json);
                if ((string?)call.Json["comments"] is { Length: > 0 } text)
                {
                    row["comments"] = string.Empty;
                    Journals.Insert(0, (id, "comments", Entry("comments", text)));
                }

                break;
        }

        return FarAnswer.Of(Shown(row, call));
    }

    private static JObject Entry(string column, string text) => new() { ["sys_created_on"] = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), ["sys_created_by"] = "System Administrator", [column] = text };

    private FarAnswer Journal(FarCall call, string id, string column)
    {
        if (call.Method == "POST")
        {
            JObject entry = Entry(column, (string)call.Json[column]!);
            Journals.Insert(0, (id, column, entry));
            return FarAnswer.Of(entry);
        }

        return FarAnswer.Of(new JArray(Journals.Where(one => one.Record == id && one.Column == column).Select(one => one.Entry)));
    }

    private FarAnswer Attachment(FarCall call, string id, string? attachment)
    {
        if (attachment == null && call.Method == "GET")
        {
            return FarAnswer.Of(new JArray(Files.Where(file => (string)file.Row["table_sys_id"]! == id).Select(file => file.Row)));
        }

        if (attachment == null)
        {
            (string name, string type, byte[] content) = FarForm.File(call);
            JObject row = new()
            {
                ["sys_id"] = Guid.NewGuid().ToString("N"),
                ["file_name"] = name,
                ["content_type"] = type,
                ["size_bytes"] = content.Length.ToString(CultureInfo.InvariantCulture),
                ["hash"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)),
                ["table_name"] = "incident",
                ["table_sys_id"] = id,
                ["sys_created_on"] = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                ["sys_created_by"] = "admin",
            };
            Files.Add((row, content));
            return FarAnswer.Of(row);
        }

        int index = Files.FindIndex(file => (string)file.Row["sys_id"]! == attachment);
        if (index < 0)
        {
            return FarAnswer.Error(404, "The requested record does not exist");
        }

        if (call.Method == "DELETE")
        {
            Files.RemoveAt(index);
            return FarAnswer.Empty;
        }

        return new FarAnswer { Body = Files[index].Content, ContentType = (string)Files[index].Row["content_type"]!, Headers = { ["Content-Disposition"] = "attachment" } };
    }
}
