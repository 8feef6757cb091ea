using System.ComponentModel;

namespace RnnGen;

/// <summary>
/// Time steps of neighbouring rows of a tape, all of which are long enough for them. It is never empty, and lies within the T steps of the
/// B rows of its tape.
/// </summary>
/// <param name="FirstStep">The first time step.</param>
/// <param name="Steps">How many, at least 1.</param>
/// <param name="FirstRow">The first row of the batch.</param>
/// <param name="Rows">How many, at least 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TapeRectangle(int FirstStep, int Steps, int FirstRow, int Rows)
{
    /// <summary>The time step after the last.</summary>
    public int EndStep => FirstStep + Steps;

    /// <summary>The row after the last.</summary>
    public int EndRow => FirstRow + Rows;
}
