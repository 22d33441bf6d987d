using System.Text.Json;
using ServiceNowElement.Simulator.Api;

namespace ServiceNowElement.Simulator.Control;

/// <summary>The paths no real instance has (contract servicenow-rest §8.4): state, log, clock, faults, reset.</summary>
internal static class ControlApi
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static async Task RunAsync(HttpContext http, SimulatorHost host)
    {
        try
        {
            await ChooseAsync(http, host);
        }
        catch (Exception failure) when (failure is ApiError or JsonException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { message = failure.Message });
        }
    }

    private static async Task ChooseAsync(HttpContext http, SimulatorHost host)
    {
        string path = http.Request.Path.Value!.Length > "/__sim/".Length ? http.Request.Path.Value["/__sim/".Length..] : string.Empty;
        bool write = http.Request.Method is "POST" or "PUT";
        switch (path)
        {
            case "state":
                if (write)
                {
                    await SetAsync(http, host.Knobs);
                }

                await http.Response.WriteAsJsonAsync(new { knobs = host.Knobs, tables = host.Tables().ToDictionary(name => name, host.CountRows), sessions = host.SessionCount, refusedSignIns = host.RefusedSignIns, clock = host.Now }, s_json);
                break;
            case "log":
                if (http.Request.Method == "DELETE")
                {
                    host.ClearLog();
                }

                await http.Response.WriteAsJsonAsync(host.Log, s_json);
                break;
            case "clock":
                if (write)
                {
                    JsonElement body = await http.Request.ReadFromJsonAsync<JsonElement>();
                    host.AdvanceClock(TimeSpan.FromSeconds(body.GetProperty("advanceSeconds").GetDouble()));
                }

                await http.Response.WriteAsJsonAsync(new { now = host.Now }, s_json);
                break;
            case "faults":
                if (write)
                {
                    host.ArmFault((await http.Request.ReadFromJsonAsync<SimulatorFault>(s_json))!);
                }
                else if (http.Request.Method == "DELETE")
                {
                    host.ClearFaults();
                }

                await http.Response.WriteAsJsonAsync(SimulatorFault.Names, s_json);
                break;
            case "reset" when write:
                host.Reset();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                await http.Response.WriteAsJsonAsync(new { message = "Known: /__sim/state, log, clock, faults, reset." });
                break;
        }
    }

    private static async Task SetAsync(HttpContext http, SimulatorKnobs knobs)
    {
        JsonElement body = await http.Request.ReadFromJsonAsync<JsonElement>();
        foreach (JsonProperty property in body.EnumerateObject())
        {
            System.Reflection.PropertyInfo? knob = typeof(SimulatorKnobs).GetProperty(property.Name, System.Reflection.BindingFlags.IgnoreCase | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance);
            if (knob == null)
            {
                throw new ApiError(400, $"There is no knob '{property.Name}'", null);
            }

            if (knob.GetValue(knobs) is HashSet<string> set)
            {
                string[] members = property.Value.Deserialize<string[]>(s_json) ?? [];
                set.Clear();
                set.UnionWith(members);
                continue;
            }

            if (knob.GetValue(knobs) is Dictionary<string, int> figures)
            {
                figures.Clear();
                foreach (JsonProperty figure in property.Value.EnumerateObject())
                {
                    figures[figure.Name] = figure.Value.GetInt32();
                }

                continue;
            }

            try
            {
                knob.SetValue(knobs, property.Value.Deserialize(knob.PropertyType, s_json));
            }
            catch (System.Reflection.TargetInvocationException refused) when (refused.InnerException is ArgumentException reason)
            {
                throw new ApiError(400, reason.Message, null);
            }
        }
    }
}
