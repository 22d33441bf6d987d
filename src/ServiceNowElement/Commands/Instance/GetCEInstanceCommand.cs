using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Commands;

/// <summary>Lists the element instances: those of the session's service, or those kept on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "CEInstance")]
[OutputType(typeof(ElementInstance))]
public sealed class GetCEInstanceCommand : PlatformCmdlet
{
    /// <summary>Gets or sets names or identifiers; wildcards are allowed in names.</summary>
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
        (IPlatform platform, string place) = ResolvePlatform();
        RunAsync(null, async (pipeline, call) =>
        {
            var all = new List<ElementInstance>();
            await platform.ListInstancesAsync(
                page =>
                {
                    all.AddRange(page);
                    return Task.CompletedTask;
                },
                call).ConfigureAwait(false);
            foreach (string name in names)
            {
                var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
                List<object> found = [.. all.Where(instance => pattern.IsMatch(instance.Name) || instance.Id == name).Where(instance => tag == null || instance.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))];
                await pipeline.WriteAsync(found, call.Token).ConfigureAwait(false);
                if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                {
                    pipeline.Error(ErrorMapper.From(new ElementException(ErrorCatalog.InstanceNotFound, $"There is no instance '{name}' on {place}."), name));
                }
            }
        });
    }
}
