using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Shows a filter in its spellings, checked against the instance, without asking for rows.</summary>
[Cmdlet(VerbsData.ConvertTo, "CEQuery", DefaultParameterSetName = FilterSet)]
[OutputType(typeof(QueryTranslation))]
public sealed class ConvertToCEQueryCommand : QueryCmdlet
{
    /// <summary>Gets or sets the table name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Object { get; set; } = string.Empty;

    /// <summary>Gets or sets the order, for example <c>priority</c> or <c>opened_at desc</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[]? OrderBy { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        FilterNode? filter = ReadFilter();
        IReadOnlyList<SortTerm> order;
        try
        {
            order = ReadOrder(OrderBy);
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        var query = new RecordQuery { Object = Object, Filter = filter, EncodedQuery = EncodedQuery, OrderBy = order };
        RunAsync(Object, async (pipeline, call) =>
            await pipeline.WriteAsync([await session.Element.TranslateAsync(query, call).ConfigureAwait(false)], call.Token).ConfigureAwait(false));
    }
}
