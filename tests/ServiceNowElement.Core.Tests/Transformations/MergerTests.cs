using ServiceNowElement.Transformations;
using static ServiceNowElement.Core.Tests.Transformations.Tree;

namespace ServiceNowElement.Core.Tests.Transformations;

/// <summary>Levels (contract cloud-elements-api §13.4) and types from definitions (§13.2).</summary>
public sealed class MergerTests
{
    private static readonly TransformationRule s_inherit = new("inherit");

    [Fact]
    public void The_most_specific_level_replaces_the_others()
    {
        Transformation merged = Merge(At(ResourceLevel.Organization, [Map("id", "sys_id")]), At(ResourceLevel.Instance, [Map("key", "number")]), At(ResourceLevel.Account, [Map("name", "name")]));

        Assert.Equal(ResourceLevel.Instance, merged.Level);
        Assert.Equal("key <- number", Assert.Single(merged.Fields).ToString());
    }

    [Fact]
    public void Inherited_fields_come_under_the_own_ones()
    {
        Transformation merged = Merge(
            At(ResourceLevel.Organization, [Map("id", "sys_id"), Map("title", "short_description")], new TransformationRule("passThrough", false, false)),
            At(ResourceLevel.Instance, [Map("id", "number")], s_inherit));

        Assert.Equal(["id <- number", "title <- short_description"], merged.Fields.Select(field => field.ToString()));
        Assert.False(TransformationRules.Passes(merged.Rules, fromVendor: true));
    }

    [Fact]
    public void Inheriting_goes_on_as_long_as_each_level_says_so()
    {
        Transformation[] levels =
        [
            At(ResourceLevel.Instance, [Map("a", "x")], s_inherit),
            At(ResourceLevel.Account, [Map("b", "y")]),
            At(ResourceLevel.Organization, [Map("c", "z")]),
        ];

        Assert.Equal(["a", "b"], Merge(levels).Fields.Select(field => field.Path));
        levels[1] = At(ResourceLevel.Account, [Map("b", "y")], s_inherit);
        Assert.Equal(["a", "b", "c"], Merge(levels).Fields.Select(field => field.Path));
    }

    [Fact]
    public void Missing_types_come_from_the_most_specific_definition()
    {
        ObjectDefinition[] definitions =
        [
            new() { Name = "mine", Level = ResourceLevel.Organization, Fields = [new DefinitionField { Path = "a", Type = "string" }, new DefinitionField { Path = "b", Type = "boolean" }] },
            new() { Name = "mine", Level = ResourceLevel.Instance, Fields = [new DefinitionField { Path = "a", Type = "number" }] },
        ];

        Transformation merged = TransformationMerger.Merge([At(ResourceLevel.Instance, [Map("a", "x"), Map("b", "y"), Map("c", "z"), Map("b2", "y", "int")])], definitions)!;

        Assert.Equal(["number", "boolean", null, "int"], merged.Fields.Select(field => field.Type));
        Assert.Equal(["a", "b"], TransformationMerger.Merge(definitions)!.Fields.Select(field => field.Path));
    }

    [Fact]
    public void Without_a_vendor_name_the_higher_level_or_the_own_name_is_called()
    {
        Transformation own = new() { ObjectName = "incidents", Level = ResourceLevel.Instance, Rules = [s_inherit] };

        Assert.Equal("incidents", Merge(own).VendorName);
        Assert.Equal("incident", Merge(own, At(ResourceLevel.Account, [])).VendorName);
        Assert.Null(TransformationMerger.Merge(Array.Empty<Transformation>(), []));
        Assert.Null(TransformationMerger.Merge(Array.Empty<ObjectDefinition>()));
    }

    [Fact]
    public void A_set_finds_names_in_any_case()
    {
        var set = new TransformationSet([At(ResourceLevel.Organization, [Map("id", "sys_id")])], []);

        Assert.NotNull(set.Find("MINE"));
        Assert.Null(set.Find("incident"));
        Assert.Empty(TransformationSet.Empty.Mappers);
    }

    private static Transformation Merge(params Transformation[] levels) => TransformationMerger.Merge(levels, [])!;

    private static Transformation At(ResourceLevel level, TransformationField[] fields, params TransformationRule[] rules) =>
        new() { ObjectName = "mine", VendorName = "incident", Level = level, Fields = fields, Rules = rules };
}
