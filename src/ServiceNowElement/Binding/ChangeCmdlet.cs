using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Binding;

/// <summary>The base of cmdlets that change existing records: from the pipeline, or by object and key.</summary>
public abstract class ChangeCmdlet : WriteCmdlet
{
    private protected const string InputSet = "InputObject";
    private protected const string KeySet = "Key";
    private readonly List<RecordInput> _counted = [];
    private readonly List<PSObject?> _held = [];

    /// <summary>Gets or sets the record, as Get-CERecord returned it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Gets or sets the table name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = InputSet)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Object { get; set; }

    /// <summary>Gets or sets numbers or sys_ids.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [Alias("SysId", "sys_id", "Number")]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>Gets or sets whether a record read from another instance is accepted: its twin with the same sys_id is changed.</summary>
    [Parameter]
    public SwitchParameter AllowInstanceMismatch { get; set; }

    /// <summary>Gets or sets the most records this call may change: if more come, none is changed.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxAffected { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        List<RecordInput> targets = ReadTargets(session);
        if (MaxAffected == 0)
        {
            ChangeAll(session, targets, ParameterSetName == InputSet ? InputObject : null);
            return;
        }

        // Counted before the first write: nothing happens until the input has ended.
        foreach (RecordInput target in targets)
        {
            _counted.Add(target);
            _held.Add(ParameterSetName == InputSet ? InputObject : null);
        }

        if (_counted.Count > MaxAffected)
        {
            Fail(ErrorCatalog.TooManyRecords.With(MaxAffected));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        for (int i = 0; i < _counted.Count; i++)
        {
            ChangeAll(ResolveSession(), [_counted[i]], _held[i]);
        }

        base.EndProcessing();
    }

    /// <summary>Changes records, after the questions that belong to it.</summary>
    private protected abstract void ChangeAll(CESession session, IReadOnlyList<RecordInput> targets, PSObject? input);

    /// <summary>Finds the records meant by the current input; what is no record is reported and left out.</summary>
    private protected List<RecordInput> ReadTargets(CESession session)
    {
        var targets = new List<RecordInput>();
        if (ParameterSetName == KeySet)
        {
            targets.AddRange(Key.Select(key => new RecordInput(Object!, key, key, null)));
            return targets;
        }

        try
        {
            var target = RecordInput.Read(InputObject, Object);
            target.RefuseForeign(session.Instance, AllowInstanceMismatch);
            targets.Add(target);
        }
        catch (ElementException failure)
        {
            WriteError(ErrorMapper.From(failure, InputObject));
        }

        return targets;
    }

    /// <summary>Finds the sys_id where a number was given.</summary>
    private protected static Task<string> SysIdAsync(IElement element, RecordInput target, CallContext call) => target.SysIdAsync(element, call);
}
