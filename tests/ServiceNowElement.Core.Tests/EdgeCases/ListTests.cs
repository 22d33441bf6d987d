using System.Reflection;
using System.Text.RegularExpressions;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>The lists in docs/ are held to the code.</summary>
public sealed partial class ListTests
{
    private static readonly string s_root = Root();

    [Fact]
    public void Every_edge_case_has_a_test_or_a_reason()
    {
        string[] lines = [.. File.ReadLines(Path.Combine(s_root, "docs", "reliability.md")).Where(line => line.StartsWith("| EC", StringComparison.Ordinal))];
        HashSet<string> tests = [.. typeof(EdgeCaseTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(method => type.Name + "." + method.Name))];

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"EC{i:00}"), lines.Select(line => line.Split('|')[1].Trim()));
        Assert.All(lines, line =>
        {
            string[] named = [.. TestName().Matches(line).Select(match => match.Groups[1].Value)];
            Assert.All(named.Where(_ => !line.Contains("(module)", StringComparison.Ordinal)), name => Assert.Contains(name, tests));
            Assert.True(named.Length > 0 || line.Contains("Cannot arise", StringComparison.Ordinal) || line.Contains("By construction", StringComparison.Ordinal) || line.Contains("**Open**", StringComparison.Ordinal), line);
        });
    }

    [Fact]
    public void The_help_lists_every_error_with_its_advice()
    {
        string help = Spaces().Replace(File.ReadAllText(Path.Combine(s_root, "docs", "en-US", "about_ServiceNowElement_Errors.help.txt")), " ");

        Assert.All(ErrorCatalog.All, entry =>
        {
            Assert.Contains($" {entry.Id} \"{entry.MessageForm}\" Do: {entry.Advice} ", help, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "ServiceNowElement.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run below the repository.");
    }
}
