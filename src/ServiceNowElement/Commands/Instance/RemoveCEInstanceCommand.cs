using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Commands;

/// <summary>Removes element instances from the session's service, or forgets them on this machine; nothing is changed on ServiceNow.</summary>
[Cmdlet(VerbsCommon.Remove, "CEInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCEInstanceCommand : PlatformCmdlet
{
    /// <summary>Gets or sets names or identifiers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Gets or sets the identifier that comes with an instance from the pipeline; names are not unique in every service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (IPlatform platform, string place) = ResolvePlatform();
        foreach (string name in Name.Where(name => ShouldProcess($"{name} on {place}", "Remove element instance")))
        {
            string key = Id ?? name;
            RunAsync(name, async (pipeline, call) =>
            {
                try
                {
                    await platform.RemoveInstanceAsync(key, call).ConfigureAwait(false);
                }
                catch (ElementException failure) when (!failure.EndsCall)
                {
                    pipeline.Error(ErrorMapper.From(failure, name));
                }
            });
        }
    }
}
