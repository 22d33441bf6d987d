using CsCheck;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Core.Tests.Transformations;

public class MapperPropertyTests
{
    private static readonly string[] s_names = ["a", "b", "c", "d", "e", "f"];
    private static readonly string[] s_paths =
        ["a", "b", "a.b", "a.b.c", "c[0]", "c[1].d", "c[*]", "c[*].d", "c[*].d[*].e", "d[a=1].b", "d[?(@.a==1)].b.c", "e[*].size()", "e.size()", "f[0][1]", "f[*][*]", "b[3].a"];

    private static readonly string?[] s_types = [null, "string", "number", "int", "boolean", "date", "array[int]", "array[array[number]]", "odd"];

    [Fact]
    public void Renames_round_trip_and_everything_else_passes()
    {
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                string[] mapped = [.. s_names.Where(_ => random.Next(2) == 0)];
                TransformationField[] fields = [.. mapped.Select((name, index) => Tree.Map(random.Next(2) == 0 ? "z" + index : "z.y" + index, name))];
                var mapper = new TransformationMapper(Tree.Of(fields));
                Dictionary<string, object?> record = Members(random, 3);

                IDictionary<string, object?> read = mapper.FromVendor(record);

                bool renamed = mapped.All(name => !read.ContainsKey(name));
                bool passed = s_names.Except(mapped).All(name => Tree.Text(read.TryGetValue(name, out object? value) ? value : "-") == Tree.Text(record.TryGetValue(name, out object? old) ? old : "-"));
                return renamed && passed && Sorted(mapper.ToVendor(read)) == Sorted(record);
            },
            iter: 5_000,
            threads: 2);
    }

    [Fact]
    public void No_tree_and_no_mapping_makes_the_mapper_throw_or_change_its_input()
    {
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                TransformationField[] fields = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Tree.Map(Pick(random, s_paths), Pick(random, s_paths), Pick(random, s_types), Pick(random, s_types)))];
                var mapper = new TransformationMapper(Tree.Of(fields, new TransformationRule("passThrough", random.Next(2) == 0, random.Next(2) == 0)));
                Dictionary<string, object?> record = Members(random, 4);
                string before = Tree.Text(record);

                string read = Tree.Text(mapper.FromVendor(record));
                string written = Tree.Text(mapper.ToVendor(record));

                return read.Length > 0 && written.Length > 0 && Tree.Text(record) == before;
            },
            iter: 20_000,
            threads: 2);
    }

    [Fact]
    public void No_text_makes_the_path_reader_or_the_date_pattern_throw()
    {
        Gen.Select(Gen.String[Gen.Char["ab.[]*=?(@)' 0129size"], 0, 24], Gen.String[Gen.Char["yMdHhmsSaEXZ'-:/ .TQ"], 0, 16]).Sample(
            (path, pattern) =>
            {
                var mapper = new TransformationMapper(Tree.Of([Tree.Map(path, "x"), Tree.Map("d", "d", rules: new TransformationRule("transformDate", Pattern: pattern))]));
                mapper.FromVendor(Tree.Of("""{"x":[{"a":1}],"d":"2026-03-31 21:05:09"}"""));
                mapper.ToVendor(Tree.Of("""{"a":[{"b":1}],"d":"2026-03-31"}"""));
            },
            iter: 20_000,
            threads: 2);
    }

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];

    private static string Sorted(IDictionary<string, object?> record) => Tree.Text(record.OrderBy(member => member.Key, StringComparer.Ordinal).ToDictionary(member => member.Key, member => member.Value));

    private static Dictionary<string, object?> Members(Random random, int depth) =>
        s_names.Where(_ => random.Next(3) > 0).ToDictionary(name => name, _ => Value(random, depth - 1));

    private static object? Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => (long)random.Next(3),
        3 => random.Next(100) / 10m,
        4 => random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture),
        5 => "text",
        6 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)).ToList(),
        7 => Enumerable.Range(0, random.Next(3)).Select(_ => (object?)Members(random, depth - 1)).ToArray(),
        _ => Members(random, depth - 1),
    };
}
