using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Finds the column at the end of a dot-walk and refuses what does not exist: ServiceNow would drop the term and widen the query.</summary>
internal sealed class FieldResolver(ObjectSchema schema, IFilterSchema lookup, CallContext call, string instance)
{
    /// <summary>Finds a column, ignoring case, or throws <c>UnknownField</c> with the nearest names.</summary>
    internal async Task<ResolvedField> ResolveAsync(string path)
    {
        (ResolvedField? found, ElementException? failure) = await WalkAsync(path).ConfigureAwait(false);
        return found ?? throw failure!;
    }

    /// <summary>Finds a column and gives the reason where there is none.</summary>
    internal async Task<(ResolvedField? Found, ElementException? Failure)> WalkAsync(string path)
    {
        string[] parts = path.Split('.');
        ObjectSchema table = schema;
        string walked = string.Empty;
        for (int index = 0; ; index++)
        {
            call.Token.ThrowIfCancellationRequested();
            FieldSchema? column = table.Find(parts[index]);
            if (column == null)
            {
                return (null, Unknown(parts[index], table, walked));
            }

            string name = walked + column.Name;
            if (index == parts.Length - 1)
            {
                return (new ResolvedField(name, column), null);
            }

            if (string.IsNullOrEmpty(column.Reference))
            {
                string reason = $" '{name}' is no reference, so no field of another table can follow it.";
                return (null, ErrorCatalog.UnknownField.With(instance, path, schema.Name, reason));
            }

            table = await lookup.GetSchemaAsync(column.Reference!, call).ConfigureAwait(false);
            walked = name + ".";
        }
    }

    /// <summary>The column that names the records a reference points to.</summary>
    internal async Task<ResolvedField?> DisplayAsync(ResolvedField reference)
    {
        ObjectSchema target = await lookup.GetSchemaAsync(reference.Column.Reference!, call).ConfigureAwait(false);
        FieldSchema? display = target.DisplayField ?? target.Find("name") ?? target.Find("number");
        return display == null ? null : new ResolvedField($"{reference.Path}.{display.Name}", display);
    }

    /// <summary>The refusal of a name that exists in another letter case, where the instance tells them apart.</summary>
    internal ElementException WrongCase(string path, string existing) =>
        ErrorCatalog.UnknownField.With(instance, path, schema.Name, NearestNames.Advice([existing]));

    private ElementException Unknown(string part, ObjectSchema table, string walked)
    {
        string letters = NearestNames.Letters(part);
        IEnumerable<string> byLabel = table.Fields
            .Where(column => letters.Length > 0 && NearestNames.Letters(column.Label) == letters)
            .Select(column => column.Name);
        IEnumerable<string> byName = NearestNames.Find(part, table.Fields.Select(column => column.Name));
        IEnumerable<string> byNearLabel = NearestNames.Find(part, table.Fields.Select(column => column.Label))
            .SelectMany(label => table.Fields.Where(column => column.Label == label).Select(column => column.Name));
        List<string> names = [.. byLabel.Concat(byName).Concat(byNearLabel).Distinct(StringComparer.Ordinal).Take(3).Select(name => walked + name)];
        return ErrorCatalog.UnknownField.With(instance, part, table.Name, NearestNames.Advice(names));
    }
}
