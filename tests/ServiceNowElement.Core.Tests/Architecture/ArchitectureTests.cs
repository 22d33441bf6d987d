using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ServiceNowElement.Core.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md, read from project and source files.</summary>
public class ArchitectureTests
{
    private static readonly string s_root = FindRoot();

    [Theory]
    [InlineData("ServiceNowElement.Core", "")]
    [InlineData("ServiceNowElement", "ServiceNowElement.Core")]
    [InlineData("ServiceNowElement.Service", "ServiceNowElement.Core")]
    [InlineData("ServiceNowElement.Simulator", "")]
    [InlineData("ServiceNowElement.Shell", "ServiceNowElement,ServiceNowElement.Simulator")]
    public void Projects_reference_only_what_the_picture_shows(string project, string allowed)
    {
        string[] references = [.. Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

        Assert.Equal(allowed.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), references.Order());
    }

    [Theory]
    [InlineData("ServiceNowElement.Core", "Newtonsoft.Json")]
    [InlineData("ServiceNowElement", "PowerShellStandard.Library")]
    public void What_runs_in_the_users_process_has_no_other_package(string project, string allowed)
    {
        Assert.Equal([allowed], Items(project, "PackageReference"));
    }

    [Theory]
    [InlineData("ServiceNowElement.Core", @"System\.Management\.Automation", "Core knows no PowerShell")]
    [InlineData("ServiceNowElement.Simulator", @"using ServiceNowElement\.(Model|Query|ServiceNow|Errors|Local|Bulk|Json|Diagnostics)\b", "the simulator shares nothing with the client")]
    [InlineData("ServiceNowElement/Commands", @"HttpClient|HttpRequestMessage|Newtonsoft|JsonTextReader|ServiceNow\.(Http|Table|Schema)\b", "a cmdlet does no HTTP and no JSON")]
    [InlineData("ServiceNowElement.Core/Bulk", @"ServiceNowElement\.(ServiceNow|CloudElements)\b", "Bulk knows no adapter")]
    [InlineData("ServiceNowElement.Core/Transformations", @"ServiceNowElement\.(ServiceNow|CloudElements|Local|Bulk)\b", "Transformations know no adapter")]
    [InlineData("ServiceNowElement.Core/Query", @"ServiceNowElement\.(ServiceNow|CloudElements|Local|Bulk)\b", "the query language knows no adapter")]
    [InlineData("ServiceNowElement.Core/Model", @"ServiceNowElement\.(ServiceNow\.(Http|Table|Schema)|CloudElements|Local|Bulk)\b", "models know no adapter")]
    public void Sources_do_not_reach_across(string folder, string forbidden, string why)
    {
        string[] files = Directory.GetFiles(Path.Combine(s_root, "src", folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);

        string[] offenders = [.. files.Where(file => Regex.IsMatch(File.ReadAllText(file), forbidden)).Select(Path.GetFileName).Select(name => name!)];

        Assert.True(offenders.Length == 0, $"{why}: {string.Join(", ", offenders)}");
    }

    [Fact]
    public void Waiting_for_a_task_happens_in_Pipeline_only()
    {
        string[] offenders = [.. Directory.GetFiles(Path.Combine(s_root, "src/ServiceNowElement"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(s_root, "src/ServiceNowElement.Core"), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Replace('\\', '/').Contains("/Pipeline/") && Regex.IsMatch(File.ReadAllText(file), @"GetAwaiter\(\)\s*\.GetResult\(|\.Wait\("))
            .Select(file => Path.GetFileName(file))];

        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Items(string project, string kind)
    {
        XDocument file = XDocument.Load(Path.Combine(s_root, "src", project, project + ".csproj"));
        return file.Descendants(kind).Select(item => item.Attribute("Include")!.Value);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "ServiceNowElement.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run below the repository.");
    }
}
