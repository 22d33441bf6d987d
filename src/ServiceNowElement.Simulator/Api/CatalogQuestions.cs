using System.Globalization;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The variables of an item: its own, those of its plain variable sets, and its multi-row sets.</summary>
internal static class CatalogQuestions
{
    internal const string ManyRows = "one_to_many";

    internal static List<SimRow> Of(Database data, SimRow item)
    {
        List<string> plain = [.. SetsOf(data, item).Where(set => set.Get("type") != ManyRows).Select(set => set.Id)];
        return Sorted(data["item_option_new"].Rows.Where(row => row.Get("active") == "true" && (row.Get("cat_item") == item.Id || plain.Contains(row.Get("variable_set")))));
    }

    internal static List<SimRow> Sets(Database data, SimRow item) => [.. SetsOf(data, item).Where(set => set.Get("type") == ManyRows)];

    internal static List<SimRow> OfSet(Database data, SimRow set) => Sorted(data["item_option_new"].Rows.Where(row => row.Get("active") == "true" && row.Get("variable_set") == set.Id));

    internal static List<SimRow> Choices(Database data, SimRow question) => Sorted(data["question_choice"].Rows.Where(row => row.Get("inactive") != "true" && row.Get("question") == question.Id));

    internal static string Type(string number) => number switch
    {
        "1" => "yes_no",
        "2" => "multi_line_text",
        "3" => "multiple_choice",
        "5" => "select_box",
        "6" => "single_line_text",
        "7" => "check_box",
        "8" => "reference",
        "9" => "date",
        "10" => "date_time",
        _ => "type_" + number,
    };

    private static IEnumerable<SimRow> SetsOf(Database data, SimRow item) => Sorted(data["io_set_item"].Rows.Where(row => row.Get("sc_cat_item") == item.Id))
        .Select(row => Database.Get(data["item_option_new_set"], row.Get("variable_set"))).OfType<SimRow>();

    private static List<SimRow> Sorted(IEnumerable<SimRow> rows) => [.. rows.OrderBy(row => int.TryParse(row.Get("order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int order) ? order : 0).ThenBy(row => row.Id, StringComparer.Ordinal)];
}
