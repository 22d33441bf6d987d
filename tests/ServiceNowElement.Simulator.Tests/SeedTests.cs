namespace ServiceNowElement.Simulator.Tests;

/// <summary>What is there whatever the size (contract servicenow-rest §4.8, §8.5).</summary>
public sealed class SeedTests
{
    [Theory]
    [InlineData("sc_request", "requested_for request_state stage price delivery_address special_instructions")]
    [InlineData("sc_req_item", "request cat_item requested_for stage quantity price recurring_price estimated_delivery order_guide configuration_item backordered billable")]
    [InlineData("sc_task", "request_item request sc_catalog")]
    [InlineData("sc_cat_item", "name short_description description active price category type")]
    [InlineData("sc_item_option", "item_option_new value order")]
    [InlineData("sc_item_option_mtom", "request_item sc_item_option")]
    [InlineData("item_option_new", "name question_text type mandatory cat_item order default_value")]
    [InlineData("sys_user_grmember", "user group")]
    [InlineData("sc_multi_row_question_answer", "parent_id parent_table_name variable_set item_option_new row_index value")]
    [InlineData("sys_import_set_row", "sys_import_set sys_import_row sys_import_state sys_import_state_comment sys_target_table sys_target_sys_id sys_row_error")]
    public async Task Tables_have_their_columns_in_the_dictionary(string table, string columns)
    {
        await using Instance instance = await Instance.StartAsync(1);

        List<string> listed = await instance.ListAsync("sys_dictionary", $"name={table}^elementISNOTEMPTY", "element");

        Assert.Empty(columns.Split(' ').Except(listed));
    }

    [Theory]
    [InlineData("core_company")]
    [InlineData("sys_user")]
    [InlineData("incident")]
    [InlineData("sc_cat_item")]
    [InlineData("sc_task")]
    [InlineData("sc_item_option_mtom")]
    [InlineData("sys_user_grmember")]
    public async Task The_smallest_instance_holds_ten(string table)
    {
        await using Instance instance = await Instance.StartAsync(1);

        Assert.True((await instance.ListAsync(table, "ORDERBYsys_id")).Count >= 10);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_catalog()
    {
        await using Instance one = await Instance.StartAsync(50);
        await using Instance other = await Instance.StartAsync(50);

        foreach (string table in new[] { "sc_cat_item", "item_option_new", "sc_task", "sc_item_option", "sys_user_grmember" })
        {
            Assert.Equal(one.Host.SysIds(table), other.Host.SysIds(table));
        }
    }
}
