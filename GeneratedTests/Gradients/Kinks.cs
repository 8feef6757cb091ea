using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.Gradients;

/// <summary>Finds runs in which some function stands close to a kink, where central differences measure neither side's slope.</summary>
public static class Kinks
{
    /// <summary>
    /// How far the nearest kink is. Distance exactly 0 does not count: such ties are built into a cell (both sides the same value, or both
    /// a plateau), and then either side's derivative is right.
    /// </summary>
    public static double NearestDistance(StepFunction function, Evaluation run) =>
        function.Equations.SelectMany(equation => Distances(equation, run)).Select(Math.Abs).Where(distance => distance > 0)
            .DefaultIfEmpty(double.PositiveInfinity).Min();

    private static IEnumerable<double> Distances(Equation equation, Evaluation run) => equation.Operation switch
    {
        Operation.Pointwise pointwise => Pointwise(pointwise.Function, equation, run),
        Operation.Select => run[equation.Operands[0]].Zip(run[equation.Operands[1]], (a, b) => a - b),
        Operation.FirstMaximum { OfEachRow: true } or Operation.Reduce { Reduction: Reduction.Maximum, Axis: 1 } =>
            run[equation.Operands[0]].Chunk(equation.Operands[0].Shape.Columns).SelectMany(TopTwo),
        Operation.Reduce { Reduction: Reduction.Maximum, Axis: 0 } => run[equation.Operands[0]].Index()
            .GroupBy(element => element.Index % equation.Operands[0].Shape.Columns, element => element.Item).SelectMany(TopTwo),
        Operation.FirstMaximum or Operation.Reduce { Reduction: Reduction.Maximum } => TopTwo(run[equation.Operands[0]]),
        _ => [],
    };

    private static IEnumerable<double> Pointwise(PointwiseFunction function, Equation equation, Evaluation run)
    {
        double[] x = run[equation.Operands[0]];
        return function switch
        {
            PointwiseFunction.Relu or PointwiseFunction.LeakyRelu or PointwiseFunction.Elu => x,
            PointwiseFunction.Abs or PointwiseFunction.Sign or PointwiseFunction.Softsign => x,
            PointwiseFunction.Floor => x.Select(element => element - Math.Round(element)),
            PointwiseFunction.HardSigmoid => x.Select(element => Math.Abs(element) - 2.5),
            PointwiseFunction.Minimum or PointwiseFunction.Maximum => x.Zip(run[equation.Operands[1]], (a, b) => a - b),
            _ => [],
        };
    }

    private static IEnumerable<double> TopTwo(IEnumerable<double> elements)
    {
        double[] sorted = [.. elements.Distinct().OrderDescending().Take(2)];
        return sorted.Length == 2 ? [sorted[0] - sorted[1]] : [];
    }
}
