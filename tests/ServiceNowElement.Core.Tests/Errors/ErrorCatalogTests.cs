using System.Text.RegularExpressions;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Core.Tests.Errors;

public class ErrorCatalogTests
{
    public static TheoryData<string> Ids() => new(ErrorCatalog.All.Select(entry => entry.Id));

    [Fact]
    public void Ids_are_unique() => Assert.Equal(ErrorCatalog.All.Count, ErrorCatalog.All.Select(entry => entry.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_row_is_complete(string id)
    {
        ErrorEntry entry = ErrorCatalog.All.Single(row => row.Id == id);

        Assert.Matches("^[A-Z][A-Za-z]+$", entry.Id);
        Assert.InRange(entry.ServiceStatus, 400, 599);
        Assert.EndsWith(".", entry.Advice, StringComparison.Ordinal);
        Assert.Equal(typeof(ErrorCatalog).GetProperty(entry.Id)!.GetValue(null), entry);
        Assert.True(entry.Category != ElementErrorCategory.NotSpecified || entry.Id == "UnexpectedFailure", "only UnexpectedFailure may be unspecified");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_form_can_be_filled(string id)
    {
        ErrorEntry entry = ErrorCatalog.All.Single(row => row.Id == id);
        int places = Regex.Matches(entry.MessageForm, @"(?<!\{)\{(\d)\}").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max() + 1;

        string text = entry.With([.. Enumerable.Range(0, places).Select(place => (object)("fact" + place))]).Message;

        for (int place = 0; place < places; place++)
        {
            Assert.Contains("fact" + place, text, StringComparison.Ordinal);
        }
    }
}
