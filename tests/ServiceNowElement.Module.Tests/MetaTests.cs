using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceNowElement.Module.Tests;

/// <summary>Rules over all commands (style §16.2).</summary>
public sealed class MetaTests : IAsyncLifetime
{
    private static readonly string[] s_verbs = ["Add", "Connect", "ConvertTo", "Disconnect", "Get", "Invoke", "Measure", "New", "Remove", "Save", "Set", "Start", "Submit", "Test", "Wait"];
    private static readonly string[] s_secretWords = ["Password", "Secret", "Token", "ApiKey"];
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(10, connect: false);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void The_module_folder_holds_exactly_the_listed_files()
    {
        string[] files = [.. Directory.GetFiles(Path.GetDirectoryName(Bench.Manifest)!, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

        Assert.Equal(["LICENSE", "Newtonsoft.Json.dll", "ServiceNowElement.Core.dll", "ServiceNowElement.Format.ps1xml", "ServiceNowElement.Types.ps1xml", "ServiceNowElement.dll", "ServiceNowElement.psd1", "about_ServiceNowElement_Errors.help.txt", "about_ServiceNowElement_Reliability.help.txt"], files);
    }

    [Fact]
    public void The_manifest_exports_what_the_dll_has()
    {
        var manifest = (Hashtable)((HashtableAst)Parser.ParseFile(Bench.Manifest, out _, out _).Find(ast => ast is HashtableAst, false)!).SafeGetValue();
        string[] listed = [.. ((object[])manifest["CmdletsToExport"]!).Cast<string>()];

        Assert.Equal(listed.Order(StringComparer.OrdinalIgnoreCase), listed);
        Assert.Equal(listed, Commands().Select(command => command.Name).Order(StringComparer.OrdinalIgnoreCase));
        string dll = Path.Combine(Path.GetDirectoryName(Bench.Manifest)!, "ServiceNowElement.dll");
        Assert.Equal(listed.Length, _bench.Run($"(Import-Module '{dll}' -PassThru).ExportedCmdlets.Count").Select(count => (int)count.BaseObject).Single());
    }

    [Fact]
    public void Names_follow_the_rules()
    {
        Assert.All(Commands(), command =>
        {
            Assert.Contains(command.Verb, s_verbs);
            Assert.StartsWith("CE", command.Noun, StringComparison.Ordinal);
            Assert.False(command.Noun.EndsWith('s'), command.Noun);
            Assert.Equal(command.Verb + command.Noun + "Command", command.ImplementingType.Name);
            Assert.True(command.ImplementingType.IsSealed);
        });
    }

    [Fact]
    public void The_lists_of_parameters_in_the_Pester_files_are_true()
    {
        string folder = Path.Combine(Bench.Root, "tests", "Pester");
        foreach (CmdletInfo command in Commands())
        {
            string text = File.ReadAllText(Path.Combine(folder, command.Name + ".Tests.ps1"));
            string list = System.Text.RegularExpressions.Regex.Match(text, @"Get-TestParameter '[^']+' \| Should -Be @\(([^)]*)\)").Groups[1].Value;
            IEnumerable<string> real = command.Parameters.Keys.Where(name => !PSCmdlet.CommonParameters.Contains(name)).Order(StringComparer.OrdinalIgnoreCase);

            Assert.Equal(string.Join(", ", real.Select(name => $"'{name}'")), list);
        }
    }

    [Fact]
    public void Every_command_declares_its_output() => Assert.All(Commands(), command => Assert.NotEmpty(command.OutputType));

    [Fact]
    public void Whatever_changes_something_has_WhatIf() =>
        Assert.All(Commands().Where(command => command.Verb is "Add" or "Invoke" or "New" or "Save" or "Set" or "Remove" or "Start" or "Submit"), command => Assert.True(command.Parameters.ContainsKey("WhatIf"), command.Name));

    [Fact]
    public void No_secret_is_taken_as_text() =>
        Assert.All(Commands().SelectMany(command => command.Parameters.Values), parameter =>
            Assert.False(Array.Exists(s_secretWords, word => parameter.Name.EndsWith(word, StringComparison.Ordinal)) && parameter.ParameterType == typeof(string), parameter.Name));

    [Fact]
    public void The_same_name_has_the_same_type()
    {
        var types = Commands().SelectMany(command => command.Parameters.Values).GroupBy(parameter => parameter.Name)
            .Where(group => group.Select(parameter => Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).Distinct().Count() > 1).Select(group => group.Key).ToList();

        // -Name filters with wildcards where things are listed, and names one thing where it is made; -Path is one file where one is written.
        Assert.Equal([], types.Except(["Name", "Path", "Tag", "Session", "Wait", "Filter", "Instance"]));
    }

    [Fact]
    public void At_most_three_positions_and_none_twice()
    {
        Assert.All(Commands().SelectMany(command => command.ParameterSets), set =>
        {
            int[] positions = [.. set.Parameters.Where(parameter => parameter.Position >= 0).Select(parameter => parameter.Position)];
            Assert.Equal(positions.Distinct().Count(), positions.Length);
            Assert.InRange(positions.Length, 0, 3);
        });
    }

    [Fact]
    public void Every_command_that_talks_to_an_instance_has_a_session() =>
        Assert.All(Commands().Where(command => command.Noun is "CEAttachment" or "CECatalogItem" or "CEComment" or "CERecord" or "CERequest" or "CEObject" or "CEField" or "CEQuery" || command.Name is "Start-CEBulkJob" or "Test-CESession"), command => Assert.True(command.Parameters.ContainsKey("Session"), command.Name));

    private List<CmdletInfo> Commands() => [.. _bench.Run("Get-Command -Module ServiceNowElement").Select(command => (CmdletInfo)command.BaseObject)];
}
