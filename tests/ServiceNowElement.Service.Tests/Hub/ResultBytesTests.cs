using System.Text;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Service.Hub;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>An answer counts only whole: contract servicenow-rest §1.6.</summary>
public sealed class ResultBytesTests
{
    [Theory]
    [InlineData("{\"result\":[]}", "[]", 0, false)]
    [InlineData("{\"result\":[{\"a\":\"1\"},{}]}", "[{\"a\":\"1\"},{}]", 2, false)]
    [InlineData(" { \"session\" : {\"x\":[1]} , \"result\" : [ {\"a\":null} ] , \"more\":1 } \n", "[ {\"a\":null} ]", 1, true)]
    [InlineData("\uFEFF{\"result\":[{\"a\":\"null\"}]}", "[{\"a\":\"null\"}]", 1, false)]
    public async Task A_whole_list_is_kept_byte_for_byte(string body, string rows, int count, bool hasNull)
    {
        using ResultBytes result = await ReadAsync(body, isList: true);
        Assert.Equal((rows, count, hasNull), (Encoding.UTF8.GetString(result.Bytes.Span), result.Count, result.HasNull));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"result\":[{},")]
    [InlineData("{\"result\":[{}]")]
    [InlineData("{\"result\":[{}]} {}")]
    [InlineData("{\"result\":[{}]}x")]
    [InlineData("{\"result\":[{},\"\"],\"status\":\"failure\"}")]
    [InlineData("{\"result\":[{}],\"error\":{\"message\":\"m\"}}")]
    [InlineData("{\"result\":\"x\"}")]
    [InlineData("{\"result\":{}}")]
    [InlineData("{\"result\":[{\"a\":\"b\"\"}],\"error\":{}}")]
    [InlineData("{\"result\":[],\"result\":[{}]}")]
    [InlineData("{\"other\":[]}")]
    [InlineData("[{}]")]
    [InlineData("null")]
    public async Task Anything_else_is_damaged(string body) =>
        Assert.Equal("ResponseDamaged", (await Assert.ThrowsAsync<ElementException>(() => ReadAsync(body, isList: true))).Reason);

    [Fact]
    public async Task A_single_result_is_an_object()
    {
        using ResultBytes result = await ReadAsync("{\"result\":{\"a\":[{}]}}", isList: false);
        Assert.Equal("{\"a\":[{}]}", Encoding.UTF8.GetString(result.Bytes.Span));
        Assert.Equal("ResponseDamaged", (await Assert.ThrowsAsync<ElementException>(() => ReadAsync("{\"result\":[]}", isList: false))).Reason);
    }

    [Fact]
    public async Task A_long_answer_without_a_length_is_read_to_its_end()
    {
        string rows = "[" + string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"{{\"n\":\"{i}\"}}")) + "]";
        using ResultBytes result = await ReadAsync($"{{\"result\":{rows}}}", isList: true);
        Assert.Equal((20_000, rows), (result.Count, Encoding.UTF8.GetString(result.Bytes.Span)));
    }

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("c:\\x\"y\r\n.txt", "c__x_y__.txt")]
    [InlineData("", "attachment")]
    [InlineData(" ... ", "attachment")]
    public void A_file_name_is_only_a_name(string name, string safe) => Assert.Equal(safe, AttachmentDownload.SafeName(name));

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a^b")]
    [InlineData("a b")]
    public void What_is_no_identifier_reaches_neither_a_query_nor_another_path(string id) =>
        Assert.Equal(404, Assert.Throws<ServiceNowElement.Service.Http.ApiException>(() => RecordIds.Check(id)).Status);

    private static Task<ResultBytes> ReadAsync(string body, bool isList) => ResultBytes.ReadAsync(
        new RawResponse(200, "application/json", null, _ => null, new MemoryStream(Encoding.UTF8.GetBytes(body))), "dev", "incident", isList, TestContext.Current.CancellationToken);
}
