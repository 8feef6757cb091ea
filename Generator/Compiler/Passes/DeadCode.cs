using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Drops equations that no result needs. Before: <c>t = a + b; y = a</c>. After: <c>y = a</c>.</summary>
internal sealed class DeadCode : Pass
{
    public override string Name => "dead code";

    public override Fragment Rewrite(Fragment fragment)
    {
        var needed = new HashSet<int>(fragment.Results.Concat(fragment.Sums).OfType<Value>().Select(value => value.Id));
        var kept = new List<Equation>();
        foreach (Equation equation in fragment.Equations.Reverse())
        {
            if (!needed.Contains(equation.Result.Id)) continue;
            kept.Add(equation);
            foreach (Value operand in equation.Operands) needed.Add(operand.Id);
        }
        if (kept.Count == fragment.Equations.Count) return fragment;
        kept.Reverse();
        return fragment with { Equations = kept };
    }
}
