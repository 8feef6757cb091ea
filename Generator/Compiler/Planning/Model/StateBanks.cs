using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// How the states of a stream are overwritten in memory that never moves. Where something reads the old elements of a state after the first
/// new ones are written, each step begins with a copy of them, and reads that.
/// </summary>
/// <param name="Copied">States that are copied, by index.</param>
/// <param name="AtAnyWidth">Whether they are at any width of vectors; otherwise only where a stage has several bundles of units.</param>
/// <param name="Bundles">Stages that have to take all their units in one bundle so that nothing needs a copy.</param>
public sealed record StateBanks(EquatableArray<int> Copied, bool AtAnyWidth, EquatableArray<UnitBundle> Bundles)
{
    public bool Copies(int state) => Copied.Contains(state);
}

/// <summary>Where a stage reads old elements of states of which a step begins with a copy.</summary>
public enum OldStates
{
    /// <summary>In the copy.</summary>
    InCopy,

    /// <summary>Where the states lie: it comes before anything is overwritten.</summary>
    InPlace,

    /// <summary>
    /// It overwrites what it reads; its first bundle of units reads in place, the others in the copy. Copying takes no time that the first
    /// waits for.
    /// </summary>
    FirstBundleInPlace,
}

/// <summary>So many units, of which a stage takes <paramref name="Blocks"/> vectors at a time.</summary>
public sealed record UnitBundle(int Units, int Blocks);
