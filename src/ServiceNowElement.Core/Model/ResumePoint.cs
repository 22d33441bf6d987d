using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;

namespace ServiceNowElement.Model;

/// <summary>
/// Where a read stopped: which ranges of sys_ids are still to be read, and after which record in each. Its text holds no secret and works
/// in another process; together with the records that were delivered before, the continued read gives every record exactly once.
/// </summary>
public sealed class ResumePoint
{
    private const int Version = 1;

    /// <summary>Gets the table.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the name of the instance.</summary>
    public string Instance { get; init; } = string.Empty;

    /// <summary>Gets the hash of the query with its columns: the point fits no other.</summary>
    public string QueryHash { get; init; } = string.Empty;

    /// <summary>Gets what is still to be read; empty when only the count at the end is missing.</summary>
    public IReadOnlyList<ResumeRange> Ranges { get; init; } = [];

    /// <summary>Gets how many records were delivered so far, by all reads that this one continues.</summary>
    public long Rows { get; init; }

    /// <summary>Gets what the instance counted for the whole query at the start, or null.</summary>
    public long? Total { get; init; }

    /// <summary>Gets the time before which the instance asked not to continue, or null.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Reads the text of a point.</summary>
    /// <param name="text">What <see cref="ToString"/> returned.</param>
    /// <returns>The point; <c>ResumePointInvalid</c> when the text is none.</returns>
    public static ResumePoint Parse(string text)
    {
        var root = ElementJson.TryParse(text ?? throw new ArgumentNullException(nameof(text))) as JObject;
        if (root.Member("v").Text() != Version.ToString(CultureInfo.InvariantCulture) || root.Member("ranges") is not JArray ranges || root.Member("object").Text() is not { } name)
        {
            throw ErrorCatalog.ResumePointInvalid.With("the text is not one that this version wrote.");
        }

        return new ResumePoint
        {
            Object = name,
            Instance = root.Member("instance").Text() ?? string.Empty,
            QueryHash = root.Member("query").Text() ?? string.Empty,
            Ranges = [.. ranges.Select(range => new ResumeRange(Id(range, "from"), Id(range, "after"), Id(range, "below"), Number(range.Member("left")) ?? 0))],
            Rows = Number(root.Member("rows")) ?? 0,
            Total = Number(root.Member("total")),
            NotBefore = DateTimeOffset.TryParse(root.Member("notBefore").Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null,
        };
    }

    /// <summary>Writes the point as one line of text.</summary>
    /// <returns>The text, for <see cref="Parse"/>.</returns>
    public override string ToString()
    {
        var root = new JObject { ["v"] = Version, ["object"] = Object, ["instance"] = Instance, ["query"] = QueryHash, ["rows"] = Rows };
        if (Total != null)
        {
            root["total"] = Total;
        }

        if (NotBefore != null)
        {
            root["notBefore"] = NotBefore.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }

        root["ranges"] = new JArray(Ranges.Select(range =>
        {
            var one = new JObject();
            foreach ((string name, string? id) in new[] { ("from", range.From), ("after", range.After), ("below", range.Below) })
            {
                if (id != null)
                {
                    one[name] = id;
                }
            }

            one["left"] = range.Estimate;
            return one;
        }));
        return root.ToString(Formatting.None);
    }

    // The sys_ids go into a query: what could add a condition to it was not written here.
    private static string? Id(JToken range, string name) => range.Member(name).Text() switch
    {
        null => null,
        { Length: > 0 and <= 100 } id when id.IndexOf('^') < 0 && !id.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) => id,
        _ => throw ErrorCatalog.ResumePointInvalid.With($"its {name} is no sys_id."),
    };

    private static long? Number(JToken? token) => long.TryParse(token.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
