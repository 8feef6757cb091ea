using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The references through which a stream's loop reaches the states: where they lie, and where the copy is that a step reads of those whose
/// old elements are still needed when new ones are written.
/// </summary>
internal sealed class BankEmitter(CellModel model, KernelContext context, Program program)
{
    private readonly StateBanks _banks = program.Banks!;
    private readonly bool _backAndForth =
        program.Sweeps.SelectMany(s => s.Stages).Any(stage => stage is Stage.Map { BackAndForth: true });

    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    /// <summary>Before the loop over time.</summary>
    public void Open()
    {
        if (model.Signature.States.Count > 0) Writer.Line($"ref {T} {Frame.Held} = ref state.Start;");
        if (_banks.Copied.Count > 0 && _banks.AtAnyWidth) Writer.Line($"ref {T} {Frame.Before} = ref state.Spare;");
        else if (_banks.Copied.Count > 0)
        {
            IEnumerable<string> several = _banks.Groups.Select(g => $"{g.Units} > {KernelContext.Vectors(g.Blocks)}");
            Writer.Line($"bool copies = {string.Join(" || ", several)}; // one group of units has read all before it writes");
            Writer.Line($"ref {T} {Frame.Before} = ref (copies ? ref state.Spare : ref {Frame.Held});");
        }
        if (_backAndForth) Writer.Line("bool back = state.Back;");
    }

    /// <summary>Before each step.</summary>
    public void Copy()
    {
        foreach ((int start, int length) in Ranges())
        {
            string offset = KernelContext.Text(start), from = KernelContext.Ref(Frame.Held, offset);
            string call = $"{RuntimeNames.Rows}.Copy<V, {T}>({from}, {KernelContext.Ref(Frame.Before, offset)}, {length});";
            Writer.Line(_banks.AtAnyWidth ? call : "if (copies) " + call);
        }
    }

    /// <summary>After each step.</summary>
    public void Turn()
    {
        if (_backAndForth) Writer.Line("back = !back;");
    }

    /// <summary>After the loop.</summary>
    public void Close()
    {
        if (_backAndForth) Writer.Line("state.Back = back;");
    }

    /// <summary>Where the states lie that are copied, paddings included; those that follow each other as one.</summary>
    private IEnumerable<(int Start, int Length)> Ranges()
    {
        int lanes = KernelTable.Lanes(model.ElementSize);
        (int Start, int Length) open = (0, 0);
        foreach (int state in _banks.Copied)
        {
            int start = model.StateOffsets[state], length = KernelTable.RoundUp(model.Signature.States[state].Shape.Length, lanes);
            if (open.Length > 0 && open.Start + open.Length == start)
            {
                open.Length += length;
                continue;
            }
            if (open.Length > 0) yield return open;
            open = (start, length);
        }
        if (open.Length > 0) yield return open;
    }
}
