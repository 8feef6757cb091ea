using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// A pass over rows. Stages of a sweep run one after the other; within a stage every row, and every unit of a row, is independent.
/// </summary>
public abstract record Stage(string Name)
{
    /// <summary>How its kernel runs; null until everything is decided.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Of a stream: where it reads what states were before the step.</summary>
    public OldStates OldStates { get; init; }

    /// <summary>Whether it makes nothing but adjoints of inputs, and may be left out where nobody asks for them.</summary>
    public bool IsForInputsOnly => this is Map { Gradients.Count: 0, Reductions.Count: 0 } map
        && map.Stores.All(s => s.Location.Region == Region.InputAdjoint);

    /// <summary>Whether it saves values where a backward pass follows, and otherwise not.</summary>
    public bool SavesOnDemand => this is Map map && map.Stores.Any(s => s.OnlyToSave)
        || this is Series series && series.Members.Any(member => member.Map.SavesOnDemand);

    /// <summary>Whether it adds to sums of gradients unit by unit.</summary>
    public bool SumsGradients => this is Map { Gradients.Count: > 0 } or Matrix { Body.Gradients.Count: > 0 }
        || this is Series series && series.Members.Any(member => member.Map.SumsGradients);

    /// <summary>
    /// For every row and every unit (an index 0 .. Units): the sums of products that end in this unit, then a chain of element-by-element
    /// equations in registers, then what becomes of them.
    /// </summary>
    public sealed record Map(string Name, int Units, MapProducts Products, MapBody Body) : Stage(Name)
    {
        public EquatableArray<Accumulator> Accumulators => Products.Accumulators;

        public EquatableArray<Panel> Panels => Products.Panels;

        public int Blocks => Products.Blocks;

        public bool BackAndForth => Products.BackAndForth;

        /// <summary>Whether its sums go across the lanes of vectors.</summary>
        public bool GoesAcross => Products.Rows.Count > 0;

        public EquatableArray<Load> Loads => Body.Loads;

        public EquatableArray<Equation> Equations => Body.Equations;

        public EquatableArray<RowReduction> Reductions => Body.Reductions;

        public EquatableArray<Store> Stores => Body.Stores;

        public EquatableArray<GradientSum> Gradients => Body.Gradients;
    }

    /// <summary>
    /// Maps without products and with sums over their units between them, one after the other for each row: numbers stay in registers from
    /// map to map, and what else one leaves for the next is in the first-level cache. A layer norm is such a series, and a softmax.
    /// </summary>
    public sealed record Series(string Name, EquatableArray<SeriesMember> Members) : Stage(Name)
    {
        /// <summary>Scratch that no other stage touches: all rows take that of the first, which stays in the first-level cache.</summary>
        public EquatableArray<Location> OfAllRows { get; init; } = [];
    }

    /// <summary>
    /// One pass over matrices of one shape: each element is loaded once, goes through equations in registers, and is stored once; sums over
    /// the elements, such as products with vectors, are gathered on the way. Vectors and scalars among the operands are repeated in
    /// registers, so that no outer product is ever in memory.
    /// </summary>
    /// <param name="Told">The equations as people read them.</param>
    /// <param name="ByColumns">Some columns at a time, over all rows; otherwise some rows at a time, over all columns.</param>
    public sealed record Matrix(string Name, Shape Shape, EquatableArray<Equation> Told, bool ByColumns, MatrixBody Body) : Stage(Name);

    /// <summary>
    /// One operation that mixes the elements of its operands in another way (matrix values, reordering): plain loops, operands and result
    /// in memory.
    /// </summary>
    public sealed record General(string Name, Equation Equation, EquatableArray<Location> Operands, Location Result) : Stage(Name);

    /// <summary>
    /// Weight gradients: for every row, the outer products of adjoints u with the vectors v that the weights met, added into a gradient
    /// panel.
    /// </summary>
    public sealed record Outer(
        string Name, int Units, EquatableArray<Location> Adjoints, EquatableArray<Value> Values, Panel Panel) : Stage(Name)
    {
        /// <summary>With a sequence in each lane: adjoints that it sums up beside its products.</summary>
        public EquatableArray<LaneSum> Sums { get; init; } = [];

        /// <summary>Where the sum of an adjoint begins among the gradients; null for one that is not wanted.</summary>
        public int? SumOf(int accumulator) => Sums.FirstOrDefault(s => s.Accumulator == accumulator)?.AreaOffset;
    }

    /// <summary>
    /// The same, added to the gradients of the parameters where these lie: nothing is cleared before or unpacked after it.
    /// </summary>
    public sealed record ParameterOuter(string Name, int Units, EquatableArray<OuterTerm> Terms) : Stage(Name);
}

/// <summary>The sum of an adjoint over rows and time steps, which is the gradient of a bias.</summary>
/// <param name="Accumulator">Which adjoint of the stage it is.</param>
/// <param name="AreaOffset">The first of its sums.</param>
public sealed record LaneSum(int Accumulator, int AreaOffset);

/// <summary>
/// An outer product of an adjoint with a vector, and the submatrix whose gradient it is; its rows are contiguous.
/// </summary>
public sealed record OuterTerm(Location Adjoint, Value AdjointValue, Location Source, Value SourceValue, Submatrix Weights);

/// <summary>The sums that the units of a stage start from, and how their weights are read.</summary>
/// <param name="Blocks">Vectors of units that are taken side by side.</param>
/// <param name="BackAndForth">
/// Every other step goes from the last unit to the first: the weights that were read last, and are still in the cache, are read first.
/// </param>
public sealed record MapProducts(EquatableArray<Accumulator> Accumulators, int Blocks, EquatableArray<Panel> Panels, bool BackAndForth)
{
    public static MapProducts None { get; } = new([], 1, [], BackAndForth: false);

    /// <summary>
    /// Where the parameters lie whose rows meet a vector element by element, for each term of each accumulator in order: few units, whose
    /// sums go across the lanes of a vector. Empty where weights are packed in panels.
    /// </summary>
    public EquatableArray<Location> Rows { get; init; } = [];
}

/// <summary>What a unit of a stage does between its sums and memory.</summary>
/// <param name="Loads">The values that come from memory.</param>
public sealed record MapBody(
    EquatableArray<Load> Loads,
    EquatableArray<Equation> Equations,
    EquatableArray<RowReduction> Reductions,
    EquatableArray<Store> Stores,
    EquatableArray<GradientSum> Gradients);

/// <summary>A value that a stage reads from memory; <paramref name="IsBroadcast"/>: a scalar repeated over the units.</summary>
public sealed record Load(Value Value, Location Location, bool IsBroadcast);

/// <param name="OnlyToSave">It is left out where no backward pass follows.</param>
public sealed record Store(Value Value, Location Location, bool OnlyToSave = false);

/// <summary>A reduction over the units of one row into a scalar.</summary>
/// <param name="Result">Null where nobody reads it but later maps of a series.</param>
public sealed record RowReduction(Equation Equation, Location? Result);

/// <summary>A map of a series.</summary>
/// <param name="Numbers">What it reads in registers of maps before it.</param>
public sealed record SeriesMember(Stage.Map Map, EquatableArray<HeldNumber> Numbers)
{
    /// <summary>Whether it makes numbers of numbers: all lanes of its vectors are the same.</summary>
    public bool IsOfNumbers => Map.Units == 1 && Map.Reductions.Count == 0;
}

/// <param name="Value">The number, or the number repeated over units, as the equations read it.</param>
/// <param name="Number">As the map called it that made it.</param>
public sealed record HeldNumber(Value Value, Value Number);

/// <summary>A sum over rows of a value, into its own padded piece of the gradient area; flushed into the parameter at the end.</summary>
public sealed record GradientSum(Value Value, int Parameter, int ParameterOffset, int AreaOffset, int Length);

/// <summary>A sum of products (and at most one bias) that one unit of a stage starts from.</summary>
public sealed record Accumulator(Value Result, EquatableArray<ProductTerm> Terms, Load? Bias);

/// <summary>
/// One product of a part of a parameter matrix with a vector; <paramref name="IsFree"/>: another program meets that vector by itself.
/// </summary>
public sealed record ProductTerm(Submatrix Weights, Value Vector, Location Source, bool IsFree);

/// <summary>
/// Some rows and columns of a parameter, seen as [units, k]: element (u, k) lies at Offset + u * UnitStride + k * SourceStride.
/// </summary>
public sealed record Submatrix(int Parameter, int Offset, int UnitStride, int SourceStride, int Units, int Length);

/// <summary>
/// Packed weights of (at most eight) accumulators of one stage: for each super-block of units, for each segment, for each k, the lanes of
/// every accumulator that meets the segment. A gradient panel has the same layout. In kernels of one row the same accumulators may have two
/// panels, one after the other.
/// </summary>
/// <param name="First">The stage's accumulator that is the panel's first.</param>
/// <param name="Blocks">Vectors of units side by side.</param>
/// <param name="Offset">Where the panel starts in the packed weights (or the gradient area), in elements.</param>
/// <param name="Length">Elements to reserve: enough at every vector width.</param>
/// <param name="Paired">Each vector holds the weights of two k, rounded to bfloat16; the last of an odd number stands alone.</param>
public sealed record Panel(
    int Index, int Units, int First, int Width, int Blocks, EquatableArray<PanelSegment> Segments, bool Paired, int Offset, int Length)
{
    /// <summary>Vectors per block of units: the sum over segments of length (or pairs) x accumulators.</summary>
    public int Vectors => Segments.Sum(VectorsOf);

    /// <summary>Products per unit.</summary>
    public int Products => Segments.Sum(s => s.Length * s.Accumulators.Count);

    /// <summary>Vectors per block of units of one segment.</summary>
    public int VectorsOf(PanelSegment segment) => (Paired ? (segment.Length + 1) / 2 : segment.Length) * segment.Accumulators.Count;

    /// <summary>
    /// Before: vectors that lie one after the other and meet the same accumulators. After: one longer vector, met in one loop.
    /// </summary>
    public IReadOnlyList<PanelSegment> JoinedSegments()
    {
        var joined = new List<PanelSegment>();
        foreach (PanelSegment next in Segments)
        {
            PanelSegment? last = joined.Count == 0 ? null : joined[joined.Count - 1];
            if (last is null || last.Source.Region != next.Source.Region || last.Source.Index != next.Source.Index
                || last.Source.Offset + last.Length != next.Source.Offset || last.Accumulators != next.Accumulators
                || Paired && last.Length % 2 != 0)
            {
                joined.Add(next);
                continue;
            }
            joined[joined.Count - 1] = last with
            {
                Length = last.Length + next.Length,
                Vectors = last.Vectors.Concat(next.Vectors).ToEquatableArray(),
            };
        }
        return joined;
    }

    /// <summary>
    /// How many segments, from one on, differ in their weights and places only: their vectors lie evenly apart in rows of the kernels' own,
    /// are of one length, and meet the same accumulators.
    /// </summary>
    public static int Alike(IReadOnlyList<PanelSegment> segments, int first)
    {
        int end = first + 1;
        while (end < segments.Count && IsNext(segments[end - 1], segments[end])) end++;
        return end - first;

        bool IsNext(PanelSegment last, PanelSegment next) => last.Source.Region.IsPrivate() && last.Source.Region == next.Source.Region
            && last.Length == next.Length && last.Accumulators == next.Accumulators && next.Source.Offset > last.Source.Offset
            && next.Source.Offset - last.Source.Offset == segments[first + 1].Source.Offset - segments[first].Source.Offset;
    }
}

/// <summary>
/// What of a panel meets one vector: which accumulators of the panel read it (counted from its first), and through which parts of
/// parameters.
/// </summary>
/// <param name="Vectors">The vector, or several that lie one after the other.</param>
public sealed record PanelSegment(
    Location Source, EquatableArray<Value> Vectors, int Length, EquatableArray<int> Accumulators, EquatableArray<Submatrix> Weights);
