using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Pipeline;

namespace ServiceNowElement.Commands;

/// <summary>Forgets element instances; nothing is changed on ServiceNow.</summary>
[Cmdlet(VerbsCommon.Remove, "CEInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCEInstanceCommand : AsyncCmdlet
{
    /// <summary>Gets or sets the names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var platform = new LocalPlatform(LocalPlatform.DefaultFolder());
        foreach (string name in Name.Where(name => ShouldProcess($"{name} on this machine", "Remove element instance")))
        {
            RunAsync(name, async (pipeline, call) =>
            {
                try
                {
                    await platform.RemoveInstanceAsync(name, call).ConfigureAwait(false);
                }
                catch (ElementException failure) when (!failure.EndsCall)
                {
                    pipeline.Error(ErrorMapper.From(failure, name));
                }
            });
        }
    }
}
