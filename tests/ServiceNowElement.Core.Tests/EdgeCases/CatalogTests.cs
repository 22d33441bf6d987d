using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>The service catalog (contract servicenow-rest §4.5): an order is placed once, or it is said that nobody knows.</summary>
public sealed class CatalogTests : EdgeCaseTests
{
    private int Requests => Simulator.CountRows("sc_request");

    [Theory]
    [InlineData("order-retry", 1)]
    [InlineData("reset-before-executed", 1)]
    [InlineData("reset-before", 0)]
    [InlineData("e502", 1)]
    [InlineData("empty-200", null)]
    public async Task EC99_order_retry(string fault, int? made)
    {
        CatalogItem item = await PlainAsync();
        int before = Requests;
        Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "POST", Times = 0 });

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.SubmitCatalogItemAsync(item, new CatalogSubmission(), Bench.Call));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Contains(item.Name, failure.Message, StringComparison.Ordinal);
        Assert.Contains("sc_request", failure.Message, StringComparison.Ordinal);
        while (Log.All(entry => entry.Method != "POST"))
        {
            // A request whose connection was cut is logged when the instance has ended it.
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Single(Log, entry => entry.Method == "POST");
        Assert.InRange(Requests - before, made ?? 0, made ?? 1);
    }

    [Theory]
    [InlineData("accepted-202")]
    [InlineData("r429-seconds")]
    public async Task An_order_that_was_not_executed_is_sent_again(string fault)
    {
        CatalogItem item = await PlainAsync();
        int before = Requests;
        Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "POST" });

        CatalogReceipt receipt = await Element.SubmitCatalogItemAsync(item, new CatalogSubmission(), Bench.Call);

        Assert.StartsWith("REQ", receipt.Number, StringComparison.Ordinal);
        Assert.Equal("sc_request", receipt.Object);
        Assert.Equal(Element.Instance, receipt.Instance);
        Assert.NotNull(Simulator.FindRow("sc_request", receipt.SysId));
        Assert.Equal(before + 1, Requests);
    }

    [Fact]
    public async Task Lists_page_by_page_and_reads_one_with_its_variables()
    {
        List<CatalogItem> all = await ListAsync(new CatalogQuery());
        Assert.Equal(all.Count, all.Select(item => item.SysId).Distinct().Count());
        Assert.True(all.Count > 4);
        Assert.All(all, item => Assert.Equal(Element.Instance, item.Instance));
        Assert.Equal(3, (await ListAsync(new CatalogQuery { First = 3 })).Count);
        Assert.Empty(await ListAsync(new CatalogQuery { Text = "nothing is called like this" }));

        CatalogItem ordinary = all.First(item => item.Type == "catalog_item");
        CatalogItem byId = await Element.GetCatalogItemAsync(ordinary.SysId, Bench.Call);
        Assert.Equal(ordinary.Name, byId.Name);
        CatalogVariable color = Assert.Single(byId.Variables!, variable => variable.Name == "color");
        Assert.Equal("Color", color.Label);
        Assert.Contains(color.Choices, choice => choice is { Value: "black", Label: "Black" });

        CatalogItem producer = await Element.GetCatalogItemAsync("Report an issue", Bench.Call);
        Assert.Equal("record_producer", producer.Type);
    }

    [Fact]
    public async Task One_that_does_not_exist_is_not_found()
    {
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => Element.GetCatalogItemAsync("No such thing", Bench.Call))).Reason);
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => Element.GetCatalogItemAsync(new string('0', 32), Bench.Call))).Reason);
    }

    [Fact]
    public async Task A_name_is_found_where_the_table_may_not_be_read()
    {
        Simulator.Knobs.DeniedTables.Add("sc_cat_item");

        Assert.Equal("Report an issue", (await Element.GetCatalogItemAsync("Report an issue", Bench.Call)).Name);
    }

    [Fact]
    public async Task Mandatory_answers_are_asked_for_before_anything_is_sent()
    {
        CatalogItem item = await Element.GetCatalogItemAsync("Report an issue", Bench.Call);
        Simulator.ClearLog();

        ElementException missing = await Assert.ThrowsAsync<ElementException>(() => Element.SubmitCatalogItemAsync(item, new CatalogSubmission { Variables = Fields(("description", "x"), ("short_description", string.Empty)) }, Bench.Call));
        ElementException unknown = await Assert.ThrowsAsync<ElementException>(() => Element.SubmitCatalogItemAsync(item, new CatalogSubmission { Variables = Fields(("short_descriptoin", "x")) }, Bench.Call));
        ElementException choice = await Assert.ThrowsAsync<ElementException>(() => Element.SubmitCatalogItemAsync(item, new CatalogSubmission { Variables = Fields(("short_description", "x"), ("urgency", "very")) }, Bench.Call));

        Assert.Equal("VariablesMissing", missing.Reason);
        Assert.Contains("short_description", missing.Message, StringComparison.Ordinal);
        Assert.Equal("UnknownVariable", unknown.Reason);
        Assert.Contains("short_description", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("UnknownChoice", choice.Reason);
        Assert.Empty(Log);
    }

    [Fact]
    public async Task A_producer_makes_its_record()
    {
        CatalogItem item = await Element.GetCatalogItemAsync("Report an issue", Bench.Call);

        CatalogReceipt receipt = await Element.SubmitCatalogItemAsync(item, new CatalogSubmission { Variables = Fields(("short_description", "Broken \"door\""), ("urgency", 2)) }, Bench.Call);

        Assert.Equal("incident", receipt.Object);
        Assert.StartsWith("INC", receipt.Number, StringComparison.Ordinal);
        Assert.Equal("Broken \"door\"", Simulator.FindRow("incident", receipt.SysId)!["short_description"]);
    }

    [Fact]
    public async Task Quantity_person_and_rows_travel()
    {
        CatalogItem? item = null;
        foreach (CatalogItem listed in await ListAsync(new CatalogQuery()))
        {
            CatalogItem whole = await Element.GetCatalogItemAsync(listed.SysId, Bench.Call);
            item = whole.Variables!.Any(variable => variable.Name == "accessories") ? whole : item;
        }

        string person = Simulator.SysIds("sys_user")[7];
        var rows = new List<object?> { new Dictionary<string, object?> { ["part"] = "Dock" }, new Dictionary<string, object?> { ["part"] = "Bag", ["count"] = 2 } };
        var submission = new CatalogSubmission
        {
            Quantity = 3,
            RequestedFor = person,
            Variables = Fields(("justification", "new"), ("color", "Silver"), ("replacement", true), ("accessories", rows)),
        };

        CatalogReceipt receipt = await Element.SubmitCatalogItemAsync(item!, submission, Bench.Call);

        string line = Assert.Single(Simulator.SysIds("sc_req_item"), id => Simulator.FindRow("sc_req_item", id)!["request"] == receipt.SysId);
        Assert.Equal("3", Simulator.FindRow("sc_req_item", line)!["quantity"]);
        Assert.Equal(person, Simulator.FindRow("sc_req_item", line)!["requested_for"]);
        string[] answers = [.. Simulator.SysIds("sc_multi_row_question_answer").Select(id => Simulator.FindRow("sc_multi_row_question_answer", id)!).Where(row => row["parent_id"] == line).Select(row => row["value"])];
        Assert.Contains("Dock", answers);
        Assert.Contains("2", answers);
        Assert.Contains(Simulator.SysIds("sc_item_option"), id => Simulator.FindRow("sc_item_option", id)!["value"] == "silver");
    }

    private async Task<CatalogItem> PlainAsync()
    {
        foreach (CatalogItem listed in await ListAsync(new CatalogQuery()))
        {
            CatalogItem whole = await Element.GetCatalogItemAsync(listed.SysId, Bench.Call);
            if (whole.Type == "catalog_item" && whole.Variables!.All(variable => !variable.Mandatory))
            {
                Simulator.ClearLog();
                return whole;
            }
        }

        throw new InvalidOperationException("Every item asks something.");
    }

    private async Task<List<CatalogItem>> ListAsync(CatalogQuery query)
    {
        var all = new List<CatalogItem>();
        await Element.ListCatalogItemsAsync(
            query,
            page =>
            {
                all.AddRange(page);
                return Task.CompletedTask;
            },
            Bench.Call);
        return all;
    }
}
