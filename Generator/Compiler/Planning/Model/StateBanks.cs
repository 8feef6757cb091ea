using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// How the states of a stream are overwritten in memory that never moves. Where something reads the old elements of a state after the first
/// new ones are written, each step begins with a copy of them, and reads that.
/// </summary>
/// <param name="Copied">States that are copied, by index.</param>
/// <param name="AtAnyWidth">Whether they are at any width of vectors; otherwise only where a stage has several groups of units.</param>
/// <param name="Groups">Stages that have to take all their units in one group so that nothing needs a copy.</param>
/// <param name="Early">Stages that come before anything is overwritten, by name: they need no copy.</param>
/// <param name="First">
/// Stages that overwrite what they read, by name, of which the first group of units needs no copy: copying takes no time that it waits for.
/// </param>
public sealed record StateBanks(
    EquatableArray<int> Copied,
    bool AtAnyWidth,
    EquatableArray<UnitGroup> Groups,
    EquatableArray<string> Early,
    EquatableArray<string> First)
{
    public bool Copies(int state) => Copied.Contains(state);
}

/// <summary>So many units, of which a stage takes <paramref name="Blocks"/> vectors at a time.</summary>
public sealed record UnitGroup(int Units, int Blocks);
