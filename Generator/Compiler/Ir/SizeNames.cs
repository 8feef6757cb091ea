using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Extents as a definition writes them: 64 is <c>hidden</c> where hidden is 64. Where two sizes have one value, the first declared stands
/// for both; a number that no sum of sizes makes stays one.
/// </summary>
public sealed class SizeNames
{
    private const int MostOfOne = 8, MostTerms = 3;

    /// <summary>Sizes that have names, and those of them that stand together in sums of three: of all there would be too many.</summary>
    private const int MostSizes = 8, MostTogether = 4;

    private readonly Dictionary<int, EquatableArray<SizeTerm>> _sums = [];

    private SizeNames(IReadOnlyList<SizeValue> sizes)
    {
        // Short spellings first: hidden before 2 * hidden before hidden + input.
        var sums = new List<(int Value, EquatableArray<SizeTerm> Terms, int Next)> { (0, [], 0) };
        for (int terms = 0; terms < MostTerms; terms++)
        {
            IReadOnlyList<SizeValue> taken = terms < 2 ? sizes : [.. sizes.Take(MostTogether)];
            sums = [.. sums.SelectMany(sum => Longer(sum, taken))];
            foreach ((int value, EquatableArray<SizeTerm> sum, _) in sums.OrderBy(sum => Text(sum.Terms).Length))
                if (!_sums.ContainsKey(value)) _sums.Add(value, sum);
        }
    }

    /// <summary>No sizes: numbers are written as numbers.</summary>
    public static SizeNames None { get; } = new([]);

    public static SizeNames Of(CellSignature signature) => new(signature.Sizes.Take(MostSizes).ToList());

    public string this[int extent] => Sum(extent) is { Count: > 0 } terms ? Text(terms) : extent.ToString(CultureInfo.InvariantCulture);

    /// <summary>The sizes whose sum an extent is; nothing where it is no sum of sizes.</summary>
    public EquatableArray<SizeTerm> Sum(int extent) =>
        extent != 0 && _sums.TryGetValue(extent, out EquatableArray<SizeTerm> terms) ? terms : default;

    /// <summary>One divided by the number of elements.</summary>
    public string ReciprocalOf(Shape shape) =>
        $"1 / {Factor(shape.IsMatrix ? $"{this[shape.Rows]} * {this[shape.Columns]}" : this[shape.Rows])}";

    private static string Factor(string text) => text.Contains(' ') ? $"({text})" : text;

    private static string Text(IEnumerable<SizeTerm> terms) =>
        string.Join(" + ", terms.Select(term => term.Times == 1 ? term.Name : $"{term.Times} * {term.Name}"));

    private static IEnumerable<(int Value, EquatableArray<SizeTerm> Terms, int Next)> Longer(
        (int Value, EquatableArray<SizeTerm> Terms, int Next) sum, IReadOnlyList<SizeValue> sizes)
    {
        for (int i = sum.Next; i < sizes.Count; i++)
        {
            for (int times = 1; times <= MostOfOne; times++)
            {
                var term = new SizeTerm(times, sizes[i].Name);
                if ((long)sum.Value + (long)times * sizes[i].Value <= int.MaxValue)
                    yield return (sum.Value + times * sizes[i].Value, sum.Terms.Concat([term]).ToEquatableArray(), i + 1);
            }
        }
    }
}

/// <summary>A size, so many times.</summary>
public sealed record SizeTerm(int Times, string Name);
