using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>The platform side of the responder: instances, and what is kept at their levels (contract cloud-elements-api §5, §13).</summary>
internal sealed class FarInstances
{
    private readonly object _gate = new();
    private readonly Dictionary<string, JObject> _kept = new(StringComparer.Ordinal);
    private int _last = 5000;

    internal FarInstances()
    {
        First = Make(new JObject { ["name"] = "demo", ["element"] = new JObject { ["key"] = "servicenow" }, ["configuration"] = new JObject { ["username"] = "api", ["password"] = "p", ["servicenow.subdomain"] = "dev1" } });
    }

    internal List<JObject> All { get; } = [];

    internal JObject First { get; }

    internal JObject? ByToken(string token)
    {
        lock (_gate)
        {
            return All.Find(instance => (string?)instance["token"] == token);
        }
    }

    internal FarAnswer Answer(FarCall call)
    {
        lock (_gate)
        {
            return call.Path.Split('/') switch
            {
                ["instances"] when call.Method == "GET" => List(call),
                ["instances"] => FarAnswer.Of(Shown(Make(call.Json))),
                ["instances", var id] => One(call, id),
                ["instances", var id, "enabled"] => Enable(call, id),
                ["accounts"] => FarAnswer.Of(new JArray(new JObject { ["id"] = 11, ["defaultAccount"] = true })),
                ["elements", "servicenowoauth", "oauth", "url"] => FarAnswer.Of(new JObject
                {
                    ["element"] = "servicenowoauth",
                    ["oauthUrl"] = $"{call.Json["servicenow.subdomain"]}/oauth_auth.do?response_type=code&redirect_uri={Uri.EscapeDataString((string)call.Json["callbackUrl"]!)}&state={call.Json["state"]}&client_id={call.Json["apiKey"]}",
                }),
                [.., "definitions"] or [.., "transformations"] => Many(call),
                [.., "transformations", _] => Keep(call),
                _ => FarAnswer.Error(404, "The requested resource does not exist"),
            };
        }
    }

    private JObject Make(JObject body)
    {
        string name = Regex.Replace((string)body["name"]!, "<[^>]*>", string.Empty);
        var instance = new JObject
        {
            ["id"] = ++_last,
            ["name"] = name,
            ["createdDate"] = "2024-03-05T10:20:30Z",
            ["token"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()),
            ["element"] = new JObject { ["id"] = 145, ["key"] = body["element"]!["key"], ["hub"] = "helpdesk" },
            ["tags"] = body["tags"] ?? new JArray(name),
            ["valid"] = true,
            ["disabled"] = false,
            ["configuration"] = new JObject { ["filter.response.nulls"] = "true" },
            ["user"] = new JObject { ["id"] = 77 },
        };
        ((JObject)instance["configuration"]!).Merge(body["configuration"]!);
        All.Add(instance);
        return instance;
    }

    private static JObject Shown(JObject instance)
    {
        var shown = (JObject)instance.DeepClone();
        foreach (string secret in new[] { "password", "oauth.api.key", "oauth.api.secret" })
        {
            if (shown["configuration"]![secret] != null)
            {
                shown["configuration"]![secret] = "********";
            }
        }

        return shown;
    }

    private FarAnswer List(FarCall call)
    {
        string text = call.Query["searchText"] ?? string.Empty;
        List<JObject> found = [.. All.Where(instance => ((string)instance["name"]!).Contains(text, StringComparison.OrdinalIgnoreCase))];
        return found.Count == 0 ? FarAnswer.Error(404, "No element instances found") : FarAnswer.Of(new JArray(found.Select(Shown)));
    }

    private FarAnswer One(FarCall call, string id)
    {
        JObject? instance = All.Find(one => one["id"]!.ToString() == id);
        if (instance == null)
        {
            return FarAnswer.Error(404, "No element instance found");
        }

        if (call.Method == "DELETE")
        {
            All.Remove(instance);
            return FarAnswer.Empty;
        }

        if (call.Method == "PATCH")
        {
            instance.Merge(call.Json, new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Replace });
        }

        return FarAnswer.Of(Shown(instance));
    }

    private FarAnswer Enable(FarCall call, string id)
    {
        All.Find(one => one["id"]!.ToString() == id)!["disabled"] = call.Method == "DELETE";
        return FarAnswer.Empty;
    }

    private FarAnswer Many(FarCall call)
    {
        // "…/objects/definitions" lists a level, "…/objects/{name}/definitions" is one of it.
        if (call.Path.EndsWith("/definitions", StringComparison.Ordinal) && !call.Path.EndsWith("objects/definitions", StringComparison.Ordinal))
        {
            return Keep(call);
        }

        string pattern = call.Path.EndsWith("/transformations", StringComparison.Ordinal) ? "^" + Regex.Escape(call.Path) + "/([^/]+)$" : "^" + Regex.Escape(call.Path).Replace("objects/definitions", "objects/([^/]+)/definitions", StringComparison.Ordinal) + "$";
        var found = new JObject();
        foreach ((string path, JObject body) in _kept)
        {
            if (Regex.Match(path, pattern) is { Success: true } match)
            {
                found[match.Groups[1].Value] = body;
            }
        }

        return found.Count == 0 ? FarAnswer.Error(404, "No object definitions found") : FarAnswer.Of(found);
    }

    private FarAnswer Keep(FarCall call)
    {
        bool exists = _kept.ContainsKey(call.Path);
        switch (call.Method)
        {
            case "POST" when exists:
                return FarAnswer.Error(409, "It exists already");
            case "PUT" or "GET" or "DELETE" when !exists:
                return FarAnswer.Error(404, "No definition found");
            case "POST" or "PUT":
                _kept[call.Path] = call.Json;
                break;
            case "DELETE":
                _kept.Remove(call.Path);
                return FarAnswer.Empty;
        }

        return FarAnswer.Of(_kept[call.Path]);
    }
}
