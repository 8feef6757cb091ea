using System;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// How the kernel of a stage runs: which form it has, and all that is decided about its loops. What it computes says the stage. A closed
/// hierarchy: one for each kernel form.
/// </summary>
public abstract record Schedule
{
    private Schedule() { }

    /// <summary>Of a map's equations; null where a form has none.</summary>
    public EquationSchedule? Equations => this switch
    {
        Tiled tiled => tiled.OfEquations,
        OneRow oneRow => oneRow.OfEquations,
        InLanes inLanes => inLanes.OfEquations,
        Across or Series or Outer or InPlace or OuterInLanes or Matrix or Plain => null,
        _ => throw new InvalidOperationException($"Nothing says whether {GetType().Name} has equations."),
    };

    /// <summary>A map over many rows: the products of a block of units in tiles, then the equations row by row.</summary>
    /// <param name="Products">The parts in which the products of each panel are taken.</param>
    public sealed record Tiled(EquationSchedule OfEquations, EquatableArray<EquatableArray<ProductBand>> Products) : Schedule;

    /// <summary>A map over one row: the sums of a bundle of blocks stay in registers and go straight into the equations.</summary>
    /// <param name="Products">Each joined segment of each panel, in the order of the panels.</param>
    /// <param name="PartialSums">In how many parts each accumulator is gathered.</param>
    /// <param name="BlocksApart">The loop over bundles of units is written out: each bundle is a call.</param>
    /// <param name="Direct">Weights are loaded without calls, because there are more than the JIT inlines.</param>
    public sealed record OneRow(
        EquationSchedule OfEquations,
        EquatableArray<ProductSchedule> Products,
        EquatableArray<int> PartialSums,
        bool BlocksApart,
        bool Direct) : Schedule
    {
        /// <summary>How many panels of products are gathered before each phase of the equations.</summary>
        public EquatableArray<int> Gathered { get; init; } = [];

        /// <summary>The kernel takes so many units and is told from which on; all where it is left out.</summary>
        public int? Side { get; init; }
    }

    /// <summary>
    /// A map of few units over one row: a row of weights meets a vector element by element, and the sum goes across the lanes.
    /// </summary>
    /// <param name="InRegisters">
    /// Products that the map before it adds up in its loop over units, with vectors that it has in registers.
    /// </param>
    /// <param name="Blocks">Vectors of units that this map takes side by side.</param>
    public sealed record Across(EquatableArray<ProductTerm> InRegisters = default, int Blocks = 0) : Schedule
    {
        /// <summary>Whether it stands in the kernel of the map before it.</summary>
        public bool IsInMap => InRegisters.Count > 0;
    }

    /// <summary>Maps of a series, row after row; each has a schedule of its equations.</summary>
    public sealed record Series(bool IsOneRow) : Schedule;

    /// <summary>A map with a sequence in each lane.</summary>
    /// <param name="Side">Units that are taken at a time.</param>
    /// <param name="WrittenOut">The products are written out; otherwise they are loops.</param>
    /// <param name="PartialSums">The parts in which a sum is gathered at most: each vector begins another.</param>
    public sealed record InLanes(EquationSchedule OfEquations, int Side, bool WrittenOut, int PartialSums) : Schedule;

    /// <summary>Weight gradients of many rows, gathered in a panel.</summary>
    /// <param name="Segments">The parts of each segment; their tiles take some elements of its vector at a time.</param>
    public sealed record Outer(EquatableArray<EquatableArray<ProductBand>> Segments) : Schedule;

    /// <summary>Weight gradients of one sequence, added where they lie.</summary>
    public sealed record InPlace(EquatableArray<InPlaceSchedule> Blocks) : Schedule;

    /// <summary>Weight gradients with a sequence in each lane.</summary>
    public sealed record OuterInLanes(EquatableArray<LaneTile> Tiles) : Schedule;

    /// <summary>One pass over matrices.</summary>
    /// <param name="IsOneRow">Of one sequence; otherwise of many rows of a tape, one after the other.</param>
    /// <param name="IsRagged">The rows of the matrices are not whole vectors at every width.</param>
    /// <param name="Contracted">Products that the sum or difference that reads them takes into a multiply-add, by index.</param>
    /// <param name="Rows">The tiles: they take some rows at a time. By columns it is one row.</param>
    /// <param name="Vectors">Vectors of columns that are taken side by side, where the matrix goes by columns.</param>
    public sealed record Matrix(bool IsOneRow, bool IsRagged, EquatableArray<int> Contracted, Tiles Rows, int Vectors) : Schedule
    {
        /// <summary>The kernel takes some rows of the matrices, of one sequence, and is told which.</summary>
        public bool InBlocks { get; init; }
    }

    /// <summary>Loops over whole vectors.</summary>
    public sealed record Plain(bool IsOneRow) : Schedule;
}

/// <summary>The equations of a stage, which stand in the order in which they are computed.</summary>
/// <param name="Phases">
/// How many equations each phase has. Where several blocks of units run side by side, all are taken through a phase before the next begins.
/// </param>
/// <param name="Contracted">Products that the sum or difference that reads them takes into a multiply-add, by index.</param>
public sealed record EquationSchedule(EquatableArray<int> Phases, EquatableArray<int> Contracted);

/// <summary>The products of one row with one vector.</summary>
/// <param name="Round">Elements of the vector that a round of the loop takes.</param>
/// <param name="Looped">Elements that the loop takes, whole rounds; those behind them are written out. 0: there is no loop.</param>
public sealed record ProductSchedule(int Round, int Looped)
{
    /// <summary>
    /// Vectors alike that a loop around goes over: this one, and those of the products behind it. 0 of these; 1: there is no such loop.
    /// </summary>
    public int Vectors { get; init; } = 1;
}

/// <summary>Some of the sums of a panel's products, which are gathered in one go over the panel's vectors.</summary>
/// <param name="First">The first of a row's sums, in vectors.</param>
/// <param name="Vectors">How many of them.</param>
/// <param name="InRuntime">The tiles are those that the runtime has for all products of such a shape.</param>
public sealed record ProductBand(int First, int Vectors, Tiles Tiles, bool InRuntime);

/// <param name="Width">Vectors of a row of the parameter that a tile takes.</param>
/// <param name="Units">The tiles: they take some units at a time.</param>
public sealed record InPlaceSchedule(int Width, Tiles Units);

/// <summary>The tiles of a product, whose sums stay in registers: from the largest to the smallest, each as often as it fits.</summary>
public sealed record Tiles(EquatableArray<Tile> Sizes);

/// <param name="Size">How many rows, elements or units it takes.</param>
/// <param name="ManyRegisters">It is for processors with 32 vector registers.</param>
/// <param name="NotAt">
/// So many that are left are taken as two tiles of the next size, rather than as one of this and a low one: eight as four and four.
/// </param>
public sealed record Tile(int Size, bool ManyRegisters, int? NotAt);
