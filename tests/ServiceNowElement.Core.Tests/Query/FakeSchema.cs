using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>A few tables in memory.</summary>
internal sealed class FakeSchema : IFilterSchema
{
    internal static ObjectSchema Incident { get; } = Table(
        "incident",
        Field("sys_id", FieldKind.Text),
        Field("number", FieldKind.Text, isDisplay: true),
        Field("short_description", FieldKind.Text, label: "Short description"),
        Field("active", FieldKind.Boolean),
        Field("reopen_count", FieldKind.Integer),
        Field("cost", FieldKind.Decimal),
        Field("opened_at", FieldKind.DateTime, label: "Opened"),
        Field("due", FieldKind.Date),
        Field("comments", FieldKind.Journal),
        Field("u_secret", FieldKind.Secret),
        Field("u_IN_x", FieldKind.Text),
        Choices("state", FieldKind.Integer, "1=New", "2=In Progress", "6=Resolved", "7=Closed"),
        Choices("priority", FieldKind.Integer, "1=1 - Critical", "2=2 - High", "3=3 - Moderate"),
        Choices("category", FieldKind.Text, "inquiry=Inquiry / Help", "software=Software", "=-- None --"),
        Choices("u_twin", FieldKind.Text, "a1=Same", "a2=Same", "b,1=Comma"),
        Reference("caller_id", "sys_user"),
        Reference("parent", "incident"),
        Reference("cmdb_ci", "cmdb_ci"),
        Reference("u_nameless", "u_nameless"),
        new FieldSchema { Name = "sys_domain", Label = "Domain", Kind = FieldKind.Reference, Reference = "sys_user", InternalType = "domain_id" });

    private readonly Dictionary<string, ObjectSchema> _tables = new(StringComparer.Ordinal)
    {
        ["incident"] = Incident,
        ["sys_user"] = Table("sys_user", Field("user_name", FieldKind.Text), Field("name", FieldKind.Text, isDisplay: true), Reference("manager", "sys_user"), Field("active", FieldKind.Boolean)),
        ["cmdb_ci"] = Table("cmdb_ci", Field("name", FieldKind.Text), Field("asset_tag", FieldKind.Text)),
        ["u_nameless"] = Table("u_nameless", Field("sys_id", FieldKind.Text)),
        ["task_sla"] = Table("task_sla", Reference("task", "incident"), Field("stage", FieldKind.Text)),
    };

    public Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call) =>
        _tables.TryGetValue(objectName, out ObjectSchema? table)
            ? Task.FromResult(table)
            : throw ErrorCatalog.UnknownObject.With("dev", objectName, string.Empty);

    private static ObjectSchema Table(string name, params FieldSchema[] fields) => new(name, name, [], fields);

    private static FieldSchema Field(string name, FieldKind kind, bool isDisplay = false, string? label = null) =>
        new() { Name = name, Label = label ?? name, Kind = kind, IsDisplay = isDisplay };

    private static FieldSchema Reference(string name, string table) => new() { Name = name, Label = name, Kind = FieldKind.Reference, Reference = table, InternalType = "reference" };

    private static FieldSchema Choices(string name, FieldKind kind, params string[] choices) => new()
    {
        Name = name,
        Label = name,
        Kind = kind,
        Choices = [.. choices.Select(text => new Choice(text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]))],
    };
}
