using System.Globalization;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Makes a user's values ready for a write: names are checked, labels of choices become values, names of referenced records become
/// sys_ids. The instance would drop what it does not know without a word (contract servicenow-rest §2.7).
/// </summary>
internal sealed class ValueResolver(PageSource source, SchemaCache schemas)
{
    internal async Task<Dictionary<string, string>> ResolveAsync(ObjectSchema schema, IReadOnlyDictionary<string, object?> values, CallContext call)
    {
        var wire = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> pair in values)
        {
            FieldSchema field = schema.Find(pair.Key) ?? throw new ElementException(
                ErrorCatalog.UnknownField,
                ErrorCatalog.UnknownField.Text(source.Client.Instance, pair.Key, schema.Name, NearestNames.Advice(pair.Key, schema.Fields.Select(known => known.Name))))
            {
                Instance = source.Client.Instance,
                Object = schema.Name,
            };
            wire[field.Name] = await ResolveAsync(field, pair.Value, call).ConfigureAwait(false);
        }

        return wire;
    }

    private async Task<string> ResolveAsync(FieldSchema field, object? value, CallContext call)
    {
        string text = WireValue.Of(value);
        if (text.Length == 0)
        {
            return text;
        }

        switch (field.Kind)
        {
            case FieldKind.Boolean:
                return bool.TryParse(text, out bool flag) ? (flag ? "true" : "false") : text is "1" or "0" ? (text == "1" ? "true" : "false") : throw Invalid(text, "true or false", field);
            case FieldKind.DateTime when value is string:
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                    ? WireTime.Format(time) : throw Invalid(text, "date and time", field);
            case FieldKind.Date:
                return text.Length >= 10 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day)
                    ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : throw Invalid(text, "date", field);
            case FieldKind.Reference when !ObjectNames.IsSysId(text) && field.Reference != null:
                return await ReferenceAsync(field, text, call).ConfigureAwait(false);
            default:
                return Choice(field, text);
        }
    }

    private static string Choice(FieldSchema field, string text)
    {
        bool number = field.Kind is FieldKind.Integer or FieldKind.Decimal;
        if (field.Choices.Count > 0 && !field.Choices.Any(choice => choice.Value == text))
        {
            Choice? byLabel = field.Choices.FirstOrDefault(choice => string.Equals(choice.Label, text, StringComparison.OrdinalIgnoreCase));
            if (byLabel != null)
            {
                return byLabel.Value;
            }

            if (number && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
            {
                throw ErrorCatalog.UnknownChoice.With(text, field.Name, NearestNames.Advice(text, field.Choices.Select(choice => choice.Label)));
            }
        }

        return number && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? throw Invalid(text, "number", field) : text;
    }

    private async Task<string> ReferenceAsync(FieldSchema field, string text, CallContext call)
    {
        ObjectSchema target = await schemas.GetSchemaAsync(field.Reference!, call).ConfigureAwait(false);
        var names = new List<string> { target.DisplayField?.Name ?? "name" };
        if (target.Name == "sys_user")
        {
            // People write the login as often as the name.
            names.Add("user_name");
        }

        foreach (string name in names)
        {
            var layout = new RecordLayout(target.Name, source.Client.Instance, ValueMode.Raw, [new RecordColumn("sys_id", null), new RecordColumn(name, null)]);
            List<Record> found = await KeyLookup.FindAsync(source, new TableRead(target.Name, EncodedQuery.All, layout), name, text, null, call).ConfigureAwait(false);
            if (found.Count > 1)
            {
                throw ErrorCatalog.ReferenceAmbiguous.With(source.Client.Instance, target.Name, text, field.Name);
            }

            if (found.Count == 1)
            {
                return found[0].SysId;
            }
        }

        throw ErrorCatalog.ReferenceNotFound.With(source.Client.Instance, target.Name, text, field.Name);
    }

    private static ElementException Invalid(string text, string what, FieldSchema field) => ErrorCatalog.InvalidValue.With(text, what, field.Name);
}
