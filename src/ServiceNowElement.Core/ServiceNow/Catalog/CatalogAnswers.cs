using System.Collections;
using System.Globalization;
using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using WireValue = ServiceNowElement.ServiceNow.Table.WireValue;

namespace ServiceNowElement.ServiceNow.Catalog;

/// <summary>Checks the answers to a catalog item before anything is sent, and writes them: the instance would drop an unknown name without a word.</summary>
internal sealed class CatalogAnswers(string instance, CatalogItem item)
{
    private IReadOnlyList<CatalogVariable> Known => item.Variables ?? [];

    internal static bool IsMultiRow(string type) => type.Replace("_", string.Empty).Replace(" ", string.Empty).IndexOf("multirow", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Writes the body of the order.</summary>
    internal byte[] Write(CatalogSubmission submission, bool isProducer)
    {
        Dictionary<string, object?> answers = Check(submission.Variables);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            if (!isProducer)
            {
                json.WritePropertyName("sysparm_quantity");
                json.WriteValue(submission.Quantity.ToString(CultureInfo.InvariantCulture));
            }

            if (!string.IsNullOrEmpty(submission.RequestedFor))
            {
                json.WritePropertyName("sysparm_requested_for");
                json.WriteValue(submission.RequestedFor);
            }

            json.WritePropertyName("variables");
            json.WriteStartObject();
            foreach (KeyValuePair<string, object?> answer in answers)
            {
                json.WritePropertyName(answer.Key);
                Value(json, answer.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return ElementJson.Utf8.GetBytes(text.ToString());
    }

    private Dictionary<string, object?> Check(IReadOnlyDictionary<string, object?> given)
    {
        var answers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> pair in given)
        {
            CatalogVariable variable = Known.FirstOrDefault(known => string.Equals(known.Name, pair.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw Error(ErrorCatalog.UnknownVariable, pair.Key, NearestNames.Advice(pair.Key, Known.Select(known => known.Name)));
            answers[variable.Name] = Answer(variable, pair.Value);
        }

        string[] missing = [.. Known.Where(variable => variable.Mandatory && !IsAnswered(answers, variable.Name)).Select(variable => variable.Name)];
        return missing.Length == 0 ? answers : throw Error(ErrorCatalog.VariablesMissing, string.Join(", ", missing));
    }

    private static bool IsAnswered(Dictionary<string, object?> answers, string name) => answers.TryGetValue(name, out object? value) && value is not (null or "");

    private static object? Answer(CatalogVariable variable, object? value)
    {
        if (value is IEnumerable and not string)
        {
            // A multi-row set travels as the text of a JSON array; several values of one question as a list with commas.
            return value is IDictionary || ((IEnumerable)value).Cast<object?>().Any(row => row is IDictionary)
                ? Rows(value is IDictionary ? new[] { value } : (IEnumerable)value)
                : string.Join(",", ((IEnumerable)value).Cast<object?>().Select(part => WireValue.Of(part)));
        }

        if (value is string text && text.Length > 0 && variable.Choices.Count > 0 && variable.Choices.All(choice => choice.Value != text))
        {
            Choice? labelled = variable.Choices.FirstOrDefault(choice => string.Equals(choice.Label, text, StringComparison.OrdinalIgnoreCase));
            return labelled?.Value ?? throw ErrorCatalog.UnknownChoice.With(text, variable.Name, NearestNames.Advice(text, variable.Choices.Select(choice => choice.Label)));
        }

        return value;
    }

    private static string Rows(IEnumerable rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartArray();
            foreach (object? row in rows)
            {
                json.WriteStartObject();
                foreach (DictionaryEntry cell in row as IDictionary ?? throw ErrorCatalog.InvalidValue.With(row, "row of names and values", "a multi-row variable set"))
                {
                    json.WritePropertyName(Convert.ToString(cell.Key, CultureInfo.InvariantCulture) ?? string.Empty);
                    json.WriteValue(WireValue.Of(cell.Value));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return text.ToString();
    }

    private static void Value(JsonTextWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull();
                break;
            case bool or byte or short or int or long or float or double or decimal:
                json.WriteValue(value);
                break;
            default:
                json.WriteValue(WireValue.Of(value));
                break;
        }
    }

    private ElementException Error(ErrorEntry entry, params object?[] facts) => new(entry, entry.Text([instance, item.Name, .. facts]))
    {
        Instance = instance,
        Object = CatalogClient.TableName,
        Key = item.SysId,
    };
}
