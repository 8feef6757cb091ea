using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.Lengths;

/// <summary>How long the rows of a tape are, in one of the ways that there are; the first steps may be without gradients.</summary>
internal sealed record LengthDraw(int TimeSteps, int Batch, int[] Lengths, int BurnIn)
{
    /// <summary>The ways: by the number of the row, of all rows, a draw of lengths for so many rows.</summary>
    private static readonly Func<int, int, Random, IEnumerable<int>>[] s_ways =
    [
        (rows, steps, random) => Drawn(rows, steps, random).OrderDescending(),
        Drawn,
        (rows, steps, random) => Drawn(rows, steps, random).Order(),
        (rows, _, _) => Enumerable.Repeat(1, rows),
        (rows, steps, random) => Enumerable.Range(0, rows).Select(_ => random.Next(2) == 0 ? 1 : steps),
        (rows, steps, _) => Enumerable.Repeat(steps, rows),
    ];

    public static int Ways => s_ways.Length;

    /// <summary>The rows that take part.</summary>
    public int Rows => Lengths.Length;

    /// <summary>Each way comes with all rows and with fewer, with and without steps that have no gradients.</summary>
    public static LengthDraw Random(int timeSteps, int batch, int way, Random random)
    {
        int rows = random.Next(3) == 0 ? random.Next(1, batch + 1) : batch;
        int burnIn = random.Next(3) == 0 ? random.Next(timeSteps) : 0;
        return new LengthDraw(timeSteps, batch, [.. s_ways[way % Ways](rows, timeSteps, random)], burnIn);
    }

    public void Set<T>(CellTape<T> tape)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        tape.Rows = Rows;
        tape.Lengths = Lengths;
        tape.BurnIn = BurnIn;
    }

    public int LengthOf(int row) => row < Rows ? Lengths[row] : 0;

    /// <summary>Whether a row takes part in a step.</summary>
    public bool Has(int step, int row) => step < LengthOf(row);

    /// <summary>Whether gradients come from it.</summary>
    public bool HasGradient(int step, int row) => step >= BurnIn && Has(step, row);

    public override string ToString() => $"T {TimeSteps}, B {Batch}, lengths {string.Join(" ", Lengths)}, burn-in {BurnIn}";

    private static IEnumerable<int> Drawn(int rows, int steps, Random random) =>
        [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, steps + 1))];
}
