using System;
using System.Linq;

namespace RnnGen.Benchmarks.Networks;

/// <summary>A cell at its sizes, over T steps of B sequences.</summary>
internal sealed record Workload(CellKind Kind, int Input, int Hidden, int TimeSteps = 1, int Batch = 1)
{
    /// <summary>Sequences of any length from 1 to T, the longest first.</summary>
    public bool IsUneven { get; init; }

    /// <summary>Gates, each with one product on [h'; x].</summary>
    public int Gates => Kind switch
    {
        CellKind.Lstm or CellKind.Invented => 4,
        CellKind.Gru or CellKind.GruResetAfter => 3,
        _ => 1,
    };

    public int States => Kind is CellKind.Lstm or CellKind.Invented ? 2 : 1;

    public int Rows => TimeSteps * Batch;

    /// <summary>The multiply-adds of the products of all steps, each counted as two; nothing else is counted, and no padding.</summary>
    public double ForwardFlops => 2.0 * Gates * Hidden * (Input + Hidden) * Lengths.Sum();

    /// <summary>The steps of each sequence.</summary>
    public int[] Lengths
    {
        get
        {
            var random = new Random(4);
            return [.. Enumerable.Range(0, Batch).Select(_ => IsUneven ? random.Next(1, TimeSteps + 1) : TimeSteps).OrderDescending()];
        }
    }

    public string Cell => Kind switch
    {
        CellKind.Lstm => "LSTM",
        CellKind.Gru => "GRU",
        CellKind.GruResetAfter => "GRU-after",
        CellKind.Rnn => "RNN",
        CellKind.Invented => "invented",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, null),
    };
}
