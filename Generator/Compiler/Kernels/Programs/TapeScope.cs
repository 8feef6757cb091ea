using System;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>How many time steps, sequences and rows a kernel at the head of a pass works on, in terms of its counts.</summary>
/// <param name="timeSteps">T where the kernel is for a fixed one and takes all of it; null where it takes a rectangle.</param>
/// <param name="isClosed">Whether counts that the kernel has not asked for stay unknown: the least that they are stands for them.</param>
/// <param name="span">It is told where its rectangle lies in the stretch, or strip, that it does not leave; null: it is not.</param>
internal sealed class TapeScope(
    Received received, Division division, int? timeSteps, Span? span = null, bool isClosed = false)
{
    public Division Division => division;

    /// <summary>The same for who may not ask for more.</summary>
    public TapeScope Closed => new(received, division, timeSteps, span, isClosed: true);

    /// <summary>The time steps before the rectangle.</summary>
    public Offset Early => span is not null ? Offset.Add(Origin, Within)
        : timeSteps is null && division is Division.None or Division.Sequences ? Count(new Source.Early(), "early", atLeast: 0) : 0;

    /// <summary>The time steps before the stretch, or strip.</summary>
    public Offset Origin => Count(new Source.Origin(Around), "origin", atLeast: 0);

    /// <summary>Those of the stretch, or strip, before the rectangle.</summary>
    public Offset Within => Count(new Source.Within(Around), "within", atLeast: 0);

    private Span Around => span ?? throw new InvalidOperationException("The kernel takes any time steps.");

    /// <summary>The stretches before this one.</summary>
    public Offset Stretch => Count(new Source.Stretch(), "stretch", atLeast: 0);

    /// <summary>The time steps of the rectangle; T where there are no rectangles.</summary>
    public Offset TimeSteps => timeSteps ?? Count(new Source.TimeSteps(), "timeSteps", atLeast: 1);

    /// <summary>The time steps up to the end of the rectangle. There may be more, of which the kernel knows nothing.</summary>
    public Offset Through => Offset.Add(Early, TimeSteps);

    /// <summary>The first sequence, row or group that the kernel takes.</summary>
    public Offset Begin => division == Division.None ? 0 : Count(new Source.Begin(), "begin", atLeast: 0);

    /// <summary>The sequences, rows or groups that the kernel takes, at least one.</summary>
    public Offset Own => division == Division.None ? 1 : Count(new Source.Count(), "count", atLeast: 1);

    /// <summary>All sequences, rows or groups.</summary>
    public Offset Whole => Offset.Add(Begin, Own, Count(new Source.After(), "after", atLeast: 0));

    /// <summary>B.</summary>
    public Offset Batch => division switch
    {
        Division.None => 1,
        Division.Rows => Count(new Source.Batch(), "batch", atLeast: 1),
        Division.Sequences => Whole,
        _ => Offset.Add(new Offset.Difference(Whole, 1) * new Offset.Lanes(), Count(new Source.LastGroup(), "last", atLeast: 1)),
    };

    /// <summary>T · B, or what of it is known.</summary>
    public Offset Rows => division switch
    {
        Division.None => Through,
        Division.Rows => Whole,
        _ => Through * Batch,
    };

    /// <summary>Without what there is for strips alone.</summary>
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
