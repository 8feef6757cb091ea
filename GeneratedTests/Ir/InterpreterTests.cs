using System;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using Xunit;
using static RnnGen.Compiler.Collections.EquatableArray;

namespace RnnGen.Tests.Ir;

public class InterpreterTests
{
    private static double[] Run(Func<IrBuilder, Value[], Value> define, params (Shape Shape, double[] Elements)[] arguments)
    {
        var builder = new IrBuilder();
        Value[] values = arguments.Select((argument, i) => builder.Argument($"a{i}", argument.Shape)).ToArray();
        Value result = define(builder, values);
        StepFunction function = builder.Build("test", values, [], [], [], [result]);
        return Interpreter.Run(function, arguments.Select(argument => argument.Elements).ToArray(), [], [])[result];
    }

    private static readonly (Shape, double[]) Matrix23 = (Shape.Matrix(2, 3), [1, 2, 3, 4, 5, 6]);
    private static readonly (Shape, double[]) Vector2 = (Shape.Vector(2), [10, 20]);
    private static readonly (Shape, double[]) Vector3 = (Shape.Vector(3), [1, 0, -1]);

    [Fact]
    public void ProductsOfEveryRank()
    {
        Assert.Equal([-2, -2], Run((b, a) => b.MatMul(a[0], a[1]), Matrix23, Vector3));
        Assert.Equal([90, 120, 150], Run((b, a) => b.MatMul(a[0], a[1]), Vector2, Matrix23));
        Assert.Equal([14, 32, 32, 77], Run((b, a) => b.MatMul(a[0], b.Transpose(a[0])), Matrix23));
        Assert.Equal([500], Run((b, a) => b.MatMul(a[0], a[0]), Vector2));
        Assert.Equal([10, 0, -10, 20, 0, -20], Run((b, a) => b.Outer(a[0], a[1]), Vector2, Vector3));
        Assert.Equal([1, 4, 2, 5, 3, 6], Run((b, a) => b.Transpose(a[0]), Matrix23));
    }

    [Fact]
    public void PartsOfEveryRankAndAxis()
    {
        Assert.Equal([10, 20, 1, 0, -1], Run((b, a) => b.Concat(0, a), Vector2, Vector3));
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], Run((b, a) => b.Concat(0, [a[0], a[0]]), Matrix23));
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], Run((b, a) => b.Concat(1, [a[0], a[0]]), Matrix23));
        Assert.Equal([0, -1], Run((b, a) => b.Slice(a[0], 0, 1, 2), Vector3));
        Assert.Equal([4, 5, 6], Run((b, a) => b.Slice(a[0], 0, 1, 1), Matrix23));
        Assert.Equal([2, 3, 5, 6], Run((b, a) => b.Slice(a[0], 1, 1, 2), Matrix23));
        Assert.Equal([0, 10, 20, 0], Run((b, a) => b.Pad(a[0], 0, 1, 4), Vector2));
        Assert.Equal([0, 0, 0, 1, 2, 3, 4, 5, 6], Run((b, a) => b.Pad(a[0], 0, 1, 3), Matrix23));
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 0], Run((b, a) => b.Pad(a[0], 1, 0, 4), Matrix23));
    }

    [Fact]
    public void ReductionsAndSelections()
    {
        Assert.Equal([21], Run((b, a) => b.Sum(a[0]), Matrix23));
        Assert.Equal([6], Run((b, a) => b.Maximum(a[0]), Matrix23));
        Assert.Equal([5, 7, 9], Run((b, a) => b.Reduce(Reduction.Sum, a[0], 0), Matrix23));
        Assert.Equal([6, 15], Run((b, a) => b.Reduce(Reduction.Sum, a[0], 1), Matrix23));
        Assert.Equal([4, 5, 6], Run((b, a) => b.Reduce(Reduction.Maximum, a[0], 0), Matrix23));
        Assert.Equal([3, 6], Run((b, a) => b.Reduce(Reduction.Maximum, a[0], 1), Matrix23));
        Assert.Equal([1, 0, 0, 0, 1, 0], Run((b, a) => b.FirstMaximum(a[0], 1), (Shape.Matrix(2, 3), [3, 3, 1, 0, 9, 9])));
        Assert.Equal([1, 0, 0, 0, 1, 1], Run((b, a) => b.FirstMaximum(a[0], 0), (Shape.Matrix(2, 3), [3, 3, 1, 0, 9, 9])));
        Assert.Equal([10, 20, 10, 20, 10, 20], Run((b, a) => b.Spread(a[0], 0, 3), Vector2));
        Assert.Equal([10, 10, 10, 20, 20, 20], Run((b, a) => b.Spread(a[0], 1, 3), Vector2));
        Assert.Equal([10, 0, 0, 20], Run((b, a) => b.Diagonal(a[0]), Vector2));
        Assert.Equal([1, 4], Run((b, a) => b.DiagonalOf(a[0]), (Shape.Matrix(2, 2), [1, 2, 3, 4])));
        Assert.Equal([0, 1, 0, 0], Run((b, a) => b.FirstMaximum(a[0]), (Shape.Vector(4), [1, 3, 3, 2])));
        Assert.Equal([0, 1, 0], Run((b, a) => b.FirstMaximum(a[0]), (Shape.Vector(3), [1, double.NaN, double.NaN])));
        Assert.Equal([0.5, 0.5, 0], Run((b, a) => b.Softmax(a[0]), (Shape.Vector(3), [1000, 1000, -1000])));
        Assert.Equal([1, 7, 7], Run((b, a) => b.Select(Comparison.Greater, a[0], b.Constant(0), a[0], b.Constant(7)), Vector3));
        Assert.Equal([10, 20, 10, 20], Run((b, a) => b.Concat(0, [a[0], b.Constant(10), b.Constant(20)]), Vector2));
    }

    [Fact]
    public void ASequenceCarriesItsStateAndItsAdjointsThroughTime()
    {
        // h = w * h' + x, y = h * h, for two rows over three steps.
        var builder = new IrBuilder();
        Value w = builder.Argument("w", Shape.Scalar), x = builder.Argument("x", Shape.Scalar);
        Value previous = builder.Argument("h'", Shape.Scalar);
        Value h = builder.Apply(PointwiseFunction.Add, builder.Apply(PointwiseFunction.Multiply, w, previous), x, "h");
        Value y = builder.Apply(PointwiseFunction.Multiply, h, h, "y");
        StepFunction forward = builder.Build("scalar", [w], [x], [previous], [h], [y]);

        // By hand: dh = dh_in + dy * h + dy * h; dw = dh * h'; dx = dh; dh' = dh * w.
        var reverse = IrBuilder.Beside([w, x, previous, .. forward.Equations.Select(equation => equation.Result)]);
        Value dy = reverse.Argument("dy", Shape.Scalar), arriving = reverse.Argument("dh_in", Shape.Scalar);
        Value product = reverse.Apply(PointwiseFunction.Multiply, dy, h);
        Value dh = reverse.Apply(PointwiseFunction.Add, reverse.Apply(PointwiseFunction.Add, arriving, product), product, "dh");
        Value dw = reverse.Apply(PointwiseFunction.Multiply, dh, previous, "dw");
        Value back = reverse.Apply(PointwiseFunction.Multiply, dh, w, "dh'");
        var adjoint = new AdjointFunction(
            forward, Of(dy), Of(arriving), reverse.Equations.ToEquatableArray(), Of<Value?>(dw), Of<Value?>(dh), Of<Value?>(back));
        Verifier.Verify(adjoint);

        var interpreter = new SequenceInterpreter(adjoint);
        SequenceRun run = interpreter.Forward(3, 2, [[0.5]], [[1, 2, 3, 4, 5, 6]], [[8, 16]]);
        Assert.Equal([5, 10, 5.5, 9, 7.75, 10.5], run.States[0]);
        Assert.Equal(run.States[0].Select(value => value * value), run.Outputs[0]);

        SequenceAdjoints adjoints = interpreter.Backward(run, [[0, 0, 0, 0, 1, 0]], [[0, 0, 100, 0, 0, 0]], [[0, 10]]);
        // Row 0: dh3 = 15.5, dh2 = 107.75, dh1 = 53.875; row 1: 10, 5, 2.5.
        Assert.Equal([53.875, 2.5, 107.75, 5, 15.5, 10], adjoints.Inputs[0]);
        Assert.Equal([26.9375, 1.25], adjoints.Initial[0]);
        Assert.Equal(53.875 * 8 + 107.75 * 5 + 15.5 * 5.5 + 2.5 * 16 + 5 * 10 + 10 * 9, adjoints.Parameters[0][0], 1e-12);
    }
}
