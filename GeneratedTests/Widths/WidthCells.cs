using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Zoo;

namespace RnnGen.Tests.Widths;

/// <summary>
/// The cells that are tried at every vector width: of the zoo, where 33 units leave a tail at each, and those with partial sums.
/// </summary>
internal static class WidthCells
{
    public static IReadOnlyList<(string Name, int Hidden, ElementType Element)> All { get; } =
    [
        .. from name in (string[])["lstm-softmax", "lstm-projection", "gru", "gru-reset-after"]
           from hidden in (int[])[3, 33]
           from element in (ElementType[])[ElementType.Float, ElementType.Double]
           select (name, hidden, element),
    ];

    public static int Count => All.Count + PartialSumCell.All.Count;

    public static CellBatch Compile() => CellBatch.Compile(
    [
        .. All.Select(cell => new CellSource(cell.Name, ZooSizes.Of(cell.Name, cell.Hidden), cell.Element)),
        .. PartialSumCell.All.Select(cell => cell.Source),
    ]);
}
