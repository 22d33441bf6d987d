using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Shows what a record becomes by a transformation, without sending it anywhere.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CETransformation")]
[OutputType(RecordTree.TypeName)]
public sealed class TestCETransformationCommand : SessionCmdlet
{
    private TransformationMapper? _mapper;

    /// <summary>Gets or sets the name of the defined object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("ObjectName")]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the record: what Get-CERecord returned, any object, or a hashtable.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Gets or sets whether the record is one of the defined object, to be written.</summary>
    [Parameter]
    public SwitchParameter ToVendor { get; set; }

    /// <summary>Gets or sets the instance whose transformations apply; the session's own when omitted.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Instance { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        TransformationMapper mapper = _mapper ??= FindMapper();
        try
        {
            IDictionary<string, object?> record = RecordTree.Read(InputObject);
            WriteObject(RecordTree.ToObject(ToVendor ? mapper.ToVendor(record) : mapper.FromVendor(record)));
        }
        catch (ElementException failure)
        {
            WriteError(ErrorMapper.From(failure, InputObject));
        }
    }

    private TransformationMapper FindMapper()
    {
        CESession session = ResolveAnySession();
        string name = Name;
        string? instance = Instance ?? session.InstanceId;
        TransformationMapper? found = null;
        RunAsync(name, async (pipeline, call) =>
        {
            TransformationSet set = await TransformationSet.ReadAsync(session.Platform, instance, call).ConfigureAwait(false);
            found = set.Find(name) ?? throw ErrorCatalog.ResourceNotFound.With("transformation", name, instance == null ? "Account or Organization" : "Instance, Account or Organization");
            foreach (string note in found.Notes)
            {
                pipeline.Warning(note);
            }
        });
        return found!;
    }
}
