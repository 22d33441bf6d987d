using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Query;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Reads records and hands them on page by page: all of them, or an error.</summary>
[Cmdlet(VerbsCommon.Get, "CERecord", DefaultParameterSetName = FilterSet, SupportsPaging = true)]
[OutputType(RecordShaper.BaseType)]
public sealed class GetCERecordCommand : QueryCmdlet
{
    private const string KeySet = "Key";
    private readonly List<string> _keys = [];

    /// <summary>Gets or sets the table name, or the number of one record: its prefix tells the table.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Object { get; set; } = string.Empty;

    /// <summary>Gets or sets numbers, sys_ids or other display values.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KeySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SysId", "sys_id", "Number")]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>Gets or sets the fields to read; the object's short list when omitted, <c>*</c> for all.</summary>
    [Parameter]
    [Alias("Field")]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Property { get; set; }

    /// <summary>Gets or sets the order, for example <c>priority</c> or <c>opened_at desc</c>.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = WhereSet)]
    [Parameter(ParameterSetName = EncodedQuerySet)]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public string[]? OrderBy { get; set; }

    /// <summary>Gets or sets the form of the values: with labels, labels only, or untouched text (the fastest).</summary>
    [Parameter]
    public ValueMode As { get; set; }

    /// <summary>Gets or sets what happens to values that are no valid text: shown with U+FFFD and a warning, or an error.</summary>
    [Parameter]
    public InvalidText InvalidText { get; set; }

    /// <summary>Gets or sets where to go on: the error of a read that stopped, for example <c>$Error[0]</c>, or its resume point as text.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = WhereSet)]
    [Parameter(ParameterSetName = EncodedQuerySet)]
    [ValidateNotNull]
    public object? ResumeFrom { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == KeySet)
        {
            _keys.AddRange(Key);
            if (_keys.Count >= RecordKeys.BatchSize)
            {
                ReadKeys();
            }
        }
        else if (ParameterSetName == FilterSet && Filter == null && ResumeFrom == null && ObjectNames.TryTableOfNumber(Object, out string table))
        {
            _keys.Add(Object);
            Object = table;
        }
        else
        {
            ReadAll();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ReadKeys();

    private void ReadKeys()
    {
        if (_keys.Count == 0)
        {
            return;
        }

        string[] keys = [.. _keys];
        _keys.Clear();
        CESession session = ResolveSession();
        string table = Object;
        IReadOnlyList<string> fields = Property ?? ["*"];
        ValueMode mode = As;
        bool chosen = Property != null;
        RunAsync(table, async (pipeline, call) =>
        {
            IReadOnlyList<string> missing = await RecordKeys.ReadAsync(session.Element, table, keys, fields, mode, page => pipeline.WriteAsync(RecordShaper.ToObjects(page, ownView: !chosen), call.Token), call).ConfigureAwait(false);
            foreach (string key in missing)
            {
                ElementException failure = ErrorCatalog.RecordNotFound.With(session.Instance, $"{ObjectNames.ToTable(table)} {key}");
                pipeline.Error(ErrorMapper.From(failure, key));
            }
        });
    }

    private void ReadAll()
    {
        CESession session = ResolveSession();
        FilterNode? filter = ReadFilter();
        bool limited = MyInvocation.BoundParameters.ContainsKey("First");
        bool counted = PagingParameters.IncludeTotalCount;
        RecordQuery query;
        try
        {
            query = new RecordQuery
            {
                Object = Object,
                Filter = filter,
                EncodedQuery = EncodedQuery,
                Fields = Property,
                OrderBy = ReadOrder(OrderBy),
                First = limited ? (long)Math.Min(PagingParameters.First, long.MaxValue) : null,
                Skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue),
                IncludeTotal = counted,
                Mode = As,
                InvalidText = InvalidText,
                ResumePoint = ResumeFrom == null ? null : ResumeReader.Read(ResumeFrom),
            };
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        RunAsync(query.Object, async (pipeline, call) =>
        {
            ReadSummary summary = await session.Element.FindAsync(query, page => pipeline.WriteAsync(RecordShaper.ToObjects(page, ownView: query.Fields == null), call.Token), call).ConfigureAwait(false);
            if (counted)
            {
                await pipeline.WriteAsync([PagingParameters.NewTotalCount((ulong)(summary.Total ?? 0), summary.Total == null ? 0 : 1)], call.Token).ConfigureAwait(false);
            }
        });
    }
}
