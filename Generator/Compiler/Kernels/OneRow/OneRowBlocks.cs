using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.OneRow;

/// <summary>
/// The blocks of units of a stage of one row, written out: one kernel has the code of a block, the stage calls it for each. Side by side
/// in one method they would be more than the JIT inlines into. How many blocks there are depends on the width of the vectors; the
/// conditions are constants to the JIT, which drops the calls beyond.
/// </summary>
internal sealed class OneRowBlocks
{
    private readonly KernelSet _kernels;
    private readonly Frame _frame;
    private readonly Stage.Map _stage;
    private readonly string[] _references;
    private readonly UnitBuilder _units;

    public OneRowBlocks(KernelSet kernels, Frame frame, Stage.Map stage)
    {
        (_kernels, _frame, _stage) = (kernels, frame, stage);
        _references = StageNames.OneRowArguments(frame, stage).ToArray();
        _units = new UnitBuilder(kernels, frame, stage, new StageNames(frame, stage).Scope());
        AreApart = ((Schedule.OneRow)stage.Schedule!).BlocksApart;
    }

    /// <summary>Whether each block is a call; otherwise they are a loop.</summary>
    public bool AreApart { get; }

    /// <summary>The blocks at the narrowest vectors, of one lane.</summary>
    private int Count => (_stage.Units + SideBySide - 1) / SideBySide;

    private int SideBySide => _stage.Accumulators.Count == 0 ? 1 : _stage.Blocks;

    private bool HasPanels => _stage.Accumulators.Count > 0;

    private string Name => _stage.Name + "Block";

    /// <summary>The calls, and the reductions over all blocks; the kernel of one block is added to the kernels.</summary>
    /// <param name="sums">The panels, the sums of products and what follows from them, where the stage has some.</param>
    public EquatableArray<Statement> Build(Action<Statements> sums)
    {
        EquatableArray<Parameter> parameters = new Parameter[] { new Parameter.Count(HasPanels ? "unit" : "at") }
            .Concat(StageNames.Flags(_stage))
            .Concat(_references.Select(r => new Parameter.Elements(r))).Concat(_units.Totals.Select(t => new Parameter.Sum(t)))
            .ToEquatableArray();
        Kernel block = _kernels.Add(new Kernel(
            Name, _kernels.Notes.Of(_stage), parameters, Statements.Of(HasPanels ? sums : _units.Block)));
        return Statements.Of(to =>
        {
            _units.Open(to);
            Calls(block, to);
            _units.Close(to);
        });
    }

    private void Calls(Kernel block, Statements to)
    {
        if (_stage.BackAndForth)
        {
            var last = new Offset.Multiple(_stage.Units - 1, Offset.Vectors(SideBySide));
            to.Add(new Statement.DefineOffset("last", last, "back: weights read last come first"));
        }
        for (int i = 0; i < Count; i++)
        {
            Offset first = Offset.Vectors(i * SideBySide);
            Offset unit = _stage.BackAndForth
                ? new Offset.Choice("back", new Offset.Difference("last".Variable(), first), first)
                : first;
            var call = new Statement.Call(block, Arguments(unit, isFirst: i == 0));
            to.Add(i == 0 ? call : new Statement.If(new Condition.Less(first, _stage.Units), EquatableArray.Of<Statement>(call)));
        }
    }

    private EquatableArray<Argument> Arguments(Offset unit, bool isFirst)
    {
        bool isInPlace = isFirst && OneRowBuilder.FirstInPlace(_stage);
        IEnumerable<string> references =
            _references.Select(r => isInPlace && r == OneRowBuilder.OldRow ? OneRowBuilder.StateRow : r);
        return new Argument[] { new Argument.Count(unit) }
            .Concat(StageNames.Flags(_stage).Select(flag => new Argument.Flag(new Condition.Flag(flag.Name))))
            .Concat(references.Select(r => new Argument.Elements(new Address(r))))
            .Concat(_units.Totals.Select(t => new Argument.Sum(t))).ToEquatableArray();
    }
}
