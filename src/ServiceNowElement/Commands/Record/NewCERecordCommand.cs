using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Creates records, each once, and returns them.</summary>
[Cmdlet(VerbsCommon.New, "CERecord", DefaultParameterSetName = "Create", SupportsShouldProcess = true)]
[OutputType(RecordShaper.BaseType)]
public sealed class NewCERecordCommand : WriteCmdlet
{
    private const string OnceSet = "Once";

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

    /// <summary>Gets or sets what makes the record unique, such as the id of an alert: it is created once, even across processes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnceSet)]
    [ValidateNotNullOrEmpty]
    public string? CorrelationId { get; set; }

    /// <summary>Gets or sets what happens when a record with the correlation exists: Error, Return, Comment or Update.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    public IfExists IfExists { get; set; }

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

        if (CorrelationId is { } correlation)
        {
            RunAsync(table, async (pipeline, call) =>
            {
                try
                {
                    WriteResult once = await session.Element.CreateOnceAsync(table, values, correlation, IfExists, call).ConfigureAwait(false);
                    await pipeline.WriteAsync([RecordShaper.ToObject(once.Record)], call.Token).ConfigureAwait(false);
                }
                catch (ElementException failure) when (!failure.EndsCall)
                {
                    pipeline.Error(ErrorMapper.From(failure, correlation));
                }
            });
            return;
        }

        Write(session, table, _ => Task.FromResult(RecordWrite.Create(table, values)));
    }

    private protected override bool Returns => true;
}
