using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Binding;

/// <summary>The base of cmdlets about what belongs to a record: its comments and files. The record comes from the pipeline, or is named first.</summary>
public abstract class TargetCmdlet : SessionCmdlet
{
    private protected const string InputSet = "InputObject";
    private protected const string RecordSet = "Record";

    /// <summary>Gets or sets the record, as Get-CERecord returned it, or its number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Gets or sets records, numbers such as INC0010001, or sys_ids together with -Object. When the records come from the pipeline, what stands here is the next argument.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RecordSet)]
    [Parameter(Position = 0, ParameterSetName = InputSet)]
    [Alias("Key", "Number", "SysId")]
    [ValidateNotNullOrEmpty]
    public PSObject[] Record { get; set; } = [];

    /// <summary>Gets or sets the table name, where neither record nor number tells it.</summary>
    [Parameter]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Object { get; set; }

    /// <summary>Gets or sets whether a record read from another instance is accepted: its twin with the same sys_id is meant.</summary>
    [Parameter]
    public SwitchParameter AllowInstanceMismatch { get; set; }

    /// <summary>
    /// Gets the first positional argument behind a record from the pipeline: both <c>Add-CEComment INC0010001 'text'</c> and
    /// <c>$record | Add-CEComment 'text'</c> read naturally, and PowerShell cannot tell one text from the other when it binds them.
    /// </summary>
    private protected string[]? Next => ParameterSetName == InputSet && Record.Length > 0 ? [.. Record.Select(item => item.ToString())] : null;

    /// <summary>Gets the records of the current input; what is no record is reported and left out.</summary>
    private protected List<(PSObject Input, RecordInput Target)> ReadTargets(CESession session, PSObject[]? instead = null)
    {
        var targets = new List<(PSObject Input, RecordInput Target)>();
        foreach (PSObject input in instead ?? (ParameterSetName == InputSet ? [InputObject] : Record))
        {
            try
            {
                targets.Add((input, RecordTargets.Read(input, Object, session, AllowInstanceMismatch)));
            }
            catch (ElementException failure)
            {
                WriteError(ErrorMapper.From(failure, input));
            }
        }

        return targets;
    }

    /// <summary>Works on one record: its failure is written as an error, and the next one follows.</summary>
    private protected void RunFor(RecordInput target, Func<IPipelineWriter, CallContext, Task> body) => RunOne(target.Name, body);

    /// <summary>Works on one thing: its failure is written as an error, and the next one follows.</summary>
    private protected void RunOne(string target, Func<IPipelineWriter, CallContext, Task> body) => RunAsync(target, (pipeline, call) => OneOfMany.RunAsync(target, pipeline, call, body));
}
