using System.Globalization;

namespace RnnGen;

/// <summary>One named tensor of a cell and where it lies in its flat buffer, row-major.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Offset">
/// The index of its first element. Parameters and states start on 64 bytes of their buffer; inputs and outputs are counted within
/// the concatenation of all inputs (outputs) of one step, which has no padding.
/// </param>
/// <param name="Rank">0 for a scalar, 1 for a vector, 2 for a matrix.</param>
/// <param name="Rows">The first extent; 1 for a scalar.</param>
/// <param name="Columns">The second extent; 1 below rank 2.</param>
public readonly record struct Slot(string Name, int Offset, int Rank, int Rows, int Columns)
{
    /// <summary>Whether it is a state that goes from the last step of a sequence to the first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>
    /// Whether it is a state so large that a tape made with <see cref="Adjoint.None"/> holds it before the first step and after the last
    /// only: each step overwrites what the one before has left. Other tapes hold it at checkpoints, every
    /// <see cref="CellInfo.CheckpointSteps"/> steps, which may be each.
    /// </summary>
    public bool IsOverwritten { get; init; }

    /// <summary>Whether it is an input that begins sequences anew: where it is above 0.</summary>
    public bool IsRestart { get; init; }

    /// <summary>What every element of a state is before the first step, unless a parameter says it.</summary>
    public double Initial { get; init; }

    /// <summary>The parameter that a state is before the first step: its initial value is learned. Null for most states.</summary>
    public string? InitialParameter { get; init; }

    /// <summary>The number of elements, without padding.</summary>
    public int Length => Rows * Columns;

    /// <summary>The shape as text: <c>[]</c>, <c>[64]</c> or <c>[64, 80]</c>.</summary>
    public string Shape => Rank switch
    {
        0 => "[]",
        1 => string.Create(CultureInfo.InvariantCulture, $"[{Rows}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"[{Rows}, {Columns}]"),
    };

    /// <summary>A tensor of rank 0.</summary>
    public static Slot Scalar(string name, int offset) => new(name, offset, 0, 1, 1);

    /// <summary>A tensor of rank 1.</summary>
    public static Slot Vector(string name, int offset, int length) => new(name, offset, 1, length, 1);

    /// <summary>A tensor of rank 2.</summary>
    public static Slot Matrix(string name, int offset, int rows, int columns) => new(name, offset, 2, rows, columns);

    /// <summary>Such as <c>Wf [64, 80]</c>.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
