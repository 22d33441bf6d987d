using ServiceNowElement.Simulator.Queries;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The rows a request asks for: filter and order, with ranges of sys_id found by position instead of by looking at every row.</summary>
internal sealed class Selection
{
    private readonly Database _data;
    private readonly SimTable _table;
    private readonly ParsedQuery _query;
    private readonly bool _unstable;
    private readonly SimulatorKnobs _knobs;
    private readonly List<SimRow> _rows;
    private readonly int _start;
    private readonly int _end;
    private readonly Func<SimRow, bool>? _filter;

    private Selection(Database data, SimTable table, ParsedQuery query, SimulatorKnobs knobs, bool nothing, bool unstable)
    {
        _knobs = knobs;
        _unstable = unstable;
        _data = data;
        _table = table;
        _query = query;
        _rows = nothing ? [] : data.FamilyRows(table);
        _end = _rows.Count;
        var evaluator = new Evaluator(data, table, knobs.CaseSensitive);
        if (query.Groups.Count != 1)
        {
            _filter = evaluator.Compile(query);
            return;
        }

        var rest = new ParsedQuery();
        rest.Groups.Add([]);
        foreach (List<Condition> clause in query.Groups[0])
        {
            if (clause is [{ Field: "sys_id", Operator: ">" or ">=" or "<" or "<=" } bound])
            {
                int at = Position(_rows, bound.Value, after: bound.Operator is ">" or "<=");
                _start = bound.Operator[0] == '>' ? Math.Max(_start, at) : _start;
                _end = bound.Operator[0] == '<' ? Math.Min(_end, at) : _end;
            }
            else
            {
                rest.Groups[0].Add(clause);
            }
        }

        _filter = rest.Groups[0].Count == 0 ? null : evaluator.Compile(rest);
    }

    internal static Selection Of(Call call, SimTable table)
    {
        string text = call.Parameter("sysparm_query") ?? string.Empty;
        if (call.Fault?.Name == "ignored-term")
        {
            text = string.Join("^", text.Split('^').Where(term => !term.StartsWith("sys_id>", StringComparison.Ordinal) && !term.StartsWith("sys_id<", StringComparison.Ordinal)));
        }

        ParsedQuery query = QueryParser.Parse(text, table, call.Data, call.Knobs.CaretEscape == "double");
        foreach (KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> pair in call.Http.Request.Query.Where(pair => !pair.Key.StartsWith("sysparm_", StringComparison.Ordinal)))
        {
            AddPair(call.Data, table, query, pair.Key, pair.Value.ToString());
        }

        bool denied = query.Groups.SelectMany(group => group.SelectMany(clause => clause)).Any(condition => call.Knobs.HiddenFields.Contains(condition.Field));
        if (denied || (query.Dropped.Count > 0 && call.Knobs.InvalidQuery == "forbid"))
        {
            throw ApiError.QueryDenied();
        }

        if (call.Knobs.RangeDenied.Contains(table.Name) && (query.Order.Count > 0 || query.Groups.SelectMany(group => group.SelectMany(clause => clause)).Any(condition => condition.Operator is not ("=" or "!=" or "IN" or "NOT IN" or "SAMEAS" or "NSAMEAS" or "ANYTHING" or "ISEMPTY" or "ISNOTEMPTY" or "EMPTY" or "NOTEMPTY" or "EMPTYSTRING"))))
        {
            throw new ApiError(403, "Insufficient rights to query records", null);
        }

        return new Selection(call.Data, table, query, call.Knobs, query.Dropped.Count > 0 && call.Knobs.InvalidQuery == "noRows", call.Fault?.Name == "unstable-sort");
    }

    internal int Count() => _filter == null ? Math.Max(0, _end - _start) : Filtered().Count();

    internal IEnumerable<SimRow> Filtered()
    {
        for (int i = _start; i < _end; i++)
        {
            if (_filter == null || _filter(_rows[i]))
            {
                yield return _rows[i];
            }
        }
    }

    internal (List<SimRow> Rows, int Total) Window(int offset, int limit, bool count)
    {
        if (_query.Order is [("sys_id", false)])
        {
            if (_filter == null)
            {
                int from = Math.Min(_end, _start + offset);
                return (_rows.GetRange(from, Math.Max(0, Math.Min(limit, _end - from))), Math.Max(0, _end - _start));
            }

            var window = new List<SimRow>(Math.Min(limit, 1000));
            int seen = 0;
            foreach (SimRow row in Filtered())
            {
                if (seen++ >= offset && window.Count < limit)
                {
                    window.Add(row);
                }

                if (!count && window.Count == limit)
                {
                    break;
                }
            }

            return (window, seen);
        }

        List<SimRow> rows = [.. Ordered(Filtered())];
        return ([.. rows.Skip(offset).Take(limit)], rows.Count);
    }

    private IEnumerable<SimRow> Ordered(IEnumerable<SimRow> rows)
    {
        if (_unstable)
        {
#pragma warning disable CA5394 // An order nobody may rely on.
            rows = rows.OrderBy(_ => Random.Shared.Next());
#pragma warning restore CA5394
        }

        // Without an order nothing is promised (contract §2.3): a client that relies on one is found out.
        if (_query.Order.Count == 0)
        {
            return Unordered(rows);
        }

        var evaluator = new Evaluator(_data, _table);
        IOrderedEnumerable<SimRow>? ordered = null;
        foreach ((string field, bool descending) in _query.Order)
        {
            SimColumn? column = QueryParser.Resolve(field, _table, _data);
            if (column == null)
            {
                continue;
            }

            Func<SimRow, string> value = evaluator.Value(field, display: true);
            var comparer = Comparer<string>.Create((left, right) => Evaluator.Order(column, left, right));
            ordered = ordered == null
                ? descending ? rows.OrderByDescending(value, comparer) : rows.OrderBy(value, comparer)
                : descending ? ordered.ThenByDescending(value, comparer) : ordered.ThenBy(value, comparer);
        }

        return ordered ?? Unordered(rows);
    }

    // Knob order.unspecified: an order of the seed's, in which nobody will find what he expected. Pages of it fit together; the fault unstable-sort is for those that do not.
    private IEnumerable<SimRow> Unordered(IEnumerable<SimRow> rows)
    {
        if (_knobs.OrderUnspecified == "stable" || _unstable)
        {
            return _unstable ? rows : rows.Reverse();
        }

        SimRow[] shuffled = [.. rows];
        Array.Sort(Array.ConvertAll(shuffled, row => Hash(row.Id, _knobs.OrderSeed)), shuffled);
        return shuffled;
    }

    private static uint Hash(string id, int seed)
    {
        uint hash = 2166136261 ^ (uint)seed;
        foreach (char c in id)
        {
            hash = (hash ^ c) * 16777619;
        }

        // Neighbours differ in their last digits only; this spreads them.
        return (hash ^ (hash >> 15)) * 2654435761;
    }

    private static void AddPair(Database data, SimTable table, ParsedQuery query, string name, string value)
    {
        SimColumn? column = QueryParser.Resolve(name, table, data);
        if (column == null)
        {
            query.Dropped.Add(name);
            return;
        }

        // Choices and references may be given by what the user interface shows (contract §2.2).
        var clause = new List<Condition> { new(name, "=", value) };
        string? choice = table.Labels(name)?.FirstOrDefault(pair => string.Equals(pair.Value, value, StringComparison.OrdinalIgnoreCase)).Key;
        if (choice != null)
        {
            clause.Add(new Condition(name, "=", choice));
        }

        if (column.Reference != null && data.Find(column.Reference)?.DisplayColumn is { } display)
        {
            clause.Add(new Condition(name + "." + display, "=", value));
        }

        if (query.Groups.Count == 0)
        {
            query.Groups.Add([]);
        }

        query.Groups.ForEach(group => group.Add(clause));
    }

    private static int Position(List<SimRow> rows, string id, bool after)
    {
        int low = 0;
        int high = rows.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            int order = SimTable.Compare(rows[middle].Id, id);
            if (order < 0 || (after && order == 0))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
