using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Creates records, each once, and returns them.</summary>
[Cmdlet(VerbsCommon.New, "CERecord", SupportsShouldProcess = true)]
[OutputType(RecordShaper.BaseType)]
public sealed class NewCERecordCommand : WriteCmdlet
{
    /// <summary>Gets or sets the table name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Object { get; set; } = string.Empty;

    /// <summary>Gets or sets the fields: a hashtable, or objects with properties from the pipeline. Labels are accepted.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject Value { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        string table = Object;
        Dictionary<string, object?> values;
        try
        {
            values = Values.Read(Value);
        }
        catch (ElementException failure)
        {
            WriteError(ErrorMapper.From(failure, Value));
            return;
        }

        string title = values.TryGetValue("short_description", out object? text) || values.TryGetValue("name", out text) ? $" '{text}'" : string.Empty;
        if (!ShouldProcess($"{table}{title} on {session.Name}", "Create record"))
        {
            return;
        }

        Write(session, table, _ => Task.FromResult(RecordWrite.Create(table, values)));
    }

    private protected override bool Returns => true;
}
