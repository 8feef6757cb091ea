using System;
using System.Collections.Generic;
using System.Globalization;

namespace RnnGen;

/// <summary>Names the elements of a tensor by their indices.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Slot">One step of one sequence of it.</param>
/// <param name="Leading">The extents before those of the slot: T and B, or B, or none.</param>
internal sealed record TensorPlace(string Name, Slot Slot, int[] Leading)
{
    public string Shape => Brackets(Extents());

    public string Index(int flat)
    {
        List<int> extents = Extents();
        var index = new int[extents.Count];
        for (int i = index.Length - 1; i >= 0; i--)
        {
            (flat, index[i]) = Math.DivRem(flat, extents[i]);
        }

        return Brackets(index);
    }

    private List<int> Extents() => Slot.Rank switch
    {
        0 => [.. Leading],
        1 => [.. Leading, Slot.Rows],
        _ => [.. Leading, Slot.Rows, Slot.Columns],
    };

    private static string Brackets(IEnumerable<int> numbers) =>
        $"[{string.Join(", ", System.Linq.Enumerable.Select(numbers, number => number.ToString(CultureInfo.InvariantCulture)))}]";
}
