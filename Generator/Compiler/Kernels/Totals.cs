using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>Vectors that sum up, or keep the largest, lane by lane until the lanes become one number.</summary>
internal static class Totals
{
    /// <summary>What changes nothing in a reduction.</summary>
    public static double StartOf(Reduction reduction) => reduction == Reduction.Sum ? 0 : double.NegativeInfinity;

    public static Statement Take(Reduction reduction, string total, VectorExpression value) => reduction == Reduction.Sum
        ? new Statement.AddToVector(total, value)
        : new Statement.AssignVector(
            total, BodyBuilder.Apply(PointwiseFunction.Maximum, new VectorExpression.Variable(total), value));

    public static ScalarExpression Across(Reduction reduction, string total) => reduction == Reduction.Sum
        ? new ScalarExpression.SumAcross(total)
        : new ScalarExpression.MaximumAcross(total);
}
