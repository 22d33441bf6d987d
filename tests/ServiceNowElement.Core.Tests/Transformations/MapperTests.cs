using ServiceNowElement.Query;
using ServiceNowElement.Transformations;
using static ServiceNowElement.Core.Tests.Transformations.Tree;

namespace ServiceNowElement.Core.Tests.Transformations;

/// <summary>The rows of contract cloud-elements-api §13.3 and §13.5.</summary>
public sealed class MapperTests
{
    private static readonly TransformationRule s_noPass = new("passThrough", FromVendor: false, ToVendor: false);

    [Fact]
    public void A_mapped_member_is_renamed_and_the_others_pass()
    {
        Transformation transformation = Of([Map("id", "sys_id")]);

        Assert.Equal("{'id':'a1','number':'INC1','active':true,'n':null}", Read(transformation, """{"sys_id":"a1","number":"INC1","active":true,"n":null}"""));
        Assert.Equal("{'sys_id':'a1','number':'INC1'}", Write(transformation, """{"id":"a1","number":"INC1"}"""));
    }

    [Fact]
    public void Vendor_names_still_work_when_writing() =>
        Assert.Equal("{'short_description':'x','sys_id':'a1'}", Write(Of([Map("id", "sys_id"), Map("title", "short_description")]), """{"sys_id":"a1","title":"x"}"""));

    [Fact]
    public void The_mapped_name_wins_over_a_passing_member_of_that_name()
    {
        Assert.Equal("{'number':'a1'}", Read(Of([Map("number", "sys_id")]), """{"sys_id":"a1","number":"INC1"}"""));
        Assert.Equal("{'sys_id':'new'}", Write(Of([Map("id", "sys_id")]), """{"sys_id":"old","id":"new"}"""));
    }

    [Fact]
    public void Two_fields_can_swap_names()
    {
        Transformation transformation = Of([Map("a", "b"), Map("b", "a")]);

        Assert.Equal("{'a':2,'b':1}", Read(transformation, """{"a":1,"b":2}"""));
        Assert.Equal("{'b':2,'a':1}", Write(transformation, """{"a":2,"b":1}"""));
    }

    [Fact]
    public void An_absent_value_makes_no_member_and_null_makes_null()
    {
        Assert.Equal("{'x':1}", Read(Of([Map("id", "sys_id")]), """{"x":1}"""));
        Assert.Equal("{'id':null}", Read(Of([Map("id", "sys_id")]), """{"sys_id":null}"""));
        Assert.Equal("{}", Read(Of([Map("name", "caller.name")]), "{}"));
    }

    [Fact]
    public void Without_pass_through_only_mapped_members_remain()
    {
        Transformation transformation = Of([Map("id", "sys_id")], s_noPass);

        Assert.Equal("{'id':'a1'}", Read(transformation, """{"sys_id":"a1","number":"INC1"}"""));
        Assert.Equal("{'sys_id':'a1'}", Write(transformation, """{"id":"a1","number":"INC1"}"""));
    }

    [Fact]
    public void Pass_through_is_set_for_each_direction()
    {
        Transformation transformation = Of([Map("id", "sys_id")], new TransformationRule("passThrough", FromVendor: false, ToVendor: true));

        Assert.Equal("{'id':'a1'}", Read(transformation, """{"sys_id":"a1","number":"INC1"}"""));
        Assert.Equal("{'sys_id':'a1','number':'INC1'}", Write(transformation, """{"id":"a1","number":"INC1"}"""));
    }

    [Theory]
    [InlineData("remove", true, true, "{}", "{}")]
    [InlineData("remove", true, false, "{}", "{'sys_id':'a1'}")]
    [InlineData("remove", null, null, "{}", "{}")]
    [InlineData("passThrough", false, false, "{}", "{}")]
    [InlineData("passThrough", true, false, "{'id':'a1'}", "{}")]
    public void A_field_can_be_left_out(string type, bool? fromVendor, bool? toVendor, string read, string written)
    {
        Transformation transformation = Of([Map("id", "sys_id", rules: new TransformationRule(type, fromVendor, toVendor))]);

        Assert.Equal(read, Read(transformation, """{"sys_id":"a1"}"""));
        Assert.Equal(written, Write(transformation, """{"id":"a1"}"""));
    }

    [Theory]
    [InlineData("number", "\"5\"", "5")]
    [InlineData("number", "\"-5.50\"", "-5.50")]
    [InlineData("number", "\"INC1\"", "'INC1'")]
    [InlineData("number", "\"\"", "''")]
    [InlineData("int", "\"7\"", "7")]
    [InlineData("int", "\"7.5\"", "'7.5'")]
    [InlineData("boolean", "\"true\"", "true")]
    [InlineData("boolean", "\"0\"", "false")]
    [InlineData("boolean", "\"maybe\"", "'maybe'")]
    [InlineData("string", "5", "'5'")]
    [InlineData("string", "true", "'true'")]
    [InlineData("string", "{\"link\":\"l\",\"value\":\"v\"}", "{'link':'l','value':'v'}")]
    [InlineData("array[number]", "[\"1\",\"x\"]", "[1,'x']")]
    [InlineData("array[number]", "\"1\"", "'1'")]
    [InlineData("date", "\"2026-01-02 03:04:05\"", "'2026-01-02 03:04:05'")]
    [InlineData("nosuch", "\"5\"", "'5'")]
    [InlineData("number", "null", "null")]
    public void A_value_is_converted_when_it_can_be(string type, string value, string expected) =>
        Assert.Equal($"{{'x':{expected}}}", Read(Of([Map("x", "v", type)]), $"{{\"v\":{value}}}"));

    [Fact]
    public void The_vendor_type_is_for_writing() =>
        Assert.Equal("{'v':'5'}", Write(Of([Map("x", "v", "number", "string")]), """{"x":5}"""));

    [Theory]
    [InlineData("a.b.c", "{\"a\":{\"b\":{\"c\":1}}}", "{'x':1}")]
    [InlineData("a.b", "{\"a\":{\"b\":1,\"d\":2}}", "{'x':1,'a':{'d':2}}")]
    [InlineData("caller_id.name", "{\"caller_id.name\":\"Ann\"}", "{'x':'Ann'}")]
    [InlineData("items[0].k", "{\"items\":[{\"k\":1,\"l\":2},{\"k\":3}]}", "{'x':1,'items':[{'l':2},{'k':3}]}")]
    [InlineData("items[*].k", "{\"items\":[{\"k\":1},{\"k\":3}]}", "{'x':[1,3]}")]
    [InlineData("items[*].k", "{\"items\":[{\"k\":1},{\"l\":3}]}", "{'x':[1],'items':[{},{'l':3}]}")]
    [InlineData("items[id=4].k", "{\"items\":[{\"id\":3,\"k\":1},{\"id\":4,\"k\":2}]}", "{'x':2,'items':[{'id':3,'k':1},{'id':4}]}")]
    [InlineData("items[?(@.id==2)].k", "{\"items\":[{\"id\":\"2\",\"k\":9}]}", "{'x':9,'items':[{'id':'2'}]}")]
    [InlineData("items[*].size()", "{\"items\":[1,2,3]}", "{'x':3,'items':[1,2,3]}")]
    [InlineData("items.size()", "{\"items\":[]}", "{'x':0,'items':[]}")]
    [InlineData("items[7].k", "{\"items\":[]}", "{'items':[]}")]
    [InlineData("items[*]", "{\"items\":[1,2]}", "{'x':[1,2]}")]
    public void Vendor_paths_are_read(string path, string record, string expected) => Assert.Equal(expected, Read(Of([Map("x", path)]), record));

    [Theory]
    [InlineData("a.b.c", "{'a':{'b':{'c':5}}}")]
    [InlineData("items[1].k", "{'items':[null,{'k':5}]}")]
    [InlineData("items[*].k", "{'items':[{'k':5}]}")]
    [InlineData("items[id=4].k", "{'items':[{'id':'4','k':5}]}")]
    [InlineData("items[*].size()", "{}")]
    [InlineData("items[999999999].k", "{}")]
    public void Vendor_paths_are_written(string path, string expected) => Assert.Equal(expected, Write(Of([Map("x", path)]), """{"x":5}"""));

    [Fact]
    public void Lists_map_element_by_element() =>
        Assert.Equal("{'items':[{},{'l':0},{}],'rows':[{'n':1},{},{'n':3}]}", Read(Of([Map("rows[*].n", "items[*].k")]), """{"items":[{"k":1},{"l":0},{"k":3}]}"""));

    [Fact]
    public void Nested_members_join_what_passes() =>
        Assert.Equal("{'caller':{'phone':'1','name':'Ann'}}", Read(Of([Map("caller.name", "caller_name")]), """{"caller":{"phone":"1"},"caller_name":"Ann"}"""));

    [Fact]
    public void The_given_record_is_not_changed()
    {
        IDictionary<string, object?> record = Tree.Of("""{"a":{"b":1,"c":2},"items":[{"k":1}]}""");
        string before = Text(record);

        new TransformationMapper(Of([Map("x", "a.b"), Map("a.z", "items[0].k")])).FromVendor(record);

        Assert.Equal(before, Text(record));
    }

    [Theory]
    [InlineData("dd.MM.yyyy", "2026-03-31 21:05:09", "31.03.2026", "2026-03-31")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss'Z'", "2026-03-31 21:05:09", "2026-03-31T21:05:09Z", "2026-03-31 21:05:09")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2026-03-31 21:05:09", "2026-03-31T21:05:09.000Z", "2026-03-31 21:05:09")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ssZ", "2026-03-31 21:05:09", "2026-03-31T21:05:09+0000", "2026-03-31 21:05:09")]
    [InlineData("EEE, d MMM yyyy h:mm a", "2026-03-31 21:05:00", "Tue, 31 Mar 2026 9:05 PM", "2026-03-31 21:05:00")]
    [InlineData("H", "2026-03-31 21:00:00", "21", null)]
    [InlineData("'o''clock' HH", "2026-03-31 21:00:00", "o'clock 21", null)]
    public void Dates_take_a_pattern(string pattern, string stored, string shown, string? back)
    {
        Transformation transformation = Of([Map("d", "opened_at", rules: new TransformationRule("transformDate", Pattern: pattern))]);

        Assert.Equal($"{{\"d\":\"{shown}\"}}", Text(new TransformationMapper(transformation).FromVendor(Tree.Of($"{{\"opened_at\":\"{stored}\"}}"))));
        if (back != null)
        {
            Assert.Equal($"{{'opened_at':'{back}'}}", Write(transformation, $"{{\"d\":\"{shown}\"}}"));
        }
    }

    [Theory]
    [InlineData("yyyy-ww")]
    [InlineData("QQQ")]
    [InlineData("'open")]
    [InlineData("")]
    public void An_unsupported_pattern_leaves_values_and_says_so(string pattern)
    {
        var mapper = new TransformationMapper(Of([Map("d", "opened_at", rules: new TransformationRule("transformDate", Pattern: pattern))]));

        Assert.Equal("{\"d\":\"2026-03-31 21:05:09\"}", Text(mapper.FromVendor(Tree.Of("""{"opened_at":"2026-03-31 21:05:09"}"""))));
        Assert.Contains("is not supported", Assert.Single(mapper.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("[0]")]
    [InlineData("a[0]b")]
    [InlineData("a.size().b")]
    [InlineData(" ")]
    public void An_unreadable_path_leaves_the_field_out_and_says_so(string path)
    {
        var mapper = new TransformationMapper(Of([Map(path, "number"), Map("id", "sys_id")]));

        Assert.Equal("{\"id\":1,\"number\":2}", Text(mapper.FromVendor(Tree.Of("""{"sys_id":1,"number":2}"""))));
        Assert.Contains("cannot be read", Assert.Single(mapper.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_is_kept_and_not_run() =>
        Assert.Contains("not run", Assert.Single(new TransformationMapper(new Transformation { ObjectName = "mine", VendorName = "incident", Script = "done(originalObject);" }).Notes), StringComparison.Ordinal);

    [Theory]
    [InlineData("id", "sys_id")]
    [InlineData("ID", "sys_id")]
    [InlineData("priority", "priority")]
    [InlineData("sys_id", "sys_id")]
    [InlineData("caller", "caller_id")]
    [InlineData("caller.email", "caller_id.email")]
    [InlineData("caller.boss.name", "caller_id.manager.name")]
    [InlineData("caller.boss", "caller_id.manager")]
    public void Names_in_queries_are_translated(string name, string vendor) =>
        Assert.Equal(vendor, new TransformationMapper(Of([Map("id", "sys_id"), Map("caller", "caller_id"), Map("caller.boss", "caller_id.manager")])).VendorName(name));

    [Theory]
    [InlineData("sys_id", "id")]
    [InlineData("priority", "priority")]
    [InlineData("caller_id.email", "caller.email")]
    [InlineData("caller_idx", "caller_idx")]
    public void Columns_find_their_names(string vendor, string name) =>
        Assert.Equal(name, new TransformationMapper(Of([Map("id", "sys_id"), Map("caller", "caller_id")])).FieldName(vendor));

    [Fact]
    public void A_filter_keeps_everything_but_the_names()
    {
        FilterNode filter = CeqlReader.ReadFilter("id = 'a' and (title not like 'x%' or priority in (1,2))")!;

        string text = CeqlWriter.Write(new TransformationMapper(Of([Map("id", "sys_id"), Map("title", "short_description")])).VendorFilter(filter));

        Assert.Equal(CeqlWriter.Write(CeqlReader.ReadFilter("sys_id = 'a' and (short_description not like 'x%' or priority in (1,2))")!), text);
    }
}
