using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>A part of a step that runs over a whole sequence before the next part begins.</summary>
public abstract record Loop(LoopBody Body)
{
    /// <summary>Step after step, because something goes from step to step; the rows of a batch beside each other.</summary>
    public sealed record TimeLoop(Direction Direction, LoopBody Body) : Loop(Body);

    /// <summary>All rows (time steps × sequences) at once, in any order.</summary>
    public sealed record AllRows(LoopBody Body) : Loop(Body);
}

/// <summary>What a loop computes for each row, and what for.</summary>
/// <param name="Equations">In order, those that other loops compute too among them.</param>
/// <param name="Again">
/// What of these is computed here again: constants, repeated scalars and slices are at hand wherever they are read.
/// </param>
/// <param name="Carries">What this loop leaves for the step behind it.</param>
public sealed record LoopBody(
    EquatableArray<Equation> Equations, EquatableArray<Value> Again, EquatableArray<Carry> Carries, LoopFlow Flow);

/// <summary>What goes in and out of a loop.</summary>
/// <param name="Reads">Values of earlier loops.</param>
/// <param name="Handed">Values of this loop that later ones read.</param>
/// <param name="Kept">Values of this loop that another function reads.</param>
/// <param name="Results">What it makes of the function's results.</param>
/// <param name="Sums">Which of the function's sums it adds to.</param>
public sealed record LoopFlow(
    EquatableArray<Value> Reads,
    EquatableArray<Value> Handed,
    EquatableArray<Value> Kept,
    EquatableArray<Result> Results,
    EquatableArray<int> Sums);
