using System.Globalization;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Cuts a user's encoded query at its connectives; values stay as they are (contract servicenow-rest §3.1).</summary>
internal sealed class EncodedQueryParser
{
    private const int LongestText = 262_144;
    private const string Related = "RLQUERY";
    private const string RelatedEnd = "ENDRLQUERY";
    private const string Nested = "SUBQUERY";
    private const string NestedEnd = "ENDSUBQUERY";
    private const string Join = "JOIN";
    private const string FullText = "123TEXTQUERY321=";

    private readonly string[] _pieces;
    private readonly List<string> _groups = [];
    private readonly List<string> _group = [];
    private readonly List<SortTerm> _order = [];
    private readonly List<EncodedCondition> _conditions = [];
    private readonly List<string> _fields = [];
    private int _index;
    private int _offset;
    private bool _ended;

    internal EncodedQueryParser(string text)
    {
        if (text.Length > LongestText)
        {
            throw ErrorCatalog.InvalidQuery.With($"it is longer than {LongestText.ToString(CultureInfo.InvariantCulture)} characters.");
        }

        string query = text.Trim();

        // Builders that always put "^" before a term leave one in front; one at the end is as harmless.
        if (query.StartsWith("^", StringComparison.Ordinal))
        {
            query = query.Substring(1);
        }

        if (query.EndsWith("^", StringComparison.Ordinal))
        {
            query = query.Substring(0, query.Length - 1);
        }

        _pieces = query.Length == 0 ? [] : query.Split('^');
    }

    internal static bool HasJoin(string group) => group.Split('^').Any(piece => Starts(piece, Join) || Starts(piece, "OR" + Join));

    internal EncodedQuery Read()
    {
        while (_index < _pieces.Length)
        {
            Piece(Take());
        }

        if (_group.Count > 0)
        {
            _groups.Add(string.Join("^", _group));
        }
        else if (_groups.Count > 0)
        {
            throw Fail("an alternative without a condition would match every record");
        }

        return new EncodedQuery(_groups, _order, [.. _fields.Distinct(StringComparer.Ordinal)], _conditions);
    }

    private static bool Starts(string piece, string word) => piece.StartsWith(word, StringComparison.Ordinal);

    private string Take()
    {
        string piece = _pieces[_index];
        _offset = _index == 0 ? 0 : _offset + _pieces[_index - 1].Length + 1;
        _index++;
        return piece;
    }

    private void Piece(string piece)
    {
        if (piece.Length == 0)
        {
            throw Fail("a term is empty (ServiceNow has no escape for '^' inside a value)");
        }

        if (piece == "EQ")
        {
            _ended = true;
        }
        else if (!TryOrder(piece))
        {
            if (_ended)
            {
                throw Fail("a condition follows '^EQ', which ends the query");
            }

            Condition(piece);
        }
    }

    // Groupings and trends are settings of a list in the user interface; they change no record of the result.
    private bool TryOrder(string piece)
    {
        if (Starts(piece, "GROUPBY") || Starts(piece, "TRENDBY"))
        {
            return true;
        }

        if (!Starts(piece, "ORDERBY"))
        {
            return false;
        }

        bool descending = Starts(piece, "ORDERBYDESC");
        string field = piece.Substring(descending ? "ORDERBYDESC".Length : "ORDERBY".Length);
        if (!EncodedOperators.IsFieldName(field))
        {
            throw Fail($"'{WireValue.Shown(piece)}' names no field to sort by");
        }

        _order.Add(new SortTerm(field, descending));
        _fields.Add(field);
        return true;
    }

    private void Condition(string piece)
    {
        string condition = piece;
        if (Starts(piece, "NQ"))
        {
            if (_group.Count == 0)
            {
                throw Fail("'NQ' needs a condition before it");
            }

            _groups.Add(string.Join("^", _group));
            _group.Clear();
            condition = piece = piece.Substring(2);
            if (Starts(piece, "OR") || Starts(piece, "NQ"))
            {
                throw Fail("two connectives follow each other");
            }
        }
        else if (Starts(piece, "OR"))
        {
            if (_group.Count == 0)
            {
                throw Fail("'OR' needs a condition before it");
            }

            condition = piece.Substring(2);
        }

        _group.Add(piece);
        if (condition == RelatedEnd || condition == NestedEnd)
        {
            throw Fail($"'{condition}' closes nothing");
        }

        if (Starts(condition, Related))
        {
            RelatedList(condition.Substring(Related.Length));
        }
        else if (Starts(condition, Nested))
        {
            Block(Nested, NestedEnd);
        }
        else if (!Starts(condition, Join) && !(Starts(condition, FullText) && condition.Length > FullText.Length))
        {
            Term(condition, table: null);
        }
    }

    private void RelatedList(string head)
    {
        int dot = head.IndexOf('.');
        int comma = head.IndexOf(',');
        string table = dot > 0 ? head.Substring(0, dot) : string.Empty;
        string field = dot > 0 && comma > dot ? head.Substring(dot + 1, comma - dot - 1) : string.Empty;
        if (!EncodedOperators.IsFieldName(table) || !EncodedOperators.IsFieldName(field))
        {
            throw Fail("RLQUERY needs a table, a field and a count, as in 'RLQUERYtask_sla.task,>=1'");
        }

        _conditions.Add(new EncodedCondition(field + "=", table));
        foreach (string piece in Block(Related, RelatedEnd))
        {
            string condition = Starts(piece, "OR") || Starts(piece, "NQ") ? piece.Substring(2) : piece;
            Term(condition, table);
        }
    }

    /// <summary>Takes everything to the end word into the group and returns the pieces between.</summary>
    private List<string> Block(string begin, string end)
    {
        List<string> inner = [];
        for (int depth = 1; ;)
        {
            if (_index == _pieces.Length)
            {
                throw Fail($"'^{end}' is missing");
            }

            string piece = Take();
            _group.Add(piece);
            bool opens = Starts(piece, begin) || Starts(piece, "OR" + begin);
            depth += opens ? 1 : piece == end ? -1 : 0;
            if (depth == 0)
            {
                return inner;
            }

            if (opens && begin == Related)
            {
                throw Fail("RLQUERY cannot stand inside RLQUERY");
            }

            inner.Add(piece);
        }
    }

    private void Term(string condition, string? table)
    {
        (string Field, string Operator, string Value) cut = EncodedOperators.Cuts(condition).FirstOrDefault();
        if (cut.Field == null)
        {
            throw Fail($"'{WireValue.Shown(condition)}' is not a field, an operator and its value");
        }

        _conditions.Add(new EncodedCondition(condition, table));
        if (table != null)
        {
            return;
        }

        _fields.Add(cut.Field);
        if (EncodedOperators.ComparesField(cut.Operator))
        {
            _fields.Add(cut.Value.Split('@')[0]);
        }
    }

    private ElementException Fail(string reason) =>
        ErrorCatalog.InvalidQuery.With($"at character {(_offset + 1).ToString(CultureInfo.InvariantCulture)}, {reason}.");
}
