using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Model;
using ServiceNowElement.Pipeline;

namespace ServiceNowElement.Commands;

/// <summary>Lists the element instances kept on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "CEInstance")]
[OutputType(typeof(ElementInstance))]
public sealed class GetCEInstanceCommand : AsyncCmdlet
{
    /// <summary>Gets or sets the names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gets or sets a tag the instance must have.</summary>
    [Parameter]
    public string? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] names = Name ?? ["*"];
        string? tag = Tag;
        var platform = new LocalPlatform(LocalPlatform.DefaultFolder());
        RunAsync(null, (pipeline, call) => platform.ListInstancesAsync(
            async page =>
            {
                foreach (string name in names)
                {
                    var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
                    List<object> found = page.Where(instance => pattern.IsMatch(instance.Name) && (tag == null || instance.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))).Cast<object>().ToList();
                    await pipeline.WriteAsync(found, call.Token).ConfigureAwait(false);
                    if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                    {
                        pipeline.Error(ErrorMapper.From(ErrorCatalog.InstanceNotFound.With(name), name));
                    }
                }
            },
            call));
    }
}
