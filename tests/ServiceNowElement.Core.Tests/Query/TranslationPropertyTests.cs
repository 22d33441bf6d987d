using CsCheck;
using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class TranslationPropertyTests
{
    private const int RowsPerFilter = 25;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Encoded_query_selects_the_rows_of_the_filter(bool negationTakesEmpty)
    {
        EncodedEvaluator instance = new(negationTakesEmpty);
        int compared = 0;
        Gen.Int.Sample(
            seed =>
            {
                FilterMaker maker = new(seed);
                FilterNode filter = maker.Node(4);
                if (!TryWrite(filter, out EncodedQuery query))
                {
                    return true;
                }

                string text = query.ToText();
                string cursor = query.With("a>M", "ORDERBYa").Replace("^ORDERBYa", string.Empty, StringComparison.Ordinal);
                Interlocked.Increment(ref compared);
                return Enumerable.Range(0, RowsPerFilter).Select(_ => maker.Row()).All(row =>
                    FilterEvaluator.Holds(filter, row) == instance.Holds(text, row)
                    && (FilterEvaluator.Holds(filter, row) && instance.Holds("a>M", row)) == instance.Holds(cursor, row));
            },
            iter: 20_000,
            threads: 2);
        Assert.True(compared > 5_000, $"only {compared} filters could be written");
    }

    [Fact]
    public void Written_encoded_query_parses_to_the_same_groups()
    {
        Gen.Int.Sample(
            seed =>
            {
                if (!TryWrite(new FilterMaker(seed).Node(3), out EncodedQuery query))
                {
                    return true;
                }

                EncodedQuery parsed = EncodedQuery.Parse(query.ToText());
                return parsed.ToText() == query.ToText() || query.ToText().Trim().Length != query.ToText().Length;
            },
            iter: 5_000,
            threads: 2);
    }

    [Fact]
    public void Ceql_round_trip_keeps_the_meaning()
    {
        Gen.Int.Sample(
            seed =>
            {
                FilterMaker maker = new(seed);
                FilterNode filter = maker.Node(4);
                FilterNode read = CeqlReader.ReadFilter(CeqlWriter.Write(filter))!;
                return Enumerable.Range(0, RowsPerFilter).Select(_ => maker.Row()).All(row => FilterEvaluator.Holds(filter, row) == FilterEvaluator.Holds(read, row));
            },
            iter: 20_000,
            threads: 2);
    }

    [Fact]
    public void Reader_answers_any_text_with_a_filter_or_an_error_of_the_catalogue()
    {
        Gen.String[Gen.Char["ab='`(), %<>!.1-\"\nINORLKEandlikenotisnull"], 0, 40].Sample(
            text =>
            {
                try
                {
                    CeqlReader.ReadFilter(text);
                }
                catch (ElementException error)
                {
                    Assert.Contains(error.Reason, new[] { "InvalidQuery", "NotBuilt" });
                }
            },
            iter: 20_000,
            threads: 2);
    }

    [Fact]
    public void Parser_answers_any_text_with_a_query_or_an_error_of_the_catalogue()
    {
        Gen.String[Gen.Char["ab=^^^NQOREQDBYLIKES!<,.@ RLQUENDJO"], 0, 40].Sample(
            text =>
            {
                try
                {
                    EncodedQuery.Parse(text).With("sys_id>1", "ORDERBYsys_id");
                }
                catch (ElementException error)
                {
                    Assert.Equal("InvalidQuery", error.Reason);
                }
            },
            iter: 20_000,
            threads: 2);
    }

    private static bool TryWrite(FilterNode filter, out EncodedQuery query)
    {
        try
        {
            query = EncodedQueryWriter.Write(filter, maxGroups: 200);
            return true;
        }
        catch (ElementException error) when (error.Reason is "FilterNotTranslatable" or "QueryTooComplex")
        {
            query = EncodedQuery.All;
            return false;
        }
    }
}
