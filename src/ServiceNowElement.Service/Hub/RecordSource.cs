using System.Globalization;
using System.Text;
using ServiceNowElement.Model;

namespace ServiceNowElement.Service.Hub;

/// <summary>Reads raw rows of one list of the instance, byte for byte.</summary>
/// <param name="call">The hub call.</param>
/// <param name="path">The resource, for example <c>api/now/v2/table/incident</c>.</param>
/// <param name="place">What messages call it.</param>
internal sealed class RecordSource(HubCall call, string path, string place)
{
    internal static string TablePath(string table) => "api/now/v2/table/" + table;

    /// <summary>Reads one window of the rows of an encoded query.</summary>
    internal Task<ResultBytes> ListAsync(string query, IReadOnlyList<string>? fields, bool display, long offset, int limit)
    {
        StringBuilder target = new StringBuilder(path).Append("?sysparm_query=").Append(Uri.EscapeDataString(query));
        target.Append(CultureInfo.InvariantCulture, $"&sysparm_limit={limit}");
        if (offset > 0)
        {
            target.Append(CultureInfo.InvariantCulture, $"&sysparm_offset={offset}");
        }

        Common(target, fields, display);
        return ReadAsync(target.Append("&sysparm_suppress_pagination_header=true").ToString(), null, isList: true);
    }

    /// <summary>Reads one row.</summary>
    internal Task<ResultBytes> OneAsync(string id, IReadOnlyList<string>? fields, bool display)
    {
        StringBuilder target = new StringBuilder(path).Append('/').Append(Uri.EscapeDataString(id)).Append('?');
        return ReadAsync(Common(target, fields, display).ToString().Replace("?&", "?", StringComparison.Ordinal), id, isList: false);
    }

    /// <summary>Reads whatever a target answers.</summary>
    internal Task<ResultBytes> ReadAsync(string target, string? key, bool isList) => call.Element.SendAsync(
        new RawRequest { Path = target, Object = place, Key = key },
        response => ResultBytes.ReadAsync(response, call.Element.Instance, key == null ? place : $"{place} {key}", isList, call.Context.Token),
        call.Context);

    private static StringBuilder Common(StringBuilder target, IReadOnlyList<string>? fields, bool display)
    {
        if (fields != null)
        {
            target.Append("&sysparm_fields=").AppendJoin(',', fields.Select(Uri.EscapeDataString));
        }

        return target.Append(display ? "&sysparm_display_value=all" : "&sysparm_display_value=false");
    }
}
