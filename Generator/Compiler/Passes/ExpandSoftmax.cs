using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Writes softmax as what kernels are made of. Before: <c>y = softmax(z)</c>.
/// After: <c>m = max(z); e = exp(z - m); s = sum(e); y = e / s</c>. It comes after differentiation, which needs y alone.
/// </summary>
internal sealed class ExpandSoftmax : Pass
{
    public override string Name => "expand softmax";

    public override Fragment Rewrite(Fragment fragment) => Rewriter.Once(fragment, (equation, r) => equation.Operation is Operation.Softmax
        ? Expand(equation.Operands[0], r)
        : null);

    private static Value Expand(Value logits, Rewriter r)
    {
        Value shifted = r.Builder.Apply(PointwiseFunction.Subtract, logits, r.Builder.Maximum(logits));
        Value exponentials = r.Builder.Apply(PointwiseFunction.Exp, shifted);
        return r.Builder.Apply(PointwiseFunction.Divide, exponentials, r.Builder.Sum(exponentials));
    }
}
