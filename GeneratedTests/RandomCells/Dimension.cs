using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.RandomCells;

/// <summary>An extent as the cell language sees it: a sum of size names and a number. Two are equal where their texts are.</summary>
public sealed record Dimension(string Text, int Value)
{
    public static Dimension Of(string name, int value) => new(name, value);

    public static Dimension Sum(IEnumerable<Dimension> parts)
    {
        List<Dimension> list = [.. parts];
        IEnumerable<string> names = list.SelectMany(part => part.Text.Split(" + ")).Order(System.StringComparer.Ordinal);
        return new Dimension(string.Join(" + ", names), list.Sum(part => part.Value));
    }
}
