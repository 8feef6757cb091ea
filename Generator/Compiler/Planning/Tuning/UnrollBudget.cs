using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>
/// Says which loops of a cell's code are written out; it is asked once for each. Under <see cref="UnrollOption.Full"/> what is granted is
/// taken from the room that the cell has, and what is refused is remembered.
/// </summary>
/// <param name="room">Statements that writing out may add to the cell.</param>
public sealed class UnrollBudget(UnrollOption option, int room)
{
    private const string InMethod = "values in one method", OfIl = "bytes of IL in one method", OfStatements = "statements of the cell";

    private readonly List<UnrollRefusal> _refusals = [];
    private int _room = room;

    public IReadOnlyList<UnrollRefusal> Refusals => _refusals;

    /// <summary>Statements that it may still add.</summary>
    public int Room => _room;

    /// <summary>Whether kernels of one row are made for complete unrolling.</summary>
    public bool IsFull => option == UnrollOption.Full;

    /// <summary>A product with a vector in the kernel of one row.</summary>
    /// <param name="values">The values that the method has so far; those of the product are added.</param>
    public bool Product(Stage.Map stage, PanelSegment segment, ref int values)
    {
        if (option == UnrollOption.Loops) return false;
        int length = segment.Length, width = segment.Accumulators.Count * stage.Blocks;
        long each = IsFull ? width + KernelTable.ElementValues : KernelTable.LoadedValues * (width + 1L), found = values + length * each;
        bool granted = IsFull
            ? Grant(
                $"the product of {stage.Name} with {string.Join(", ", segment.Vectors.Select(v => v.Name))} ({length} elements)",
                (found, InMethod, KernelTable.MethodValues), length * (width + 1L))
            : (long)length * width <= KernelTable.UnrolledProducts && found <= KernelTable.LoadedMethodValues;
        // A loop has an element for each partial sum, and what is left behind it.
        values = (int)(granted ? found : values + each * Math.Max(1, 2 * KernelTable.Chains / width - 1));
        return granted;
    }

    /// <summary>How many vectors alike, which meet the same sums one after the other, are taken by a loop.</summary>
    /// <param name="alike">How many there are.</param>
    /// <returns>All of them, or 1 where each is written out.</returns>
    public int Vectors(Stage.Map stage, PanelSegment segment, int alike)
    {
        long all = (long)alike * segment.Length * segment.Accumulators.Count * stage.Blocks;
        return IsFull || option != UnrollOption.Loops && all <= KernelTable.UnrolledProducts ? 1 : alike;
    }

    /// <summary>The loop over blocks of units in the kernel of one row: each becomes a call.</summary>
    public bool Blocks(Stage.Map stage)
    {
        if (!IsFull) return false;
        // At the narrowest vectors.
        int blocks = (stage.Units + stage.Blocks - 1) / stage.Blocks;
        string loop = $"the loop of {stage.Name} over up to {blocks} blocks of units";
        int arguments = 2 + Places.Tensors(stage).Count + stage.Reductions.Count;
        return Loop(loop, blocks, arguments, arguments / 2 + 1);
    }

    /// <summary>The loop of a sweep over a fixed number of time steps.</summary>
    /// <param name="isBackward">Whether it carries adjoints.</param>
    /// <param name="batch">Null where it is known at run time only.</param>
    public bool TimeLoop(Sweep sweep, int steps, int? batch, bool isBackward)
    {
        if (option == UnrollOption.Loops) return false;
        if (!IsFull) return batch <= KernelTable.RowChunk && (long)steps * sweep.Stages.Count <= KernelTable.UnrolledStages;
        string stages = string.Join(", ", sweep.Stages.Select(s => s.Name));
        // A call is worth three arguments, a carried adjoint seven.
        int carried = isBackward ? 7 * sweep.States.Count : 0;
        int arguments = sweep.Stages.Sum(stage => 3 + Shared(stage) + Places.Tensors(stage).Count) + carried;
        // A call of many arguments is as long as several statements.
        return Loop($"the loop of {stages} over {steps} time steps", steps, arguments, arguments / 2 + 2);

        static int Shared(Stage stage) => stage switch
        {
            Stage.Map map => 1 + (map.Accumulators.Count > 0 ? 1 : 0) + (map.Gradients.Count > 0 ? 1 : 0),
            Stage.Series series => series.SumsGradients ? 2 : 1,
            Stage.Outer or Stage.ParameterOuter => 2,
            Stage.Matrix matrix => matrix.SumsGradients ? 2 : 1,
            Stage.General => 1,
            _ => throw new InvalidOperationException($"No arguments of {stage.GetType().Name}."),
        };
    }

    private bool Loop(string loop, int rounds, int arguments, int statements) => Grant(
        loop, ((long)rounds * KernelTable.CallBytes(arguments), OfIl, KernelTable.MethodBytes), (long)rounds * statements);

    private bool Grant(string loop, (long Found, string Unit, int Budget) inMethod, long statements)
    {
        if (inMethod.Found > inMethod.Budget) return Refuse(inMethod.Found, inMethod.Unit, inMethod.Budget);
        if (statements > _room) return Refuse(statements, OfStatements, _room);
        _room -= (int)statements;
        return true;

        bool Refuse(long found, string unit, int budget)
        {
            _refusals.Add(new UnrollRefusal(loop, found, unit, budget));
            return false;
        }
    }
}
