using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The answers to an item's variables, from a request or from the cart, and the rows they are kept in (contract servicenow-rest §4.5).</summary>
internal sealed class CatalogAnswers
{
    private readonly List<(SimRow Question, string Value)> _plain = [];
    private readonly List<(SimRow Set, int Row, SimRow Question, string Value)> _rows = [];

    private CatalogAnswers()
    {
    }

    internal IEnumerable<KeyValuePair<string, string>> Values => _plain.Where(answer => answer.Value.Length > 0).Select(answer => KeyValuePair.Create(answer.Question.Get("name"), answer.Value));

    /// <summary>Reads the member <c>variables</c>. Unknown names are ignored; what is mandatory and missing is refused.</summary>
    internal static CatalogAnswers Read(Database data, SimRow item, CatalogBody body)
    {
        var answers = new CatalogAnswers();
        var missing = new List<string>();
        foreach (SimRow question in CatalogQuestions.Of(data, item))
        {
            string value = body.Variable(question.Get("name")) is { } sent ? CatalogBody.Text(sent) : question.Get("default_value");
            if (value.Length == 0 && question.Get("mandatory") == "true")
            {
                missing.Add(question.Get("name"));
            }

            answers._plain.Add((question, value));
        }

        foreach (SimRow set in CatalogQuestions.Sets(data, item))
        {
            answers.ReadRows(data, set, body.Variable(set.Get("internal_name")), missing);
        }

        return missing.Count == 0 ? answers : throw new ApiError(400, "Mandatory Variables are required", "Missing: " + string.Join(", ", missing));
    }

    /// <summary>The answers that a line of the cart keeps.</summary>
    internal static CatalogAnswers OfCart(Database data, SimRow line)
    {
        var answers = new CatalogAnswers();
        foreach (SimRow option in data["sc_item_option"].Rows.Where(row => row.Get("cart_item") == line.Id))
        {
            if (Database.Get(data["item_option_new"], option.Get("item_option_new")) is { } question)
            {
                answers._plain.Add((question, option.Get("value")));
            }
        }

        foreach (SimRow row in data["sc_multi_row_question_answer"].Rows.Where(row => row.Get("parent_id") == line.Id))
        {
            if (Database.Get(data["item_option_new"], row.Get("item_option_new")) is { } question && Database.Get(data["item_option_new_set"], row.Get("variable_set")) is { } set)
            {
                answers._rows.Add((set, int.Parse(row.Get("sequence"), CultureInfo.InvariantCulture), question, row.Get("value")));
            }
        }

        return answers;
    }

    /// <summary>Forgets the answers of a line of the cart.</summary>
    internal static void Forget(Database data, SimRow line)
    {
        foreach (SimRow row in data["sc_item_option"].Rows.Where(row => row.Get("cart_item") == line.Id).Concat(data["sc_multi_row_question_answer"].Rows.Where(row => row.Get("parent_id") == line.Id)).ToList())
        {
            row.Table.Remove(row);
        }

        data.Changed();
    }

    internal void SaveToCart(Records records, SimRow line)
    {
        foreach ((SimRow question, string value) in _plain)
        {
            records.Make("sc_item_option", ("item_option_new", question.Id), ("value", value), ("order", question.Get("order")), ("cart_item", line.Id));
        }

        SaveRows(records, line);
    }

    internal void SaveToItem(Records records, SimRow requested)
    {
        foreach ((SimRow question, string value) in _plain)
        {
            SimRow option = records.Make("sc_item_option", ("item_option_new", question.Id), ("value", value), ("order", question.Get("order")));
            records.Make("sc_item_option_mtom", ("request_item", requested.Id), ("sc_item_option", option.Id));
        }

        SaveRows(records, requested);
    }

    private void SaveRows(Records records, SimRow parent)
    {
        foreach ((SimRow set, int row, SimRow question, string value) in _rows)
        {
            string index = row.ToString(CultureInfo.InvariantCulture);
            records.Make("sc_multi_row_question_answer", ("parent_id", parent.Id), ("parent_table_name", parent.Table.Name), ("variable_set", set.Id), ("item_option_new", question.Id), ("row_index", parent.Id[..8] + "-" + index), ("sequence", index), ("value", value));
        }
    }

    /// <summary>A multi-row set comes as an array of objects, or as the text of one.</summary>
    private void ReadRows(Database data, SimRow set, JsonElement? sent, List<string> missing)
    {
        if (sent is not { } value || CatalogBody.Text(value) is not { Length: > 0 } text)
        {
            return;
        }

        List<SimRow> questions = CatalogQuestions.OfSet(data, set);
        int index = 0;
        foreach (JsonElement row in CatalogBody.Rows(set.Get("internal_name"), text))
        {
            foreach (SimRow question in questions)
            {
                string name = question.Get("name");
                string answer = row.TryGetProperty(name, out JsonElement cell) ? CatalogBody.Text(cell) : question.Get("default_value");
                if (answer.Length == 0 && question.Get("mandatory") == "true")
                {
                    missing.Add(set.Get("internal_name") + "." + name);
                }

                _rows.Add((set, index, question, answer));
            }

            index++;
        }
    }
}
