using System.Globalization;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Queries;

/// <summary>Decides whether a row satisfies a query (contract servicenow-rest §3.2). Text is compared without case, as on the usual database, unless the knob says otherwise.</summary>
internal sealed class Evaluator(Database data, SimTable table, bool caseSensitive = false)
{
    private readonly StringComparison _text = caseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    internal Func<SimRow, bool> Compile(ParsedQuery query)
    {
        if (query.Groups.Count == 0 || query.Groups.Any(group => group.Count == 0))
        {
            return _ => true;
        }

        Func<SimRow, bool>[][][] groups = [.. query.Groups.Select(group => group.Select(clause => clause.Select(Compile).ToArray()).ToArray())];
        return row => Array.Exists(groups, group => Array.TrueForAll(group, clause => Array.Exists(clause, condition => condition(row))));
    }

    internal Func<SimRow, string> Value(string field, bool display)
    {
        string[] steps = field.Split('.');
        SimColumn? last = QueryParser.Resolve(field, table, data);
        return row =>
        {
            SimRow? at = row;
            for (int i = 0; i < steps.Length - 1 && at != null; i++)
            {
                string? target = at.Table.Find(steps[i])?.Reference;
                at = target == null ? null : data.Referenced(target, at.Get(steps[i]));
            }

            string value = at?.Get(steps[^1]) ?? string.Empty;
            return display && last?.Reference != null && value.Length > 0 ? data.Display(last.Reference, value) : value;
        };
    }

    private Func<SimRow, bool> Compile(Condition condition)
    {
        SimColumn column = QueryParser.Resolve(condition.Field, table, data)!;
        string wanted = Script(condition.Value);
        Func<SimRow, string> value = Value(condition.Field, display: false);
        Func<SimRow, string> shown = column.Reference != null ? Value(condition.Field, display: true) : value;
        StringComparison text = _text;
        switch (condition.Operator)
        {
            case "=": return row => Same(value(row), wanted);
            case "!=": return row => !Same(value(row), wanted);
            case "<": return row => value(row).Length > 0 && Order(column, value(row), wanted) < 0;
            case "<=": return row => value(row).Length > 0 && Order(column, value(row), wanted) <= 0;
            case ">": return row => value(row).Length > 0 && Order(column, value(row), wanted) > 0;
            case ">=": return row => value(row).Length > 0 && Order(column, value(row), wanted) >= 0;
            case "LIKE" or "*" or "CONTAINS": return row => shown(row).Contains(wanted, text);
            case "NOT LIKE" or "!*" or "NOTLIKE" or "DOES NOT CONTAIN": return row => !shown(row).Contains(wanted, text);
            case "STARTSWITH": return row => shown(row).StartsWith(wanted, text);
            case "ENDSWITH" or "%": return row => shown(row).EndsWith(wanted, text);
            case "ISEMPTY" or "EMPTY" or "EMPTYSTRING": return row => value(row).Length == 0;
            case "ISNOTEMPTY" or "NOTEMPTY": return row => value(row).Length > 0;
            case "ANYTHING": return _ => true;
            case "IN" or "NOT IN":
                var members = wanted.Split(',').Select(member => member.TrimEnd()).ToHashSet(StringComparer.FromComparison(_text));
                bool inside = condition.Operator == "IN";
                return row => members.Contains(value(row)) == inside;
            case "BETWEEN":
                string[] ends = wanted.Split('@');
                return ends.Length != 2 ? throw new NotSimulatedException("BETWEEN without two ends") : row => value(row).Length > 0 && Order(column, value(row), Script(ends[0])) >= 0 && Order(column, value(row), Script(ends[1])) <= 0;
            case "SAMEAS" when !wanted.Contains('@', StringComparison.Ordinal): return row => Same(value(row), row.Get(wanted));
            case "NSAMEAS" when !wanted.Contains('@', StringComparison.Ordinal): return row => !Same(value(row), row.Get(wanted));
            case "GT_FIELD": return row => Order(column, value(row), row.Get(wanted)) > 0;
            case "LT_FIELD": return row => Order(column, value(row), row.Get(wanted)) < 0;
            case "GT_OR_EQUALS_FIELD": return row => Order(column, value(row), row.Get(wanted)) >= 0;
            case "LT_OR_EQUALS_FIELD": return row => Order(column, value(row), row.Get(wanted)) <= 0;
            case "INSTANCEOF": return row => data.Find(wanted)?.Family().Any(member => member.Name == value(row)) == true;
            default: throw new NotSimulatedException("the operator " + condition.Operator);
        }
    }

    private bool Same(string left, string right) => string.Equals(left.TrimEnd(' '), right.TrimEnd(' '), _text);

    internal static int Order(SimColumn column, string left, string right) =>
        column.IsNumber && decimal.TryParse(left, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal a) && decimal.TryParse(right, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal b)
            ? a.CompareTo(b)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);

    private string Script(string value) => value.StartsWith("javascript:", StringComparison.Ordinal) ? ScriptValue.Evaluate(value["javascript:".Length..], data) : value;
}
