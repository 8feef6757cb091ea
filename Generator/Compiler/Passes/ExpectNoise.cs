using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// A step that draws nothing: what would be drawn is the number that stands for it where nobody trains. Before: an input <c>hMask</c>.
/// After: an equation <c>hMask = 1</c> for dropout, <c>hMask = p</c> for zoneout.
/// </summary>
internal static class ExpectNoise
{
    /// <param name="function">The step.</param>
    /// <param name="builder">Makes values that clash with none.</param>
    public static StepFunction In(StepFunction function, IrBuilder builder)
    {
        var renamed = new Dictionary<int, Value>();
        for (int i = 0; i < function.Noise.Count; i++)
        {
            Value mask = function.Inputs[function.GivenInputs + i];
            renamed.Add(mask.Id, builder.Constant(function.Noise[i].Expected, mask.Shape));
        }
        EquatableArray<Value> All(EquatableArray<Value> values) =>
            values.Select(value => renamed.TryGetValue(value.Id, out Value? number) ? number : value).ToEquatableArray();
        return function with
        {
            Inputs = function.Inputs.Take(function.GivenInputs).ToEquatableArray(),
            Noise = default,
            Equations = builder.Equations.Concat(function.Equations.Select(e => e with { Operands = All(e.Operands) })).ToEquatableArray(),
            Next = All(function.Next),
            Outputs = All(function.Outputs),
        };
    }
}
