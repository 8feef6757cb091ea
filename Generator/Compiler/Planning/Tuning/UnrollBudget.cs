using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>
/// Says which loops of a cell's code are written out. Emitters ask in the order of the code. Under <see cref="UnrollOption.Full"/> what
/// is granted is taken from the room in the file, and what is refused is remembered.
/// </summary>
/// <param name="room">Characters that writing out may add to the file.</param>
public sealed class UnrollBudget(UnrollOption option, int room)
{
    private const string InMethod = "values in one method", OfIl = "bytes of IL in one method", OfText = "characters of source";

    private readonly Dictionary<string, bool> _loops = [];
    private readonly List<UnrollRefusal> _refusals = [];
    private int _room = room;

    public IReadOnlyList<UnrollRefusal> Refusals => _refusals;

    /// <summary>Whether kernels of one row are written for complete unrolling.</summary>
    public bool IsFull => option == UnrollOption.Full;

    /// <summary>A product with a vector in the kernel of one row.</summary>
    /// <param name="source">The name of the vector.</param>
    /// <param name="width">Multiply-adds for each element of the vector.</param>
    /// <param name="values">The values that the method has so far; those of the product are added.</param>
    /// <param name="text">Characters for one element.</param>
    public bool Product(Stage.Map stage, string source, int length, int width, int text, ref int values)
    {
        if (option == UnrollOption.Loops) return false;
        long each = IsFull ? width + KernelTable.ElementValues : KernelTable.LoadedValues * (width + 1L), found = values + length * each;
        bool granted = IsFull
            ? Grant(
                $"the product of {stage.Name} with {source} ({length} elements)",
                (found, InMethod, KernelTable.MethodValues), () => (long)length * text)
            : (long)length * width <= KernelTable.UnrolledProducts && found <= KernelTable.LoadedMethodValues;
        // A loop has an element for each partial sum, and what is left behind it.
        values = (int)(granted ? found : values + each * Math.Max(1, 2 * KernelTable.Chains / width - 1));
        return granted;
    }

    /// <summary>The loop over blocks of units in the kernel of one row: each becomes a call. Asked again, the answer is the same.</summary>
    /// <param name="blocks">How many there are at the narrowest vectors.</param>
    /// <param name="arguments">Of the call.</param>
    /// <param name="text">Counts the characters of all calls; asked only where nothing else forbids them.</param>
    public bool Blocks(Stage.Map stage, int blocks, int arguments, Func<long> text) =>
        IsFull && Loop($"the loop of {stage.Name} over up to {blocks} blocks of units", blocks, arguments, text);

    /// <summary>The loop of a sweep over a fixed number of time steps. Asked again, the answer is the same.</summary>
    /// <param name="batch">Null where it is known at run time only.</param>
    /// <param name="arguments">Of all calls of one step.</param>
    /// <param name="text">Characters for one step.</param>
    public bool TimeLoop(Sweep sweep, int steps, int? batch, int arguments, int text)
    {
        if (option == UnrollOption.Loops) return false;
        if (!IsFull) return batch <= KernelTable.RowChunk && (long)steps * sweep.Stages.Count <= KernelTable.UnrolledStages;
        string stages = string.Join(", ", sweep.Stages.Select(s => s.Name));
        return Loop($"the loop of {stages} over {steps} time steps", steps, arguments, () => (long)steps * text);
    }

    /// <summary>The values of a method for a block of units without its products.</summary>
    public static int ValuesOf(Stage.Map stage, int blocks) => KernelTable.BodyValues
        + blocks * KernelTable.AccumulatorValues * stage.Accumulators.Count
        + blocks * KernelTable.CostValues * stage.Equations.Sum(CriticalPath.Cost);

    private bool Loop(string part, int rounds, int arguments, Func<long> text)
    {
        if (_loops.TryGetValue(part, out bool known)) return known;
        return _loops[part] = Grant(part, ((long)rounds * KernelTable.CallBytes(arguments), OfIl, KernelTable.MethodBytes), text);
    }

    private bool Grant(string part, (long Found, string Unit, int Budget) inMethod, Func<long> text)
    {
        if (inMethod.Found > inMethod.Budget) return Refuse(inMethod.Found, inMethod.Unit, inMethod.Budget);
        long characters = text();
        if (characters > _room) return Refuse(characters, OfText, _room);
        _room -= (int)characters;
        return true;

        bool Refuse(long found, string unit, int budget)
        {
            _refusals.Add(new UnrollRefusal(part, found, unit, budget));
            return false;
        }
    }
}
