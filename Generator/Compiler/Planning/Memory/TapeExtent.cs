namespace RnnGen.Compiler.Planning.Memory;

/// <summary>A number of elements on a tape of T steps of B sequences.</summary>
/// <param name="PerSequence">Times B.</param>
/// <param name="PerRow">Times T · B.</param>
/// <param name="PerRecord">Times (T + 1) · the number of groups of sequences.</param>
/// <param name="OfStrip">Where there is one sequence; null: nothing.</param>
public sealed record TapeExtent(
    long Fixed, long PerSequence = 0, long PerRow = 0, long PerRecord = 0, StripExtent? OfStrip = null)
{
    public static TapeExtent operator +(TapeExtent left, TapeExtent right) => new(
        left.Fixed + right.Fixed, left.PerSequence + right.PerSequence, left.PerRow + right.PerRow, left.PerRecord + right.PerRecord,
        left.OfStrip ?? right.OfStrip);
}

/// <summary>A number of elements for each time step of a strip of one sequence.</summary>
/// <param name="Steps">The most that a strip has; there are no more than T.</param>
public sealed record StripExtent(long PerStep, int Steps);

/// <summary>A part of a tape's private memory.</summary>
public sealed record TapePart(TapeExtent Start, TapeExtent Length)
{
    public TapeExtent End => Start + Length;
}

/// <summary>A part of private memory of a fixed length.</summary>
public sealed record Part(int Start, int Length)
{
    public int End => Start + Length;
}
