using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Lowering;

/// <summary>The functions that tell rows of a matrix from columns, or that look at its diagonal.</summary>
internal static class MatrixFunctions
{
    public static IReadOnlyDictionary<string, LoweringRule> Rows { get; } = new Dictionary<string, LoweringRule>
    {
        ["rows"] = (step, name, shape, x) => step.Add(name, new Operation.Spread(0, shape.Rows), x),
        ["columns"] = (step, name, shape, x) => step.Add(name, new Operation.Spread(1, shape.Columns), x),
        ["rowsums"] = Along(Reduction.Sum, 1),
        ["columnsums"] = Along(Reduction.Sum, 0),
        ["rowmeans"] = (step, name, _, x) => Mean(step, name, x[0], 1),
        ["columnmeans"] = (step, name, _, x) => Mean(step, name, x[0], 0),
        ["rowmax"] = Along(Reduction.Maximum, 1),
        ["columnmax"] = Along(Reduction.Maximum, 0),
        ["rowmin"] = (step, name, _, x) => Least(step, name, x[0], 1),
        ["columnmin"] = (step, name, _, x) => Least(step, name, x[0], 0),
        ["diag"] = (step, name, _, x) => step.Add(name, new Operation.Diagonal(), x),
        ["diagonal"] = (step, name, _, x) => step.Add(name, new Operation.DiagonalOf(), x),
        ["trace"] = (step, name, _, x) =>
            step.Add(name, new Operation.Reduce(Reduction.Sum), step.Add(null, new Operation.DiagonalOf(), x)),
    };

    private static LoweringRule Along(Reduction reduction, int axis) =>
        (step, name, _, x) => step.Add(name, new Operation.Reduce(reduction, axis), x);

    /// <summary>rowmeans(M) = rowsums(M) * (1 / n)</summary>
    private static Value Mean(StepBuilder step, string? name, Value matrix, int axis)
    {
        Value sums = step.Add(null, new Operation.Reduce(Reduction.Sum, axis), matrix);
        Value reciprocal = step.Constant(1.0 / matrix.Shape.Extent(axis));
        return step.Pointwise(name, PointwiseFunction.Multiply, sums, step.Broadcast(reciprocal, sums.Shape));
    }

    /// <summary>rowmin(M) = -rowmax(-M)</summary>
    private static Value Least(StepBuilder step, string? name, Value matrix, int axis)
    {
        Value negated = step.Pointwise(null, PointwiseFunction.Negate, matrix);
        return step.Pointwise(name, PointwiseFunction.Negate, step.Add(null, new Operation.Reduce(Reduction.Maximum, axis), negated));
    }
}
