using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Computes while compiling what depends on numbers alone, where IEEE 754 fixes the result (so that every host folds alike).
/// Before: <c>a = 2 * 0.5; where(a &lt; 3, t, u)</c>. After: <c>t</c>.
/// </summary>
internal sealed class FoldConstants : Pass
{
    public override string Name => "fold constants";

    public override Fragment Rewrite(Fragment fragment) => Rewriter.Exhaust(fragment, Name, Fold);

    private static Value? Fold(Equation equation, Rewriter rewriter) => equation.Operation switch
    {
        Operation.Pointwise pointwise => Pointwise(PointwiseTable.Of(pointwise.Function), equation, rewriter),
        Operation.Select select => Select(select.Comparison, equation, rewriter),
        Operation.Reduce { Reduction: Reduction.Maximum } => Maximum(equation, rewriter),
        // The first largest element of a scalar is that scalar.
        Operation.FirstMaximum when equation.Operands[0].Shape.IsScalar => rewriter.Builder.Constant(1),
        _ => null,
    };

    private static Value? Pointwise(PointwiseRow row, Equation equation, Rewriter rewriter)
    {
        if (!row.IsExact || rewriter.Number(equation.Operands[0]) is not { } first) return null;
        if (rewriter.Number(equation.Operands[equation.Operands.Count - 1]) is not { } second) return null;
        return rewriter.Builder.Constant(row.Evaluate(first, second), equation.Result.Shape);
    }

    private static Value? Select(Comparison comparison, Equation equation, Rewriter rewriter)
    {
        if (rewriter.Number(equation.Operands[0]) is not { } left || rewriter.Number(equation.Operands[1]) is not { } right) return null;
        return equation.Operands[ScalarMath.Compare(comparison, left, right) ? 2 : 3];
    }

    /// <summary>max(broadcast(s)) = s, of all elements or along an axis.</summary>
    private static Value? Maximum(Equation equation, Rewriter rewriter) =>
        rewriter.Definition<Operation.Broadcast>(equation.Operands[0]) is { } broadcast
            ? rewriter.Builder.Broadcast(broadcast.Operands[0], equation.Result.Shape)
            : null;
}
