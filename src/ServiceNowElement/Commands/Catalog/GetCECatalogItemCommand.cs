using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Lists items of the service catalog, or reads one with its variables.</summary>
[Cmdlet(VerbsCommon.Get, "CECatalogItem", DefaultParameterSetName = NameSet)]
[OutputType(typeof(CatalogItem))]
public sealed class GetCECatalogItemCommand : SessionCmdlet
{
    private const string NameSet = "Name";
    private const string TextSet = "Text";

    /// <summary>Gets or sets names or sys_ids: these items are read with their variables. With wildcards the items that match are listed.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SysId", "sys_id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Gets or sets words to search for, as the catalog's own search does.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>Gets or sets the title or sys_id of a category.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Category { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        if (ParameterSetName == TextSet || Name == null)
        {
            List(session, new WildcardPattern("*"), Text);
            return;
        }

        foreach (string name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                List(session, new WildcardPattern(name, WildcardOptions.IgnoreCase), null);
                continue;
            }

            RunAsync(name, (pipeline, call) => OneOfMany.RunAsync(name, pipeline, call, async (_, _) =>
                await pipeline.WriteAsync([await session.Element.GetCatalogItemAsync(name, call).ConfigureAwait(false)], call.Token).ConfigureAwait(false)));
        }
    }

    private void List(CESession session, WildcardPattern pattern, string? text)
    {
        string? category = Category;
        RunAsync(category, async (pipeline, call) =>
        {
            string? id = category == null || ObjectNames.IsSysId(category)
                ? category
                : (await session.Element.GetAsync("sc_category", category, ["sys_id"], ValueMode.Raw, call).ConfigureAwait(false)).SysId;
            await session.Element.ListCatalogItemsAsync(
                new CatalogQuery { Text = text, Category = id },
                page => pipeline.WriteAsync([.. page.Where(item => pattern.IsMatch(item.Name))], call.Token),
                call).ConfigureAwait(false);
        });
    }
}
