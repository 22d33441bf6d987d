using System.Management.Automation.Language;
using ServiceNowElement.Query;

namespace ServiceNowElement.Binding;

/// <summary>
/// Reads <c>{ priority -le 2 -and active -eq $true }</c>, which PowerShell parses as a command named <c>priority</c> with
/// parameters. As in PowerShell, -and and -or bind equally and from the left.
/// </summary>
internal sealed class BareFilterReader(FilterReader reader, CommandAst command)
{
    private int _at;

    internal Func<FilterNode> Read()
    {
        if (command.Redirections.Count > 0 || command.InvocationOperator != TokenKind.Unknown)
        {
            throw reader.Refuse(command, "it is no condition");
        }

        Func<FilterNode> result = ReadTerm();
        while (_at < command.CommandElements.Count)
        {
            string word = Operator();
            if (word is not ("and" or "or"))
            {
                throw reader.Refuse(command.CommandElements[_at - 1], "-and or -or is expected here");
            }

            result = FilterReader.Join(word == "or", result, ReadTerm());
        }

        return result;
    }

    private Func<FilterNode> ReadTerm()
    {
        if (_at >= command.CommandElements.Count)
        {
            throw reader.Refuse(command, "it ends too early");
        }

        CommandElementAst first = command.CommandElements[_at++];
        if (first is CommandParameterAst { ParameterName: "not", Argument: null })
        {
            Func<FilterNode> child = ReadTerm();
            return () => new FilterNot(child());
        }

        if (first is ParenExpressionAst paren)
        {
            return reader.ReadCondition(paren);
        }

        string? field = first is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } bare ? bare.Value : first is ExpressionAst expression ? FilterReader.FieldOf(expression) : null;
        if (field == null || !field.All(c => char.IsLetterOrDigit(c) || c is '_' or '.'))
        {
            throw reader.Refuse(first, "a field name is expected here");
        }

        bool alone = _at >= command.CommandElements.Count || command.CommandElements[_at] is CommandParameterAst { ParameterName: "and" or "or" };
        if (alone)
        {
            return () => new FilterTerm(field, FilterOperator.Equal, [true]);
        }

        CommandElementAst place = command.CommandElements[_at];
        TokenKind token = Kind(Operator(), place);
        if (_at >= command.CommandElements.Count || command.CommandElements[_at] is not ExpressionAst value)
        {
            throw reader.Refuse(place, "a value is expected after it");
        }

        _at++;
        return reader.Compare(field, token, value, place, flipped: false);
    }

    private string Operator()
    {
        CommandElementAst element = command.CommandElements[_at++];
        return element is CommandParameterAst { Argument: null } parameter ? parameter.ParameterName.ToLowerInvariant() : throw reader.Refuse(element, "an operator is expected here");
    }

    private TokenKind Kind(string word, CommandElementAst place) => word switch
    {
        "eq" or "ieq" => TokenKind.Ieq,
        "ne" or "ine" => TokenKind.Ine,
        "lt" or "ilt" => TokenKind.Ilt,
        "le" or "ile" => TokenKind.Ile,
        "gt" or "igt" => TokenKind.Igt,
        "ge" or "ige" => TokenKind.Ige,
        "like" or "ilike" => TokenKind.Ilike,
        "notlike" or "inotlike" => TokenKind.Inotlike,
        "match" or "imatch" => TokenKind.Imatch,
        "notmatch" or "inotmatch" => TokenKind.Inotmatch,
        "in" or "iin" => TokenKind.Iin,
        "notin" or "inotin" => TokenKind.Inotin,
        _ => throw reader.Refuse(place, "the server has no such comparison"),
    };
}
