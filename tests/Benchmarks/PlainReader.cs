using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Benchmarks;

/// <summary>The reader people write first: one client, offset pages of 1,000, every value read into a dictionary.</summary>
internal static class PlainReader
{
    internal static async Task<(TimeSpan Took, long Rows)> OffsetAsync(SimulatorHost simulator, string[] fields, int rows)
    {
        using var client = new HttpClient { BaseAddress = simulator.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:admin")));
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var watch = Stopwatch.StartNew();
        long read = 0;
        for (int offset = 0; offset < rows; offset += 1000)
        {
            string target = $"api/now/v2/table/incident?sysparm_query=ORDERBYsys_id&sysparm_limit=1000&sysparm_offset={offset}&sysparm_fields={string.Join(",", fields)}&sysparm_exclude_reference_link=true&sysparm_no_count=true";
            using HttpResponseMessage response = await client.GetAsync(target, HttpCompletionOption.ResponseHeadersRead);
            using var reader = new JsonTextReader(new StreamReader(await response.Content.ReadAsStreamAsync())) { DateParseHandling = DateParseHandling.None };
            Dictionary<string, string>? row = null;
            string? name = null;
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonToken.StartObject:
                        row = [];
                        break;
                    case JsonToken.PropertyName:
                        name = (string)reader.Value!;
                        break;
                    case JsonToken.String:
                        row![name!] = (string)reader.Value!;
                        break;
                    case JsonToken.EndObject when row?.Count > 0:
                        read++;
                        row = null;
                        break;
                }
            }
        }

        return (watch.Elapsed, read);
    }
}
