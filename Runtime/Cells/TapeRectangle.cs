using System.ComponentModel;

namespace RnnGen;

/// <summary>
/// Time steps of neighbouring rows of a tape, all of which are long enough for them. It is never empty, and lies within the T steps of the
/// B rows of its tape.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TapeRectangle
{
    internal TapeRectangle(int firstStep, int steps, int firstRow, int rows) =>
        (FirstStep, Steps, FirstRow, Rows) = (firstStep, steps, firstRow, rows);

    /// <summary>The first time step.</summary>
    public int FirstStep { get; }

    /// <summary>How many time steps, at least 1.</summary>
    public int Steps { get; }

    /// <summary>The time step after the last.</summary>
    public int EndStep => FirstStep + Steps;

    /// <summary>The first row of the batch.</summary>
    public int FirstRow { get; }

    /// <summary>How many rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>The row after the last.</summary>
    public int EndRow => FirstRow + Rows;

    /// <summary>Such as <c>steps 0 to 4 of rows 2 to 8</c>; what is behind "to" is not part of it.</summary>
    public override string ToString() => $"steps {FirstStep} to {EndStep} of rows {FirstRow} to {EndRow}";
}
