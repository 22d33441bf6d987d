using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Core.Tests.Local;

/// <summary>Definitions and transformations on this machine: levels, conflicts, damage (contract cloud-elements-api §13.1, §13.2).</summary>
public sealed class ResourceStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ce-test-").FullName;
    private readonly LocalPlatform _platform;

    public ResourceStoreTests() => _platform = new LocalPlatform(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_set_is_listed_whole()
    {
        await DefineAsync("myTickets", ResourceLevel.Organization);
        await _platform.SetTransformationAsync(
            null,
            new Transformation
            {
                ObjectName = "myTickets",
                VendorName = "incident",
                Level = ResourceLevel.Organization,
                Fields = [new TransformationField { Path = "id", VendorPath = "sys_id", Type = "string", VendorType = "string", Rules = [new TransformationRule("remove", true, false), new TransformationRule("transformDate", Pattern: "yyyy")] }],
                Rules = [new TransformationRule("passThrough", false, true), new TransformationRule("inherit")],
                Script = "done(transformedObject);",
            },
            CallContext.None);

        Transformation kept = Assert.Single(await _platform.ListTransformationsAsync(ResourceLevel.Organization, null, CallContext.None));
        TransformationField field = Assert.Single(kept.Fields);

        Assert.Equal(("myTickets", "incident", ResourceLevel.Organization, "done(transformedObject);"), (kept.ObjectName, kept.VendorName, kept.Level, kept.Script));
        Assert.Equal([new TransformationRule("passThrough", false, true), new TransformationRule("inherit")], kept.Rules);
        Assert.Equal(("id", "sys_id", "string", "string"), (field.Path, field.VendorPath, field.Type, field.VendorType));
        Assert.Equal([new TransformationRule("remove", true, false), new TransformationRule("transformDate", Pattern: "yyyy")], field.Rules);
        DefinitionField defined = Assert.Single(Assert.Single(await _platform.ListDefinitionsAsync(ResourceLevel.Organization, null, CallContext.None)).Fields);
        Assert.Equal(("id", "string", "Id"), (defined.Path, defined.Type, defined.DisplayName));
    }

    [Fact]
    public async Task Levels_do_not_leak()
    {
        await DefineAsync("a", ResourceLevel.Organization);
        await DefineAsync("b", ResourceLevel.Account);

        Assert.Equal(["a"], (await _platform.ListDefinitionsAsync(ResourceLevel.Organization, null, CallContext.None)).Select(definition => definition.Name));
        Assert.Equal(["b"], (await _platform.ListDefinitionsAsync(ResourceLevel.Account, null, CallContext.None)).Select(definition => definition.Name));
        Assert.Equal("InstanceNotFound", await FailAsync(() => _platform.ListDefinitionsAsync(ResourceLevel.Instance, "nosuch", CallContext.None)));
        Assert.Equal("InstanceNotGiven", await FailAsync(() => _platform.ListDefinitionsAsync(ResourceLevel.Instance, null, CallContext.None)));
    }

    [Fact]
    public async Task A_transformation_needs_a_definition_that_applies()
    {
        await DefineAsync("lower", ResourceLevel.Account);
        await DefineAsync("upper", ResourceLevel.Organization);

        Assert.Equal("ResourceNotFound", await FailAsync(() => TransformAsync("none", ResourceLevel.Account)));
        Assert.Equal("ResourceNotFound", await FailAsync(() => TransformAsync("lower", ResourceLevel.Organization)));
        await TransformAsync("LOWER", ResourceLevel.Account);
        await TransformAsync("upper", ResourceLevel.Account);
        Assert.Equal(["LOWER", "upper"], (await _platform.ListTransformationsAsync(ResourceLevel.Account, null, CallContext.None)).Select(found => found.ObjectName));
    }

    [Fact]
    public async Task A_definition_in_use_stays()
    {
        await DefineAsync("mine", ResourceLevel.Organization);
        await TransformAsync("mine", ResourceLevel.Account);

        Assert.Equal("ResourceInUse", await FailAsync(() => _platform.RemoveDefinitionAsync(ResourceLevel.Organization, null, "mine", CallContext.None)));
        await _platform.RemoveTransformationAsync(ResourceLevel.Account, null, "mine", CallContext.None);
        await _platform.RemoveDefinitionAsync(ResourceLevel.Organization, null, "MINE", CallContext.None);
        Assert.Equal("ResourceNotFound", await FailAsync(() => _platform.RemoveDefinitionAsync(ResourceLevel.Organization, null, "mine", CallContext.None)));
        Assert.Equal("ResourceNotFound", await FailAsync(() => _platform.RemoveTransformationAsync(ResourceLevel.Account, null, "mine", CallContext.None)));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_name_cannot_leave_the_folder(string name)
    {
        Assert.Equal("InvalidValue", await FailAsync(() => DefineAsync(name, ResourceLevel.Organization)));
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        await DefineAsync("mine", ResourceLevel.Organization);
        string file = Assert.Single(Directory.GetFiles(_folder, "*.json", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(file, "{\"objectName\":", TestContext.Current.CancellationToken);

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => _platform.ListDefinitionsAsync(ResourceLevel.Organization, null, CallContext.None));

        Assert.Equal("StoreDamaged", failure.Reason);
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(Func<Task> action) => (await Assert.ThrowsAsync<ElementException>(action)).Reason;

    private Task<ObjectDefinition> DefineAsync(string name, ResourceLevel level) => _platform.SetDefinitionAsync(
        null, new ObjectDefinition { Name = name, Level = level, Fields = [new DefinitionField { Path = "id", Type = "string", DisplayName = "Id" }] }, CallContext.None);

    private Task<Transformation> TransformAsync(string name, ResourceLevel level) => _platform.SetTransformationAsync(
        null, new Transformation { ObjectName = name, VendorName = "incident", Level = level }, CallContext.None);
}
