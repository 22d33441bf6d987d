using ServiceNowElement.Model;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Hub;

/// <summary>Finds what the resource name of a path stands for: a name of the element's own, a defined object, or a table.</summary>
internal sealed class HubTargets(ITransformationSource transformations)
{
    private const int LongestName = 80;

    internal async Task<HubTarget> FindAsync(HubCall call, string name)
    {
        Transformation? found = await transformations.FindAsync(call.Instance, name, call.Context.Token);
        string vendor = found?.VendorName is { Length: > 0 } given ? given : name;
        string table = ObjectNames.ToTable(vendor);
        return IsTable(table) ? new HubTarget(name, table, found) : throw Unknown(vendor);
    }

    /// <summary>Finds how records of a resource without a table of its own change their shape; null when they stay raw.</summary>
    internal async Task<RecordShape?> ShapeAsync(HubCall call, string name) => RecordShape.Of(await transformations.FindAsync(call.Instance, name, call.Context.Token));

    internal static ApiException Unknown(string name) => new(StatusCodes.Status404NotFound, $"There is no object named '{(name.Length <= LongestName ? name : name[..LongestName] + "…")}'");

    private static bool IsTable(string name) => name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
