using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Query;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Counts, sums and groups on the server, without reading rows.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CERecord", DefaultParameterSetName = FilterSet)]
[OutputType("ServiceNowElement.Aggregate")]
public sealed class MeasureCERecordCommand : QueryCmdlet
{
    /// <summary>Gets or sets the table name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Object { get; set; } = string.Empty;

    /// <summary>Gets or sets the fields to group by.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>Gets or sets the fields to add up.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[] Sum { get; set; } = [];

    /// <summary>Gets or sets the fields to average.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[] Average { get; set; } = [];

    /// <summary>Gets or sets the fields whose smallest value is wanted.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[] Minimum { get; set; } = [];

    /// <summary>Gets or sets the fields whose largest value is wanted.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[] Maximum { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        FilterNode? filter = ReadFilter();
        var query = new AggregateQuery { Object = Object, Filter = filter, EncodedQuery = EncodedQuery, GroupBy = GroupBy, Sum = Sum, Average = Average, Minimum = Minimum, Maximum = Maximum };
        RunAsync(Object, async (pipeline, call) =>
        {
            IReadOnlyList<AggregateRow> rows = await session.Element.AggregateAsync(query, call).ConfigureAwait(false);
            await pipeline.WriteAsync(rows.Select(row => (object)AggregateShaper.ToObject(row)).ToList(), call.Token).ConfigureAwait(false);
        });
    }
}
