using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Adds a comment or a work note to records, once to each.</summary>
[Cmdlet(VerbsCommon.Add, "CEComment", DefaultParameterSetName = RecordSet, SupportsShouldProcess = true)]
[OutputType(RecordShaper.BaseType)]
public sealed class AddCECommentCommand : TargetCmdlet
{
    private const int Together = 32;
    private readonly List<(CESession Session, PSObject Input, RecordInput Target)> _waiting = [];
    private bool _any;

    /// <summary>Gets or sets the text.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = RecordSet)]
    [Alias("Comment", "Value")]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>Gets or sets whether it is a work note, which customers do not see.</summary>
    [Parameter]
    public SwitchParameter WorkNote { get; set; }

    /// <summary>Gets or sets whether the record is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private string Words => Text ?? (Next is { Length: 1 } next ? next[0] : string.Empty);

    private JournalKind Kind => WorkNote ? JournalKind.WorkNote : JournalKind.Comment;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        if (string.IsNullOrWhiteSpace(Words))
        {
            Fail(ErrorCatalog.NothingToWrite.With("the journal"));
        }

        foreach ((PSObject input, RecordInput target) in ReadTargets(session))
        {
            if (!ShouldProcess($"{target.Object} {target.Name} on {session.Name}", WorkNote ? "Add work note" : "Add comment"))
            {
                continue;
            }

            _waiting.Add((session, input, target));

            // The first is written alone, so that a mistake common to all shows once; after that several at a time.
            if (!_any || _waiting.Count >= Together || StopsAtError())
            {
                _any = true;
                Write();
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Write();

    private bool StopsAtError() =>
        (MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? bound) ? bound : GetVariableValue("ErrorActionPreference")) is { } action
        && string.Equals(action.ToString(), nameof(ActionPreference.Stop), StringComparison.OrdinalIgnoreCase);

    private void Write()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        (CESession Session, PSObject Input, RecordInput Target)[] group = [.. _waiting];
        _waiting.Clear();
        string text = Words;
        JournalKind kind = Kind;
        bool returns = PassThru;
        RunAsync(null, async (pipeline, call) =>
        {
            // Entries for the same record keep their order: it is theirs on the instance too.
            var work = group.GroupBy(item => (item.Session, item.Target.SysId)).Select(same => OneAfterTheOther([.. same], text, kind, returns, pipeline, call)).ToList();
            await Task.WhenAll(work).ConfigureAwait(false);
        });
    }

    private static async Task OneAfterTheOther(
        (CESession Session, PSObject Input, RecordInput Target)[] items, string text, JournalKind kind, bool returns, IPipelineWriter pipeline, CallContext call)
    {
        foreach ((CESession session, PSObject input, RecordInput target) in items)
        {
            await OneOfMany.RunAsync(
                target.Name,
                pipeline,
                call,
                async (_, _) =>
                {
                    string id = await target.SysIdAsync(session.Element, call).ConfigureAwait(false);
                    await session.Element.AddJournalAsync(target.Object, id, kind, text, call).ConfigureAwait(false);
                    if (returns)
                    {
                        object record = input.BaseObject is string ? RecordShaper.ToObject(await session.Element.GetAsync(target.Object, id, null, ValueMode.Value, call).ConfigureAwait(false)) : input;
                        await pipeline.WriteAsync([record], call.Token).ConfigureAwait(false);
                    }
                }).ConfigureAwait(false);
        }
    }
}
