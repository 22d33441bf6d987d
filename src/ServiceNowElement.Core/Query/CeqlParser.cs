using System.Globalization;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>The grammar of contract cloud-elements-api §10.2 over a <see cref="CeqlScanner"/>.</summary>
internal sealed class CeqlParser(string text, bool keepPatterns = false)
{
    // No person nests deeper, and the stack stays small.
    private const int DeepestNesting = 64;

    // Longer symbols first, because "<" begins "<=".
    private static readonly (string Symbol, FilterOperator Operator)[] s_symbols =
    [
        ("==", FilterOperator.Equal),
        ("=", FilterOperator.Equal),
        ("!=", FilterOperator.NotEqual),
        ("<>", FilterOperator.NotEqual),
        ("<=", FilterOperator.LessOrEqual),
        ("<", FilterOperator.LessThan),
        (">=", FilterOperator.GreaterOrEqual),
        (">", FilterOperator.GreaterThan),
    ];

    private readonly CeqlScanner _scanner = new(text);

    internal FilterNode? Filter()
    {
        SkipLeadingWhere();
        if (_scanner.AtEnd)
        {
            return null;
        }

        FilterNode filter = Alternatives(0);
        return _scanner.AtEnd ? filter : throw _scanner.Expected("AND, OR or the end (a text stands in single quotes)");
    }

    internal CeqlStatement Statement()
    {
        _scanner.ExpectWord("select");
        IReadOnlyList<string> fields = _scanner.TryTake('*') ? [] : Names();
        _scanner.ExpectWord("from");
        string source = _scanner.Name("the name of an object");
        FilterNode? filter = null;
        List<SortTerm>? order = null;
        long? limit = null;
        while (!_scanner.AtEnd)
        {
            if (filter == null && _scanner.TryWord("where"))
            {
                filter = Alternatives(0);
            }
            else if (limit == null && _scanner.TryWord("limit"))
            {
                limit = Limit();
            }
            else if (order == null && _scanner.TryWord("order"))
            {
                _scanner.ExpectWord("by");
                order = Order();
            }
            else
            {
                throw _scanner.Expected(filter == null ? "WHERE, ORDER BY, LIMIT or the end" : "AND, OR, ORDER BY, LIMIT or the end");
            }
        }

        return new CeqlStatement(source, fields, filter, order ?? []) { Limit = limit };
    }

    private List<string> Names()
    {
        List<string> names = [];
        do
        {
            names.Add(_scanner.Name("the name of a field"));
        }
        while (_scanner.TryTake(','));
        return names;
    }

    private List<SortTerm> Order()
    {
        List<SortTerm> order = [];
        do
        {
            string field = _scanner.Name("the name of a field");
            bool descending = _scanner.TryWord("desc");
            if (!descending)
            {
                _scanner.TryWord("asc");
            }

            order.Add(new SortTerm(field, descending));
        }
        while (_scanner.TryTake(','));
        return order;
    }

    private long Limit()
    {
        int start = _scanner.Position;
        if (!_scanner.AtEnd && _scanner.Value() is long limit && limit >= 0)
        {
            return limit;
        }

        _scanner.Position = start;
        throw _scanner.Expected("a whole number");
    }

    // "where" may be the keyword or a column of that name; a column is followed by an operator.
    private void SkipLeadingWhere()
    {
        int start = _scanner.Position;
        if (!_scanner.TryWord("where") || _scanner.AtEnd)
        {
            return;
        }

        int after = _scanner.Position;
        bool isColumn = s_symbols.Any(entry => _scanner.TryTake(entry.Symbol)) || IsWordOperator();
        _scanner.Position = isColumn ? start : after;
    }

    private bool IsWordOperator()
    {
        bool isWord = _scanner.TryWord("like") || _scanner.TryWord("in") || _scanner.TryWord("is") || _scanner.TryWord("not");
        return isWord && !s_symbols.Any(entry => _scanner.TryTake(entry.Symbol));
    }

    private FilterNode Alternatives(int depth)
    {
        List<FilterNode> parts = [Conjunction(depth)];
        while (_scanner.TryWord("or"))
        {
            parts.Add(Conjunction(depth));
        }

        return parts.Count == 1 ? parts[0] : new FilterGroup(isOr: true, parts);
    }

    private FilterNode Conjunction(int depth)
    {
        List<FilterNode> parts = [Factor(depth)];
        while (_scanner.TryWord("and"))
        {
            parts.Add(Factor(depth));
        }

        return parts.Count == 1 ? parts[0] : new FilterGroup(isOr: false, parts);
    }

    private FilterNode Factor(int depth)
    {
        if (!_scanner.TryTake('('))
        {
            return Predicate();
        }

        if (depth >= DeepestNesting)
        {
            throw _scanner.Fail($"parentheses are nested deeper than {DeepestNesting.ToString(CultureInfo.InvariantCulture)}.");
        }

        FilterNode inner = Alternatives(depth + 1);
        return _scanner.TryTake(')') ? inner : throw _scanner.Expected("AND, OR or a closing parenthesis");
    }

    private FilterNode Predicate()
    {
        string field = _scanner.Name("the name of a field");
        foreach ((string symbol, FilterOperator comparison) in s_symbols)
        {
            if (_scanner.TryTake(symbol))
            {
                return Compared(field, comparison);
            }
        }

        if (_scanner.TryWord("is"))
        {
            bool isNot = _scanner.TryWord("not");
            _scanner.ExpectWord("null");
            return new FilterTerm(field, isNot ? FilterOperator.IsNotEmpty : FilterOperator.IsEmpty, []);
        }

        bool negated = _scanner.TryWord("not");
        if (_scanner.TryWord("like"))
        {
            return Pattern(field, negated);
        }

        if (_scanner.TryWord("in"))
        {
            return new FilterTerm(field, negated ? FilterOperator.NotIn : FilterOperator.In, List());
        }

        if (_scanner.TryWord("between"))
        {
            throw _scanner.Fail($"BETWEEN is no part of CEQL; write {field} >= … AND {field} <= ….");
        }

        throw _scanner.Expected($"an operator (= != < <= > >= LIKE, IN, IS NULL) after '{field}'");
    }

    private FilterTerm Compared(string field, FilterOperator comparison)
    {
        int start = _scanner.Position;
        object? value = _scanner.Value();
        if (value != null)
        {
            return new FilterTerm(field, comparison, [value]);
        }

        if (comparison is not (FilterOperator.Equal or FilterOperator.NotEqual))
        {
            _scanner.Position = start;
            throw _scanner.Fail("null has no order; write IS NULL or IS NOT NULL.");
        }

        return new FilterTerm(field, comparison == FilterOperator.Equal ? FilterOperator.IsEmpty : FilterOperator.IsNotEmpty, []);
    }

    private FilterNode Pattern(string field, bool negated)
    {
        int start = _scanner.Position;
        object? value = _scanner.Value();
        if (value == null)
        {
            _scanner.Position = start;
            throw _scanner.Fail("LIKE needs a text; write IS NULL to find empty fields.");
        }

        string pattern = ValueText.Plain(value);
        return keepPatterns && CeqlPattern.NeedsRows(pattern, negated) ? new FilterPattern(field, pattern, negated) : CeqlPattern.Read(field, pattern, negated);
    }

    private List<object?> List()
    {
        if (!_scanner.TryTake('('))
        {
            throw _scanner.Expected("a list in parentheses");
        }

        List<object?> values = [];
        if (_scanner.TryTake(')'))
        {
            throw _scanner.Fail("the list is empty.");
        }

        do
        {
            values.Add(_scanner.Value());
        }
        while (_scanner.TryTake(','));
        return _scanner.TryTake(')') ? values : throw _scanner.Expected("a comma or a closing parenthesis");
    }
}
