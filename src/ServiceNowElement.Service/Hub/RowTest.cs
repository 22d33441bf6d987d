using System.Text.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Service.Hub;

/// <summary>Tests rows with what the instance could not test (contract cloud-elements-api §10.3, "other patterns").</summary>
internal static class RowTest
{
    /// <summary>Gives the patterns the dictionary's names, and refuses columns whose text is not in the row.</summary>
    internal static FilterNode Bind(FilterNode node, ObjectSchema schema, string instance)
    {
        if (node is FilterGroup group)
        {
            return new FilterGroup(group.IsOr, [.. group.Children.Select(child => Bind(child, schema, instance))]);
        }

        var pattern = (FilterPattern)node;
        if (pattern.Field.Contains('.', StringComparison.Ordinal))
        {
            throw ErrorCatalog.FilterNotTranslatable.With($"a LIKE that has to be tested row by row, on '{pattern.Field}' of another table.");
        }

        FieldSchema column = schema.Find(pattern.Field) ?? throw ErrorCatalog.UnknownField.With(instance, pattern.Field, schema.Name, string.Empty);
        return column.Kind == FieldKind.Text && !column.HasLabel
            ? pattern.On(column.Name)
            : throw ErrorCatalog.FilterNotTranslatable.With($"a LIKE that has to be tested row by row, on '{column.Name}', which holds no plain text.");
    }

    internal static IEnumerable<string> Columns(FilterNode node) =>
        node is FilterGroup group ? group.Children.SelectMany(Columns) : [((FilterPattern)node).Field];

    internal static bool Matches(FilterNode node, JsonElement row)
    {
        if (node is FilterGroup group)
        {
            return group.IsOr ? group.Children.Any(child => Matches(child, row)) : group.Children.All(child => Matches(child, row));
        }

        var pattern = (FilterPattern)node;
        return pattern.Matches(row.TryGetProperty(pattern.Field, out JsonElement value) ? Text(value) : null);
    }

    internal static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty("value", out JsonElement inner) ? Text(inner) : null,
        JsonValueKind.String => value.GetString(),
        _ => null,
    };
}
