using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>The largest values of a kernel's variables, where its loops say them: what is below a row's end needs no question.</summary>
internal sealed class CBounds
{
    private readonly Dictionary<string, int> _most = [];

    public void Enter(Statement.Loop loop)
    {
        _most.Remove(loop.Variable);
        if (loop.From is not { } start || COffsets.Fold(start) is not Offset.Number from) return;
        if (COffsets.Fold(loop.Step) is not Offset.Number step) return;
        foreach (Condition.Less less in loop.While.OfType<Condition.Less>())
        {
            if (COffsets.Fold(less.Left) != Offset.Of(loop.Variable) || COffsets.Fold(less.Right) is not Offset.Number end) continue;
            int last = from.Value + (end.Value - 1 - from.Value) / step.Value * step.Value;
            if (last >= from.Value) _most[loop.Variable] = last;
        }
    }

    public void Define(string name, Offset value)
    {
        _most.Remove(name);
        if (Most(COffsets.Fold(value)) is { } most) _most[name] = most;
    }

    public bool IsBelow(Offset offset, int end) => Most(COffsets.Fold(offset)) is { } most && most < end;

    /// <summary>Of sums alone, which is what the places of neighbours are.</summary>
    private int? Most(Offset offset) => offset switch
    {
        Offset.Number number => number.Value,
        Offset.Variable variable => _most.TryGetValue(variable.Name, out int most) ? most : null,
        Offset.Sum sum => sum.Terms.Aggregate((int?)0, (all, term) => all + Most(term)),
        _ => null,
    };
}
