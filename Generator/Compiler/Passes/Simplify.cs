using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Rewrites that change no bit of any result, infinities and NaN included (0 * x stays: it may be NaN; x + 0 stays: -0 + 0 is 0).
/// Each rule stands with its before and after in <see cref="SimplifyArithmetic"/> and <see cref="SimplifyParts"/>.
/// </summary>
internal sealed class Simplify : Pass
{
    public override string Name => "simplify";

    public override Fragment Rewrite(Fragment fragment) => Rewriter.Exhaust(fragment, Name, Rule);

    private static Value? Rule(Equation equation, Rewriter rewriter) => equation.Operation switch
    {
        Operation.Pointwise pointwise => SimplifyArithmetic.Pointwise(pointwise.Function, equation, rewriter),
        Operation.Select => SimplifyArithmetic.Select(equation, rewriter),
        Operation.MatMul => SimplifyParts.MatMul(equation, rewriter),
        Operation.Transpose => SimplifyParts.Transpose(equation, rewriter),
        Operation.Slice slice => SimplifySlices.Slice(slice, equation, rewriter),
        Operation.Concat concat => SimplifyParts.Concat(concat.Axis, equation, rewriter),
        Operation.Pad pad => SimplifyParts.Pad(pad, equation, rewriter),
        // broadcast(s, []) = s, sum(s) = max(s) = s for a scalar
        Operation.Broadcast or Operation.Reduce when equation.Operands[0].Shape == equation.Result.Shape => equation.Operands[0],
        Operation.Reduce reduce => SimplifyParts.Reduce(reduce, equation, rewriter),
        Operation.Spread => SimplifyParts.Spread(equation, rewriter),
        Operation.DiagonalOf => SimplifyParts.DiagonalOf(equation, rewriter),
        _ => null,
    };
}
