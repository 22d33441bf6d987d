using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Lists the objects (tables) of the instance.</summary>
[Cmdlet(VerbsCommon.Get, "CEObject")]
[OutputType(typeof(ObjectSummary))]
public sealed class GetCEObjectCommand : SessionCmdlet
{
    /// <summary>Gets or sets names or labels; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        WildcardPattern[] patterns = (Name ?? ["*"]).Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToArray();
        RunAsync(session.Instance, (pipeline, call) => session.Element.ListObjectsAsync(
            page => pipeline.WriteAsync(page.Where(found => patterns.Any(pattern => pattern.IsMatch(found.Name) || pattern.IsMatch(found.Label))).Cast<object>().ToList(), call.Token),
            call));
    }
}
