using Newtonsoft.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.Local;

/// <summary>How an instance lies on disk: everything but secrets.</summary>
internal sealed class InstanceFile
{
    [JsonProperty("id")]
    public string Id { get; set; } = string.Empty;

    [JsonProperty("name")]
    public string Name { get; set; } = string.Empty;

    [JsonProperty("elementKey")]
    public string ElementKey { get; set; } = "servicenow";

    [JsonProperty("address")]
    public string Address { get; set; } = string.Empty;

    [JsonProperty("userName")]
    public string? UserName { get; set; }

    [JsonProperty("tags")]
    public List<string> Tags { get; set; } = [];

    [JsonProperty("created")]
    public string Created { get; set; } = string.Empty;

    internal static InstanceFile Of(ElementInstance instance) => new()
    {
        Id = instance.Id,
        Name = instance.Name,
        ElementKey = instance.ElementKey,
        Address = instance.Address.ToString(),
        UserName = instance.UserName,
        Tags = [.. instance.Tags],
        Created = instance.Created.ToString("o", System.Globalization.CultureInfo.InvariantCulture),
    };

    internal ElementInstance ToInstance() => new()
    {
        Id = Id,
        Name = Name,
        ElementKey = ElementKey,
        Address = new Uri(Address),
        UserName = UserName,
        Tags = Tags,
        Created = DateTime.Parse(Created, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind),
    };
}
