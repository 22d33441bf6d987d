using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Binding;

/// <summary>
/// Reads a filter block from its syntax tree, without running it (design §7). The whole block is checked first; then sub-expressions
/// without <c>$_</c> are evaluated, each once, in the caller's scope.
/// </summary>
internal sealed class FilterReader
{
    private readonly Func<ExpressionAst, object?> _evaluate;
    private readonly int _firstLine;
    private readonly int _firstColumn;

    private FilterReader(ScriptBlockAst block, Func<ExpressionAst, object?> evaluate)
    {
        _evaluate = evaluate;
        _firstLine = block.Extent.StartLineNumber;
        _firstColumn = block.Extent.StartColumnNumber;
    }

    internal static FilterNode Read(ScriptBlock filter, Func<ExpressionAst, object?> evaluate)
    {
        var block = (ScriptBlockAst)filter.Ast;
        var reader = new FilterReader(block, evaluate);
        if (block.ParamBlock != null || block.BeginBlock != null || block.ProcessBlock != null || block.EndBlock?.Statements.Count != 1)
        {
            throw reader.Refuse(block, "a filter is one condition");
        }

        return reader.ReadStatement(block.EndBlock.Statements[0])();
    }

    // Every reader returns a function that makes the node: by the time one runs, the whole block is known to translate.
    private Func<FilterNode> ReadStatement(StatementAst statement)
    {
        if (statement is PipelineAst { PipelineElements.Count: 1 } pipeline)
        {
            switch (pipeline.PipelineElements[0])
            {
                case CommandExpressionAst expression:
                    return ReadCondition(expression.Expression);
                case CommandAst command:
                    return new BareFilterReader(this, command).Read();
            }
        }

        throw Refuse(statement, "a filter is one condition");
    }

    internal Func<FilterNode> ReadCondition(ExpressionAst expression)
    {
        switch (expression)
        {
            case ParenExpressionAst paren when paren.Pipeline is PipelineAst inner:
                return ReadStatement(inner);
            case UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim } not:
                Func<FilterNode> child = ReadCondition(not.Child);
                return () => new FilterNot(child());
            case BinaryExpressionAst { Operator: TokenKind.And or TokenKind.Or } join:
                Func<FilterNode> left = ReadCondition(join.Left);
                Func<FilterNode> right = ReadCondition(join.Right);
                return Join(join.Operator == TokenKind.Or, left, right);
            case BinaryExpressionAst comparison:
                return ReadComparison(comparison);
            default:
                string? field = FieldOf(expression);
                return field != null ? Single(field, FilterOperator.Equal, true) : throw Refuse(expression, "it is no comparison of a field");
        }
    }

    internal static Func<FilterNode> Join(bool isOr, Func<FilterNode> left, Func<FilterNode> right) => () => new FilterGroup(isOr, [left(), right()]);

    internal Func<FilterNode> Compare(string field, TokenKind token, ExpressionAst value, Ast place, bool flipped)
    {
        if (Mentions(value))
        {
            throw Refuse(value, "both sides depend on the record; the server compares a field with a value");
        }

        TokenKind kind = flipped ? Flip(token) : token;
        switch (kind)
        {
            case TokenKind.Ieq: return Scalar(field, FilterOperator.Equal, value);
            case TokenKind.Ine: return Scalar(field, FilterOperator.NotEqual, value);
            case TokenKind.Ilt: return Scalar(field, FilterOperator.LessThan, value);
            case TokenKind.Ile: return Scalar(field, FilterOperator.LessOrEqual, value);
            case TokenKind.Igt: return Scalar(field, FilterOperator.GreaterThan, value);
            case TokenKind.Ige: return Scalar(field, FilterOperator.GreaterOrEqual, value);
            case TokenKind.Ilike when !flipped: return () => Patterns.Like(field, Text(value), this, value);
            case TokenKind.Inotlike when !flipped: return () => new FilterNot(Patterns.Like(field, Text(value), this, value));
            case TokenKind.Imatch when !flipped: return () => Patterns.Match(field, Text(value), this, value);
            case TokenKind.Inotmatch when !flipped: return () => new FilterNot(Patterns.Match(field, Text(value), this, value));
            case TokenKind.Iin when !flipped:
            case TokenKind.Icontains when flipped:
                return () => new FilterTerm(field, FilterOperator.In, Many(value));
            case TokenKind.Inotin when !flipped:
            case TokenKind.Inotcontains when flipped:
                return () => new FilterTerm(field, FilterOperator.NotIn, Many(value));
            default:
                bool exact = token.ToString().StartsWith("C", StringComparison.Ordinal);
                throw Refuse(place, exact ? "the server does not distinguish letter case" : "the server has no such comparison");
        }
    }

    internal static string? FieldOf(ExpressionAst expression)
    {
        var path = new List<string>();
        ExpressionAst at = expression;
        while (at is MemberExpressionAst { Static: false } member and not InvokeMemberExpressionAst && member.Member is StringConstantExpressionAst name)
        {
            path.Insert(0, name.Value);
            at = member.Expression;
        }

        return path.Count > 0 && IsItem(at) ? string.Join(".", path) : null;
    }

    internal ElementException Refuse(Ast place, string why)
    {
        int line = place.Extent.StartLineNumber - _firstLine + 1;
        int column = line == 1 ? place.Extent.StartColumnNumber - _firstColumn + 1 : place.Extent.StartColumnNumber;
        string text = place.Extent.Text.Length > 120 ? place.Extent.Text.Substring(0, 120) + "…" : place.Extent.Text;
        return ErrorCatalog.FilterNotTranslatable.With($"'{text}' (line {line}, character {column}): {why}.");
    }

    private Func<FilterNode> ReadComparison(BinaryExpressionAst comparison)
    {
        string? left = FieldOf(comparison.Left);
        if (left != null)
        {
            return Compare(left, comparison.Operator, comparison.Right, comparison, flipped: false);
        }

        string? right = FieldOf(comparison.Right);
        return right != null
            ? Compare(right, comparison.Operator, comparison.Left, comparison, flipped: true)
            : throw Refuse(comparison, Mentions(comparison) ? "the field must stand alone on one side" : "no field of the record is in it");
    }

    private Func<FilterNode> Scalar(string field, FilterOperator comparison, ExpressionAst value) => () =>
    {
        object? plain = One(value);
        return Single(field, comparison, plain)();
    };

    private static Func<FilterNode> Single(string field, FilterOperator comparison, object? value) => () => new FilterTerm(field, comparison, [value]);

    private object? One(ExpressionAst value)
    {
        List<object?> found = Many(value);
        return found.Count == 1 ? found[0] : throw Refuse(value, $"it has {found.Count} values where one is compared; use -in");
    }

    private string Text(ExpressionAst value) => One(value)?.ToString() ?? string.Empty;

    private List<object?> Many(ExpressionAst value)
    {
        object? result = Values.Unwrap(_evaluate(value));
        IEnumerable<object?> items = result is IEnumerable many and not string and not IDictionary ? many.Cast<object?>() : [result];
        return items.Select(item =>
        {
            object? plain = Values.Unwrap(item);
            return plain is IDictionary or ScriptBlock or System.Security.SecureString or PSCredential
                ? throw Refuse(value, $"a {plain.GetType().Name} cannot be compared with a field")
                : Values.Plain(plain, value.Extent.Text);
        }).ToList();
    }

    private static bool IsItem(Ast ast) => ast is VariableExpressionAst variable && variable.VariablePath.IsUnqualified
        && (string.Equals(variable.VariablePath.UserPath, "_", StringComparison.Ordinal) || string.Equals(variable.VariablePath.UserPath, "PSItem", StringComparison.OrdinalIgnoreCase));

    // A nested script block has a $_ of its own.
    private static bool Mentions(Ast ast) => ast.Find(IsItem, searchNestedScriptBlocks: false) != null;

    private static TokenKind Flip(TokenKind token) => token switch
    {
        TokenKind.Ilt => TokenKind.Igt,
        TokenKind.Ile => TokenKind.Ige,
        TokenKind.Igt => TokenKind.Ilt,
        TokenKind.Ige => TokenKind.Ile,
        _ => token,
    };
}
