using System.Text;
using Newtonsoft.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Table;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.ServiceNow;

/// <summary>Contract servicenow-rest §1.6 and §2.4: what counts as a page, and what a value looks like.</summary>
public class PageParserTests
{
    private static readonly RecordLayout s_layout = new("incident", "dev", ValueMode.Value, [new RecordColumn("sys_id", null), new RecordColumn("number", null), new RecordColumn("state", null)]);

    [Theory]
    [InlineData("""{"result":[{"sys_id":"a","number":"INC00""}],"error":{"message":"Transaction cancelled"},"status":"failure"}""")]
    [InlineData("""{"result":[{"sys_id":"a"},""")]
    [InlineData("""{"result":[{"sys_id":"a"},]""")]
    [InlineData("""{"result":[{"sys_id":"a"}""")]
    [InlineData("""{"result":[{"sys_id":"a"}]""")]
    [InlineData("""{"result":[{"sys_id":"a"},""],"error":{"message":"x"},"status":"failure"}""")]
    [InlineData("""{"result":[{"sys_id":"a"},""]}""")]
    [InlineData("""{"result":"text"}""")]
    [InlineData("""{"result":{"sys_id":"a"}}""")]
    [InlineData("""{"result":[{"sys_id":"a"}],"error":null}""")]
    [InlineData("""{"result":[]}{"result":[]}""")]
    [InlineData("""{"result":[]} trailing""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public void A_damaged_page_gives_no_row(string body) => Assert.ThrowsAny<JsonException>(() => Read(body));

    [Fact]
    public void Values_come_in_every_shape()
    {
        List<Record> rows = Read("""{"result":[{"sys_id":{"display_value":"a","value":"a"},"state":{"display_value":"In Progress","link":"https://x/y","value":"2"},"other":{"x":[1]}},{"sys_id":"b","number":null,"state":2}],"session":{"debug_logs":[]}}""");

        Assert.Equal(["a", "b"], rows.Select(row => row.SysId));
        Assert.Equal(new FieldValue("2", "In Progress"), rows[0]["state"]);
        Assert.True(rows[0]["number"].IsAbsent);
        Assert.Equal(string.Empty, rows[1]["number"].Value);
        Assert.Equal("2", rows[1]["state"].Value);
    }

    [Fact]
    public void Text_that_looks_like_a_date_stays_text()
    {
        List<Record> rows = Read("""{"result":[{"sys_id":"a","number":"2026-01-02T03:04:05Z"}]}""");

        Assert.Equal("2026-01-02T03:04:05Z", rows[0]["number"].Value);
    }

    private static List<Record> Read(string body) => PageParser.ReadRows(new MemoryStream(Encoding.UTF8.GetBytes(body)), s_layout, 10);
}
