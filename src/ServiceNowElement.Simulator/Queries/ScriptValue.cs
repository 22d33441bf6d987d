using System.Globalization;
using System.Text.RegularExpressions;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Queries;

/// <summary>The script values of contract servicenow-rest §3.3; the session's zone is GMT.</summary>
internal static partial class ScriptValue
{
    internal static string Evaluate(string script, Database data)
    {
        DateTime now = data.Now;
        Match call = Call().Match(script.Trim().TrimEnd(';'));
        if (!call.Success)
        {
            throw new NotSimulatedException("the script " + script);
        }

        string argument = call.Groups["argument"].Value;
        double number = double.TryParse(argument, NumberStyles.Number, CultureInfo.InvariantCulture, out double parsed) ? parsed : 0;
        return call.Groups["name"].Value switch
        {
            "getUserID" => data["sys_user"].Rows.First(row => row.Get("user_name") == "admin").Id,
            "getUserName" => "admin",
            "daysAgo" => Text(now.AddDays(-number)),
            "daysAgoStart" => Text(now.Date.AddDays(-number)),
            "daysAgoEnd" => Text(now.Date.AddDays(1 - number).AddSeconds(-1)),
            "hoursAgoStart" => Text(now.Date.AddHours(now.Hour - number)),
            "hoursAgo" => Text(now.AddHours(-number)),
            "minutesAgo" or "minutesAgoStart" => Text(now.AddMinutes(-number)),
            "beginningOfToday" => Text(now.Date),
            "endOfToday" => Text(now.Date.AddDays(1).AddSeconds(-1)),
            "beginningOfThisMonth" => Text(new DateTime(now.Year, now.Month, 1)),
            "endOfThisMonth" => Text(new DateTime(now.Year, now.Month, 1).AddMonths(1).AddSeconds(-1)),
            "beginningOfThisYear" => Text(new DateTime(now.Year, 1, 1)),
            "endOfThisYear" => Text(new DateTime(now.Year, 12, 31, 23, 59, 59)),
            "now" => Text(now),
            "dateGenerate" => argument.Replace("'", string.Empty, StringComparison.Ordinal).Replace(",", " ", StringComparison.Ordinal),
            _ => throw new NotSimulatedException("the script " + script),
        };
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^gs\.(?<name>\w+)\((?<argument>[^)]*)\)$")]
    private static partial Regex Call();
}
