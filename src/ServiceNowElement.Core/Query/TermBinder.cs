using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Binds one comparison whose column is known.</summary>
internal static class TermBinder
{
    private const int SysIdLength = 32;

    internal static async Task<FilterNode> BindAsync(FilterTerm term, ResolvedField field, FieldResolver resolver)
    {
        Refuse(term, field);
        if (term.Values.Count == 0)
        {
            return new FilterTerm(field.Path, term.Operator, []);
        }

        return field.Column.Kind == FieldKind.Reference && !string.IsNullOrEmpty(field.Column.Reference)
            ? await ReferenceAsync(term, field, resolver).ConfigureAwait(false)
            : Column(term.Operator, term.Values, field);
    }

    // People name a record; the column holds its identifier. Identifiers are compared as they are, names through the display column.
    private static async Task<FilterNode> ReferenceAsync(FilterTerm term, ResolvedField field, FieldResolver resolver)
    {
        bool isPattern = IsPattern(term.Operator);
        List<object?> ids = [.. term.Values.Where(value => !isPattern && IsStoredReference(ValueText.Plain(value), field.Column))];
        List<object?> names = [.. term.Values.Where(value => !ids.Contains(value))];
        List<FilterNode> parts = [];
        if (ids.Count > 0)
        {
            parts.Add(Column(term.Operator, ids, field));
        }

        if (names.Count > 0)
        {
            ResolvedField display = await resolver.DisplayAsync(field).ConfigureAwait(false)
                ?? throw ErrorCatalog.InvalidValue.With(WireValue.Shown(ValueText.Plain(names[0])), $"sys_id of {field.Column.Reference}", field.Path);
            parts.Add(Column(term.Operator, names, display));
        }

        // Only lists have more than one value: in either, or in neither.
        return FilterNormal.Join(term.Operator == FilterOperator.In, parts);
    }

    private static FilterNode Column(FilterOperator comparison, IReadOnlyList<object?> values, ResolvedField field)
    {
        if (IsPattern(comparison))
        {
            return Pattern(comparison, ValueText.Plain(values[0]), field);
        }

        List<string> texts = [.. values.SelectMany(value => Texts(value!, field, comparison)).Distinct(StringComparer.Ordinal)];
        foreach (string text in texts.Where(text => text.Length > 0))
        {
            WireValue.Safe(text, field.Path, comparison);
        }

        return comparison switch
        {
            FilterOperator.Equal or FilterOperator.In => Any(field.Path, texts),
            FilterOperator.NotEqual or FilterOperator.NotIn => new FilterNot(Any(field.Path, texts)),
            _ => new FilterTerm(field.Path, comparison, [texts[0]]),
        };
    }

    private static FilterNode Any(string path, List<string> texts)
    {
        if (texts.Count == 1)
        {
            return new FilterTerm(path, FilterOperator.Equal, [texts[0]]);
        }

        // A comma inside a value of IN cannot be written (contract servicenow-rest §3.2).
        List<object?> list = [.. texts.Where(text => text.IndexOf(',') < 0)];
        IEnumerable<FilterNode> single = texts.Where(text => text.IndexOf(',') >= 0).Select(text => new FilterTerm(path, FilterOperator.Equal, [text]));
        return FilterNormal.Join(isOr: true, list.Count == 0 ? single : single.Prepend(new FilterTerm(path, FilterOperator.In, list)));
    }

    private static List<string> Texts(object value, ResolvedField field, FilterOperator comparison)
    {
        if (!HasChoices(field.Column))
        {
            return [WireValue.Of(value, field, comparison)];
        }

        string text = ValueText.Plain(value);
        Choice? stored = field.Column.Choices.FirstOrDefault(choice => choice.Value == text)
            ?? field.Column.Choices.FirstOrDefault(choice => Same(choice.Value, text));
        if (stored != null)
        {
            return [stored.Value];
        }

        List<string> labelled = [.. field.Column.Choices.Where(choice => Same(choice.Label, text.Trim())).Select(choice => choice.Value)];
        if (labelled.Count > 0)
        {
            return labelled;
        }

        // A stored number may lie outside the list (EC71); a word that is no label cannot be stored in a column of numbers.
        return field.Column.Kind == FieldKind.Text || WireValue.IsWhole(text)
            ? [WireValue.Of(value, field, comparison)]
            : throw UnknownChoice(text, field);
    }

    private static FilterNode Pattern(FilterOperator comparison, string text, ResolvedField field)
    {
        WireValue.Safe(text, field.Path, comparison);
        bool isText = field.Column.Kind is FieldKind.Text or FieldKind.Reference;
        if (!HasChoices(field.Column))
        {
            return isText
                ? new FilterTerm(field.Path, comparison, [text])
                : throw ErrorCatalog.FilterNotTranslatable.With($"a text pattern on '{field.Path}', which holds no text.");
        }

        // People see labels, so the pattern is tried on the labels here; the server would try it on the stored values.
        FilterOperator positive = comparison == FilterOperator.NotContains ? FilterOperator.Contains : comparison;
        List<string> values = [.. field.Column.Choices.Where(choice => Matches(choice.Label, positive, text)).Select(choice => choice.Value)];
        if (values.Count == 0 && !isText)
        {
            throw UnknownChoice(text, field);
        }

        List<FilterNode> parts = [];
        if (values.Count > 0)
        {
            parts.Add(Any(field.Path, values));
        }

        if (isText)
        {
            parts.Add(new FilterTerm(field.Path, positive, [text]));
        }

        FilterNode any = FilterNormal.Join(isOr: true, parts);
        return positive == comparison ? any : new FilterNot(any);
    }

    private static void Refuse(FilterTerm term, ResolvedField field)
    {
        if (field.Column.Kind == FieldKind.Journal)
        {
            throw ErrorCatalog.FilterNotTranslatable.With($"'{field.Path}' is a journal; its entries are not stored in the record.");
        }

        if (field.Column.Kind == FieldKind.Secret && term.Values.Count > 0)
        {
            throw ErrorCatalog.FilterNotTranslatable.With($"'{field.Path}' is stored encrypted and can only be tested for being empty.");
        }
    }

    private static ElementException UnknownChoice(string text, ResolvedField field)
    {
        List<string> labels = [.. field.Column.Choices.Select(choice => choice.Label)];
        string advice = NearestNames.Advice(text, labels);
        if (advice.Length == 0)
        {
            advice = $" Its choices are {string.Join(", ", labels.Take(8).Select(label => $"'{label}'"))}{(labels.Count > 8 ? ", …" : string.Empty)}.";
        }

        return ErrorCatalog.UnknownChoice.With(WireValue.Shown(text), field.Path, advice);
    }

    private static bool HasChoices(FieldSchema column) =>
        column.Choices.Count > 0 && column.Kind is FieldKind.Text or FieldKind.Integer or FieldKind.Decimal;

    private static bool IsPattern(FilterOperator comparison) =>
        comparison is FilterOperator.Contains or FilterOperator.NotContains or FilterOperator.StartsWith or FilterOperator.EndsWith;

    // Domain columns hold the word "global" in place of an identifier (contract servicenow-rest §2.4).
    private static bool IsStoredReference(string text, FieldSchema column) =>
        (text.Length == SysIdLength && text.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
        || (column.InternalType == "domain_id" && text == "global");

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string label, FilterOperator comparison, string text) => comparison switch
    {
        FilterOperator.StartsWith => label.StartsWith(text, StringComparison.OrdinalIgnoreCase),
        FilterOperator.EndsWith => label.EndsWith(text, StringComparison.OrdinalIgnoreCase),
        _ => label.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0,
    };
}
