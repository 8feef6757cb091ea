using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Text;

/// <summary>
/// A piece of text read out of a definition (a plain value, a quoted one, a block) that knows where each of its characters stands in
/// the definition: escapes, indentation and line ends make the two differ.
/// </summary>
/// <param name="Runs">In order, covering <paramref name="Value"/> without gaps; at least one, which may be empty.</param>
public sealed record MappedText(string Value, EquatableArray<MappedRun> Runs)
{
    /// <summary>The place of the whole text in the definition.</summary>
    public TextSpan Span => TextSpan.FromBounds(Runs[0].SourceStart, Runs[Runs.Count - 1].SourceEnd);

    /// <summary>A text that stands in the definition character by character.</summary>
    public static MappedText Verbatim(string value, int sourceStart) =>
        new(value, EquatableArray.Of(new MappedRun(0, value.Length, sourceStart, value.Length)));

    /// <summary>Where a stretch of <see cref="Value"/> stands in the definition.</summary>
    public TextSpan Map(int start, int end)
    {
        int sourceStart = SourceStartOf(start);
        return end <= start ? new TextSpan(sourceStart, 0) : TextSpan.FromBounds(sourceStart, SourceEndOf(end - 1));
    }

    private int SourceStartOf(int position)
    {
        if (position >= Value.Length) return Span.End;
        MappedRun run = RunAt(position);
        return run.IsVerbatim ? run.SourceStart + (position - run.Start) : run.SourceStart;
    }

    private int SourceEndOf(int position)
    {
        MappedRun run = RunAt(position);
        return run.IsVerbatim ? run.SourceStart + (position - run.Start) + 1 : run.SourceEnd;
    }

    private MappedRun RunAt(int position)
    {
        int low = 0, high = Runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Runs[middle].Start <= position) low = middle;
            else high = middle - 1;
        }
        return Runs[low];
    }
}

/// <summary>Characters of a value and what they were written as. Lengths differ only for what is one unit, such as an escape.</summary>
public sealed record MappedRun(int Start, int Length, int SourceStart, int SourceLength)
{
    public int SourceEnd => SourceStart + SourceLength;

    public bool IsVerbatim => Length == SourceLength;
}
