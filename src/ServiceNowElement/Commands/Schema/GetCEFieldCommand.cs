using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Lists the fields of an object with types, references and choices.</summary>
[Cmdlet(VerbsCommon.Get, "CEField")]
[OutputType(typeof(FieldSchema))]
public sealed class GetCEFieldCommand : SessionCmdlet
{
    /// <summary>Gets or sets the table name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Object { get; set; } = string.Empty;

    /// <summary>Gets or sets names or labels; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        string table = Object;
        WildcardPattern[] patterns = (Name ?? ["*"]).Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToArray();
        RunAsync(table, async (pipeline, call) =>
        {
            ObjectSchema schema = await session.Element.GetSchemaAsync(table, call).ConfigureAwait(false);
            await pipeline.WriteAsync(schema.Fields.Where(field => patterns.Any(pattern => pattern.IsMatch(field.Name) || pattern.IsMatch(field.Label))).Cast<object>().ToList(), call.Token).ConfigureAwait(false);
        });
    }
}
