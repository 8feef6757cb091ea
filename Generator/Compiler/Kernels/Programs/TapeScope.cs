using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>How many time steps, sequences and rows a kernel at the head of a pass works on, in terms of its counts.</summary>
/// <param name="timeSteps">T where the cell fixes it.</param>
/// <param name="isClosed">Whether counts that the kernel has not asked for stay unknown: the least that they are stands for them.</param>
internal sealed class TapeScope(Received received, Division division, int? timeSteps, bool isClosed = false)
{
    public Division Division => division;

    /// <summary>The same for who may not ask for more.</summary>
    public TapeScope Closed => new(received, division, timeSteps, isClosed: true);

    /// <summary>T.</summary>
    public Offset TimeSteps => timeSteps ?? Count(new Source.TimeSteps(), "timeSteps", atLeast: 1);

    /// <summary>The first sequence, row or group of the shard.</summary>
    public Offset Begin => division == Division.None ? 0 : Count(new Source.Begin(), "begin", atLeast: 0);

    /// <summary>The sequences, rows or groups of the shard; a shard without any does nothing.</summary>
    public Offset Own => division == Division.None ? 1 : Count(new Source.Count(), "count", atLeast: 1);

    /// <summary>The sequences, rows or groups of all shards.</summary>
    public Offset Whole => Offset.Add(Begin, Own, Count(new Source.After(), "after", atLeast: 0));

    /// <summary>B.</summary>
    public Offset Batch => division switch
    {
        Division.None => 1,
        Division.Rows => Count(new Source.Batch(), "batch", atLeast: 1),
        Division.Sequences => Whole,
        _ => Offset.Add(new Offset.Difference(Whole, 1) * new Offset.Lanes(), Count(new Source.LastGroup(), "last", atLeast: 1)),
    };

    /// <summary>T · B.</summary>
    public Offset Rows => division switch
    {
        Division.None => TimeSteps,
        Division.Rows => Whole,
        _ => TimeSteps * Batch,
    };

    public Offset Of(TapeExtent extent)
    {
        Offset length = (int)extent.Fixed;
        if (extent.PerSequence > 0) length = Offset.Add(length, Batch * (int)extent.PerSequence);
        if (extent.PerRow > 0) length = Offset.Add(length, Rows * (int)extent.PerRow);
        if (extent.PerRecord > 0) length = Offset.Add(length, Offset.Add(TimeSteps, 1) * Whole * (int)extent.PerRecord);
        return length;
    }

    private Offset Count(Source source, string name, int atLeast) =>
        isClosed && !received.Has(name) ? atLeast : received.Count(source, name, atLeast);
}
