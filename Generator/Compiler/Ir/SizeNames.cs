using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Extents as a definition writes them: 64 is <c>hidden</c> where hidden is 64. Where two sizes have one value, the first declared stands
/// for both; a number that no sum of sizes makes stays one.
/// </summary>
public sealed class SizeNames
{
    private const int MostOfOne = 8, MostTerms = 3;

    private readonly Dictionary<int, string> _names = [];

    private SizeNames(IReadOnlyList<SizeValue> sizes)
    {
        // Short spellings first: hidden before 2 * hidden before hidden + input.
        var sums = new List<(int Value, string Text, int Next)> { (0, "", 0) };
        for (int terms = 0; terms < MostTerms; terms++)
        {
            sums = [.. sums.SelectMany(sum => Longer(sum, sizes))];
            foreach ((int value, string text, _) in sums.OrderBy(sum => sum.Text.Length))
                if (!_names.ContainsKey(value)) _names.Add(value, text);
        }
    }

    /// <summary>No sizes: numbers are written as numbers.</summary>
    public static SizeNames None { get; } = new([]);

    public static SizeNames Of(CellSignature signature) => new(signature.Sizes.Take(4).ToList());

    public string this[int extent] =>
        extent != 0 && _names.TryGetValue(extent, out string? name) ? name : extent.ToString(CultureInfo.InvariantCulture);

    /// <summary>One divided by the number of elements.</summary>
    public string ReciprocalOf(Shape shape) =>
        $"1 / {Factor(shape.IsMatrix ? $"{this[shape.Rows]} * {this[shape.Columns]}" : this[shape.Rows])}";

    private static string Factor(string text) => text.Contains(' ') ? $"({text})" : text;

    private static IEnumerable<(int Value, string Text, int Next)> Longer(
        (int Value, string Text, int Next) sum, IReadOnlyList<SizeValue> sizes)
    {
        for (int i = sum.Next; i < sizes.Count; i++)
        {
            for (int times = 1; times <= MostOfOne; times++)
            {
                string term = times == 1 ? sizes[i].Name : $"{times} * {sizes[i].Name}";
                if ((long)sum.Value + (long)times * sizes[i].Value <= int.MaxValue)
                    yield return (sum.Value + times * sizes[i].Value, sum.Text.Length == 0 ? term : $"{sum.Text} + {term}", i + 1);
            }
        }
    }
}
