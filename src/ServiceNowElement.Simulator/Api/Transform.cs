using System.Globalization;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Runs the transform maps over one staging row: an upsert by the coalesce columns (contract servicenow-rest §4.3).</summary>
internal sealed class Transform(Records records, string? fault)
{
    private readonly Database _data = records.Data;

    internal IReadOnlyList<ImportResult> Run(SimRow staged)
    {
        List<ImportResult> results = [.. staged.Table.Maps.Select(map => One(map, staged, fails: fault == "import-multi-map" && staged.Table.Maps.Count > 1 && map == staged.Table.Maps[^1]))];
        if (fault == "import-multi-map" && staged.Table.Maps is [var only])
        {
            results.Add(Failed(only, only.Name + " (second)"));
        }

        ImportResult? shown = results.Find(result => result.Status == "error") ?? results.LastOrDefault();
        staged.Set("sys_import_state", shown?.Status ?? "skipped");
        staged.Set("sys_import_state_comment", shown?.Message ?? string.Empty);
        staged.Set("sys_row_error", shown?.Status == "error" ? shown.Message ?? string.Empty : string.Empty);
        staged.Set("sys_target_table", shown?.Table ?? string.Empty);
        staged.Set("sys_target_sys_id", shown?.Status is "inserted" or "updated" or "ignored" ? shown.SysId : string.Empty);
        staged.Set("sys_updated_on", _data.Stamp);
        _data.ImportResults[staged.Id] = results;
        return results;
    }

    private static ImportResult Failed(SimulatorTransformMap map, string name) => new(name, map.Table, "error", string.Empty, string.Empty, string.Empty, "Error in script of transform map " + name);

    private ImportResult One(SimulatorTransformMap map, SimRow staged, bool fails)
    {
        if (fails)
        {
            return Failed(map, map.Name);
        }

        SimTable target = _data[map.Table];
        Dictionary<string, string> values = Values(map, staged, target);
        if (fault == "import-skip" || values.Count == 0 || map.Coalesce.Any(column => !values.ContainsKey(column)))
        {
            return new ImportResult(map.Name, map.Table, "skipped", staged.Id, string.Empty, string.Empty, values.Count == 0 ? "Row is empty" : "No value for coalesce field " + string.Join(", ", map.Coalesce.DefaultIfEmpty("(none)")));
        }

        try
        {
            if (map.Coalesce.Count == 0 || Existing(target, map.Coalesce, values) is not { } row)
            {
                return Result(map, records.Insert(target, values), "inserted", null);
            }

            return records.Update(target, row, values) ? Result(map, row, "updated", null) : Result(map, row, "ignored", "No field values changed");
        }
        catch (ApiError error)
        {
            return new ImportResult(map.Name, map.Table, "error", string.Empty, string.Empty, string.Empty, error.Detail ?? error.Message);
        }
    }

    private static ImportResult Result(SimulatorTransformMap map, SimRow row, string status, string? message)
    {
        string display = row.Table.DisplayColumn ?? "sys_id";
        return new ImportResult(map.Name, map.Table, status, row.Id, display, row.Get(display), message);
    }

    private static SimRow? Existing(SimTable target, IReadOnlyList<string> columns, Dictionary<string, string> values) =>
        target.Family().SelectMany(member => member.Rows).FirstOrDefault(row => columns.All(column => string.Equals(row.Get(column), values[column], StringComparison.OrdinalIgnoreCase)));

    /// <summary>The values by target column. Empty staging columns are not carried over.</summary>
    private Dictionary<string, string> Values(SimulatorTransformMap map, SimRow staged, SimTable target)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string source, string column) in map.Fields)
        {
            string text = staged.Get(source);
            if (text.Length > 0 && Coerced(map, target, target.Find(column)!, text) is { } value)
            {
                values[column] = value;
            }
        }

        return values;
    }

    /// <summary>A text as the column stores it: choices by label, references by id, display value or user name, dates in the map's format.</summary>
    private string? Coerced(SimulatorTransformMap map, SimTable target, SimColumn column, string text)
    {
        if (column.Reference != null && _data.Find(column.Reference) is { } referenced)
        {
            return Database.Get(referenced, text)?.Id ?? referenced.Family().SelectMany(member => member.Rows)
                .FirstOrDefault(row => Same(referenced.DisplayColumn is { } shown ? row.Get(shown) : string.Empty, text) || Same(row.Get("user_name"), text))?.Id;
        }

        if (column.Type is "glide_date_time" or "due_date")
        {
            return DateTime.TryParseExact(text, map.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;
        }

        return target.Labels(column.Name)?.FirstOrDefault(choice => Same(choice.Value, text)).Key ?? text;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
