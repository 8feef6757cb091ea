using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Drops equations that no result needs. Before: <c>t = a + b; y = a</c>. After: <c>y = a</c>.</summary>
internal sealed class DeadCode : Pass
{
    public override string Name => "dead code";

    public override Block Rewrite(Block block)
    {
        var needed = new HashSet<int>(block.Results.Concat(block.Sums).OfType<Value>().Select(value => value.Id));
        var kept = new List<Equation>();
        foreach (Equation equation in block.Equations.Reverse())
        {
            if (!needed.Contains(equation.Result.Id)) continue;
            kept.Add(equation);
            foreach (Value operand in equation.Operands) needed.Add(operand.Id);
        }
        if (kept.Count == block.Equations.Count) return block;
        kept.Reverse();
        return block with { Equations = kept };
    }
}
