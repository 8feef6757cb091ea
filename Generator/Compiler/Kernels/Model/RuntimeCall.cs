using System.Collections.Generic;

namespace RnnGen.Compiler.Kernels.Model;

/// <summary>
/// What kernels leave to the runtime library: work on whole tensors, of which every cell needs the same. A closed hierarchy.
/// </summary>
public abstract record RuntimeCall
{
    private RuntimeCall() { }

    /// <summary>What it reads and writes, and nothing beside it.</summary>
    public abstract IEnumerable<Extent> Touched { get; }

    /// <summary>So many elements to another place.</summary>
    public sealed record Copy(Address From, Address To, Offset Count) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(From, Count), new Extent(To, Count)];
    }

    /// <summary>So many elements that are whole vectors at every width, inline.</summary>
    public sealed record CopyVectors(Address From, Address To, int Count) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(From, Count), new Extent(To, Count)];
    }

    public sealed record Clear(Address To, Offset Count) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(To, Count)];
    }

    /// <summary>Adds so many elements to others.</summary>
    public sealed record Add(Address To, Address From, Offset Count) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(To, Count), new Extent(From, Count)];
    }

    /// <summary>A matrix [rows, columns] to [columns, rows]; both without gaps, in different memory.</summary>
    public sealed record Transpose(Address From, Address To, int Rows, int Columns) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(From, Rows * Columns), new Extent(To, Rows * Columns)];
    }

    /// <summary>Weights of a submatrix into a panel; lanes beyond the last unit become zero.</summary>
    /// <param name="Paired">Those of two neighbours rounded into one element.</param>
    public sealed record Pack(Address Parameters, Address Panel, PanelShare Share, bool Paired) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(Parameters, Share.Span), new Extent(Panel, Share.PanelLength)];
    }

    /// <summary>Adds a share of a panel of gradients to the gradients of a submatrix.</summary>
    public sealed record Unpack(Address Parameters, Address Panel, PanelShare Share) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(Parameters, Share.Span), new Extent(Panel, Share.PanelLength)];
    }

    /// <summary>
    /// Rows into lanes, for each time step: feature f of row r to lane r of vector f. Always as many rows as a vector has lanes, whatever
    /// lies behind the last one.
    /// </summary>
    /// <param name="RowStep">Elements of the rows from step to step.</param>
    /// <param name="LaneStep">Elements of the vectors from step to step.</param>
    public sealed record Gather(Address Rows, Offset RowStep, Address Lanes, Offset LaneStep, int Features, Offset Steps) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched =>
        [
            new Extent(Rows, Through(Steps, RowStep, Offset.Vectors(Features))),
            new Extent(Lanes, Through(Steps, LaneStep, Offset.Vectors(Features))),
        ];
    }

    /// <summary>Lanes into rows, for each time step: the first Count of them.</summary>
    public sealed record Scatter(
        Address Lanes, Offset LaneStep, Address Rows, Offset RowStep, Offset Count, int Features, Offset Steps) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched =>
        [
            new Extent(Lanes, Through(Steps, LaneStep, Offset.Vectors(Features))),
            new Extent(Rows, Through(Steps, RowStep, Count * Features)),
        ];
    }

    /// <summary>Zero in all lanes of so many features, for each time step.</summary>
    public sealed record ClearLanes(Address Lanes, Offset LaneStep, int Features, Offset Steps) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(Lanes, Through(Steps, LaneStep, Offset.Vectors(Features)))];
    }

    /// <summary>So many vectors, a multiple of eight, to the sums of their lanes, in the same place.</summary>
    public sealed record SumLanes(Address Sums, int Vectors) : RuntimeCall
    {
        public override IEnumerable<Extent> Touched => [new Extent(Sums, Offset.Vectors(Vectors))];
    }

    /// <summary>Adds sums, [units, length] without gaps, to the gradients of a submatrix.</summary>
    public sealed record AddSubmatrix(Address Sums, Address Parameters, int Units, int Length, int UnitStride, int SourceStride)
        : RuntimeCall
    {
        public override IEnumerable<Extent> Touched =>
        [
            new Extent(Sums, Units * Length),
            new Extent(Parameters, (Units - 1) * UnitStride + (Length - 1) * SourceStride + 1),
        ];
    }

    /// <summary>From the first element of the first step to the last of the last.</summary>
    private static Offset Through(Offset steps, Offset step, Offset length) =>
        Offset.Add(new Offset.Difference(steps, 1) * step, length);
}

/// <summary>So many elements from a place on.</summary>
public sealed record Extent(Address Start, Offset Length);

/// <summary>What one accumulator has in one segment of a panel.</summary>
/// <param name="UnitStride">Elements from unit to unit in the parameters.</param>
/// <param name="SourceStride">Elements from k to k in the parameters.</param>
/// <param name="Length">The number of k.</param>
/// <param name="Blocks">Vectors of units side by side.</param>
/// <param name="LaneRows">Vectors for each block in the whole panel.</param>
/// <param name="Before">Vectors for each block before this segment.</param>
/// <param name="Width">Accumulators that meet the segment.</param>
/// <param name="Index">Which of them this is.</param>
public sealed record PanelShare(
    int UnitStride, int SourceStride, int Units, int Length, int Blocks, int LaneRows, int Before, int Width, int Index)
{
    /// <summary>From the first weight to the last one in the parameters.</summary>
    public int Span => (Units - 1) * UnitStride + (Length - 1) * SourceStride + 1;

    /// <summary>Elements of the whole panel: that of all bundles of blocks.</summary>
    public Offset PanelLength => Offset.Add(new Offset.Multiple(Units - 1, Offset.Vectors(Blocks)), Offset.Vectors(Blocks)) * LaneRows;
}
