using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The blocks of units of a streaming stage, written out: one method has the code of a block, the stage calls it for each. Side by side
/// in one method they would be more than the JIT inlines into. How many blocks there are depends on the width of the vectors; the
/// conditions are constants to the JIT, which drops the calls beyond.
/// </summary>
internal sealed class StreamBlocks
{
    /// <summary>Characters before a call in the loop over time, which may have been broken once.</summary>
    private const int Indentation = 45;

    private const int LongestLine = 110;

    private readonly KernelContext _context;
    private readonly Frame _frame;
    private readonly Stage.Map _stage;
    private readonly string[] _references;
    private readonly NameScope _scope;
    private readonly string[] _totals;

    public StreamBlocks(KernelContext context, Frame frame, Stage.Map stage)
    {
        (_context, _frame, _stage) = (context, frame, stage);
        _references = StreamEmitter.Arguments(frame, stage).ToArray();
        _scope = MapEmitter.Scope(context, frame, stage);
        _totals = MapEmitter.Totals(stage, _scope);
        int text = Calls().Sum(call => call.Length + Indentation);
        AreApart = context.Kernels.Blocks(stage, Count, _references.Length + _totals.Length + 1, text);
    }

    /// <summary>Whether each block is a call; otherwise they are a loop.</summary>
    public bool AreApart { get; }

    /// <summary>The blocks at the narrowest vectors, of one lane.</summary>
    private int Count => (_stage.Units + SideBySide - 1) / SideBySide;

    private int SideBySide => _stage.Accumulators.Count == 0 ? 1 : _stage.Blocks;

    private bool HasPanels => _stage.Accumulators.Count > 0;

    private string Name => _stage.Name + "Block";

    private CodeWriter Writer => _context.Writer;

    /// <summary>The method of one block.</summary>
    /// <param name="sums">Writes the panels, the sums of products and what follows from them, where the stage has some.</param>
    public void Emit(Action sums)
    {
        Writer.Line();
        _context.Comment(MapEmitter.Equations(_stage));
        IEnumerable<string> parameters = new[] { HasPanels ? "nint unit" : "nint at" }
            .Concat(_references.Select(r => $"ref {_context.T} {r}")).Concat(_totals.Select(t => $"ref V {t}"));
        using (_context.Method(KernelContext.List($"private static void {Name}<V>", parameters, $"\n    {_context.Constraint}")))
        {
            if (HasPanels) sums();
            else MapEmitter.Block(_context, _frame, _stage, _scope, _totals);
        }
    }

    /// <summary>The calls, and the reductions over all blocks.</summary>
    public void Call()
    {
        MapEmitter.OpenTotals(_context, _stage, _totals);
        foreach (string call in Calls()) Writer.Line(call);
        MapEmitter.CloseTotals(_context, _frame, _stage, _totals);
    }

    private IEnumerable<string> Calls()
    {
        string group = KernelContext.Vectors(SideBySide);
        if (_stage.BackAndForth)
            yield return $"nint last = {_stage.Units - 1} / ({group}) * ({group}); // back: weights read last come first";
        for (int i = 0; i < Count; i++)
        {
            string first = i == 0 ? "0" : KernelContext.Vectors(i * SideBySide);
            string unit = _stage.BackAndForth ? $"back ? last - {first} : {first}" : first;
            bool inPlace = i == 0 && StreamEmitter.FirstInPlace(_frame, _stage);
            IEnumerable<string> references = _references.Select(r => inPlace && r == StreamEmitter.OldRow ? StreamEmitter.StateRow : r);
            IEnumerable<string> arguments = new[] { unit }.Concat(references.Concat(_totals).Select(r => "ref " + r));
            string call = KernelContext.List($"{Name}<V>", arguments, ";");
            string guard = $"if ({first} < {_stage.Units})";
            yield return i == 0 ? call
                : guard.Length + call.Length < LongestLine ? $"{guard} {call}"
                : $"{guard}\n    {call.Replace("\n", "\n    ")}";
        }
    }
}
