using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Binding;

/// <summary>The base of cmdlets that choose records by a filter: one of three spellings (design §7).</summary>
public abstract class QueryCmdlet : SessionCmdlet
{
    private protected const string FilterSet = "Filter";
    private protected const string WhereSet = "Where";
    private protected const string EncodedQuerySet = "EncodedQuery";

    /// <summary>Gets or sets the filter: the block one would give to Where-Object, run on the server instead.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public ScriptBlock? Filter { get; set; }

    /// <summary>Gets or sets the filter in CEQL, for example <c>priority &lt;= 2 and active = true</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WhereSet)]
    [ValidateNotNullOrEmpty]
    public string? Where { get; set; }

    /// <summary>Gets or sets the filter in ServiceNow's own text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EncodedQuerySet)]
    [ValidateNotNullOrEmpty]
    public string? EncodedQuery { get; set; }

    /// <summary>Reads the filter of -Filter or -Where, or ends the call.</summary>
    private protected FilterNode? ReadFilter()
    {
        try
        {
            return Filter != null ? FilterReader.Read(Filter, Evaluate) : Where != null ? CeqlReader.ReadFilter(Where) : null;
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return null;
        }
    }

    /// <summary>Reads -OrderBy: <c>priority</c>, <c>opened_at desc</c>.</summary>
    private protected static IReadOnlyList<SortTerm> ReadOrder(string[]? terms) => (terms ?? []).Select(term =>
    {
        string[] words = term.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        bool descending = words.Length == 2 && words[1].StartsWith("desc", StringComparison.OrdinalIgnoreCase);
        bool known = words.Length == 1 || descending || (words.Length == 2 && words[1].StartsWith("asc", StringComparison.OrdinalIgnoreCase));
        return known ? new SortTerm(words[0], descending) : throw ErrorCatalog.InvalidQuery.With($"'{term}' is no order; write 'field' or 'field desc'");
    }).ToList();

    private object? Evaluate(ExpressionAst expression)
    {
        switch (expression)
        {
            case StringConstantExpressionAst text:
                return text.Value;
            case ConstantExpressionAst constant:
                return constant.Value;
        }

        // In the scope of the caller, as Where-Object would see it; a block from a module belongs to that module's scope.
        ScriptBlock block = ScriptBlock.Create(expression.Extent.Text);
        if (Filter!.Module != null)
        {
            return Collapse(Filter.Module.NewBoundScriptBlock(block).Invoke());
        }

        return Collapse(SessionState.InvokeCommand.InvokeScript(useLocalScope: false, block, null));
    }

    private static object? Collapse(System.Collections.ObjectModel.Collection<PSObject> results) => results.Count switch
    {
        0 => null,
        1 => results[0],
        _ => results.Cast<object?>().ToArray(),
    };
}
