using System;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Shapes;
using Xunit;

namespace RnnGen.Tests.Passes;

/// <summary>Before and after of each rule; that no bit changes is shown on random cells.</summary>
public class SimplifyTests
{
    private static void Becomes(string expected, Func<Expressions, Value> define) =>
        Assert.Equal(expected, Expressions.After(new Simplify(), define));

    [Fact]
    public void NeutralNumbersGo()
    {
        Becomes("a", e => e.Multiply(e.A, e.Number(1)));
        Becomes("a", e => e.Multiply(e.Number(1), e.A));
        Becomes("-a", e => e.Multiply(e.A, e.Number(-1)));
        Becomes("-a", e => e.Multiply(e.Number(-1), e.A));
        Becomes("a", e => e.Divide(e.A, e.Number(1)));
        Becomes("-a", e => e.Divide(e.A, e.Number(-1)));
        Becomes("a * broadcast(0.25, [6])", e => e.Divide(e.A, e.Number(4)));
        Becomes("a", e => e.Subtract(e.A, e.Number(0)));
        Becomes("a", e => e.Add(e.A, e.Number(-0.0)));
        Becomes("a", e => e.Add(e.Number(-0.0), e.A));
    }

    [Fact]
    public void WhatWouldChangeABitStays()
    {
        Becomes("a + broadcast(0, [6])", e => e.Add(e.A, e.Number(0)));
        Becomes("a * broadcast(0, [6])", e => e.Multiply(e.A, e.Number(0)));
        Becomes("broadcast(0, [6]) - a", e => e.Subtract(e.Number(0), e.A));
        Becomes("a - broadcast(-0, [6])", e => e.Subtract(e.A, e.Number(-0.0)));
        Becomes("a - a", e => e.Subtract(e.A, e.A));
        Becomes("a / broadcast(3, [6])", e => e.Divide(e.A, e.Number(3)));
        Becomes("a / broadcast(0, [6])", e => e.Divide(e.A, e.Number(0)));
        Becomes("-(a - b)", e => e.Negate(e.Subtract(e.A, e.B)));
    }

    [Fact]
    public void SignsMoveOutward()
    {
        Becomes("a", e => e.Negate(e.Negate(e.A)));
        Becomes("a - b", e => e.Add(e.A, e.Negate(e.B)));
        Becomes("b - a", e => e.Add(e.Negate(e.A), e.B));
        Becomes("a + b", e => e.Subtract(e.A, e.Negate(e.B)));
        Becomes("-a + -b", e => e.Add(e.Negate(e.A), e.Negate(e.B)));
        Becomes("-(a * b)", e => e.Multiply(e.Negate(e.A), e.B));
        Becomes("-(a / b)", e => e.Divide(e.A, e.Negate(e.B)));
        Becomes("a * b", e => e.Multiply(e.Negate(e.A), e.Negate(e.B)));
        Becomes("c - a * b", e => e.Add(e.C, e.Multiply(e.A, e.Negate(e.B))));
    }

    [Fact]
    public void FunctionsThatRepeatThemselves()
    {
        Becomes("abs(a)", e => e.Apply(PointwiseFunction.Abs, e.Negate(e.A)));
        Becomes("abs(a)", e => e.Apply(PointwiseFunction.Abs, e.Apply(PointwiseFunction.Abs, e.A)));
        Becomes("relu(a)", e => e.Apply(PointwiseFunction.Relu, e.Apply(PointwiseFunction.Relu, e.A)));
        Becomes("a", e => e.Builder.Apply(PointwiseFunction.Maximum, e.A, e.A));
        Becomes("a", e => e.Builder.Select(Comparison.Less, e.B, e.C, e.A, e.A));
    }

    [Fact]
    public void ScalarsAreComputedOnce()
    {
        Becomes("broadcast(tanh(s), [6])", e => e.Apply(PointwiseFunction.Tanh, e.Builder.Broadcast(e.S, Shape.Vector(6))));
        Becomes("broadcast(s * s, [6])", e => e.Multiply(
            e.Builder.Broadcast(e.S, Shape.Vector(6)), e.Builder.Broadcast(e.S, Shape.Vector(6))));
        Becomes("s", e => e.Builder.Add(new Operation.Broadcast(Shape.Scalar), [e.S]));
        Becomes("s", e => e.Builder.Add(new Operation.Reduce(Reduction.Sum), [e.S]));
    }

    [Fact]
    public void SlicesMoveTowardsWhatTheyCut()
    {
        Becomes("a", e => e.Builder.Slice(e.A, 0, 0, 6, "all"));
        Becomes("a[3..5]", e => e.Builder.Slice(e.Builder.Slice(e.A, 0, 1, 5), 0, 2, 2));
        Becomes("W[1..3][:, 2..6]", e => e.Builder.Slice(e.Builder.Slice(e.W, 1, 2, 4), 0, 1, 2));
        Becomes("b", e => e.Builder.Slice(e.Builder.Concat(0, [e.A, e.B, e.C]), 0, 6, 6));
        Becomes("[a[4..6]; b[0..1]]", e => e.Builder.Slice(e.Builder.Concat(0, [e.A, e.B, e.C]), 0, 4, 3));
        Becomes("broadcast(s, [2])", e => e.Builder.Slice(e.Builder.Broadcast(e.S, Shape.Vector(6)), 0, 1, 2));
        Becomes("outer(a[1..3], b)", e => e.Builder.Slice(e.Builder.Outer(e.A, e.B), 0, 1, 2));
        Becomes("outer(a, b[1..3])", e => e.Builder.Slice(e.Builder.Outer(e.A, e.B), 1, 1, 2));
        Becomes("transpose(W[:, 1..3])", e => e.Builder.Slice(e.Builder.Transpose(e.W), 0, 1, 2));
    }

    [Fact]
    public void RepeatedVectorsStayVectors()
    {
        Becomes("rows(a)", e => e.Builder.Slice(e.Builder.Spread(e.A, 0, 9), 0, 1, 2));
        Becomes("rows(a[1..3])", e => e.Builder.Slice(e.Builder.Spread(e.A, 0, 9), 1, 1, 2));
        Becomes("columns(a[1..3])", e => e.Builder.Slice(e.Builder.Spread(e.A, 1, 9), 0, 1, 2));
        Becomes("columns(a)", e => e.Builder.Transpose(e.Builder.Spread(e.A, 0, 9)));
        Becomes("broadcast(s, [2, 6])", e => e.Builder.Spread(e.Builder.Broadcast(e.S, Shape.Vector(6)), 0, 2));
        Becomes("rowsums(W)", e => e.Builder.Reduce(Reduction.Sum, e.Builder.Transpose(e.W), 0));
        Becomes("a", e => e.Builder.DiagonalOf(e.Builder.Diagonal(e.A)));
        Becomes("diag(a)", e => e.Builder.Transpose(e.Builder.Diagonal(e.A)));
    }

    [Fact]
    public void SlicesOfPaddingsTakeWhatIsThere()
    {
        Becomes("a", e => e.Builder.Slice(e.Builder.Pad(e.A, 0, 2, 9), 0, 2, 6));
        Becomes("a[1..3]", e => e.Builder.Slice(e.Builder.Pad(e.A, 0, 2, 9), 0, 3, 2));
        Becomes("broadcast(0, [2])", e => e.Builder.Slice(e.Builder.Pad(e.A, 0, 2, 9), 0, 0, 2));
        Becomes("pad(a[0..3], 1.. of 4)", e => e.Builder.Slice(e.Builder.Pad(e.A, 0, 2, 9), 0, 1, 4));
        Becomes("pad(a[4..6], 0.. of 3)", e => e.Builder.Slice(e.Builder.Pad(e.A, 0, 2, 9), 0, 6, 3));
        Becomes("pad(W[1..3], :, 2.. of 9)", e => e.Builder.Slice(e.Builder.Pad(e.W, 1, 2, 9), 0, 1, 2));
    }

    [Fact]
    public void PartsAreJoined()
    {
        Becomes("a", e => e.Builder.Concat(0, [e.A], "alone"));
        Becomes("[a; b; c]", e => e.Builder.Concat(0, [e.Builder.Concat(0, [e.A, e.B]), e.C]));
        Becomes("a", e => e.Builder.Concat(
            0, [e.Builder.Slice(e.A, 0, 0, 2), e.Builder.Slice(e.A, 0, 2, 1), e.Builder.Slice(e.A, 0, 3, 3)]));
        Becomes("[a[0..2]; a[3..6]]", e => e.Builder.Concat(0, [e.Builder.Slice(e.A, 0, 0, 2), e.Builder.Slice(e.A, 0, 3, 3)]));
        Becomes("broadcast(s, [5])", e => e.Builder.Concat(
            0, [e.Builder.Broadcast(e.S, Shape.Vector(2)), e.Builder.Broadcast(e.S, Shape.Vector(3))]));
        Becomes("[V | W]", e => e.Builder.Concat(1, [e.V, e.W]));
        Becomes("pad(a, 3.. of 12)", e => e.Builder.Pad(e.Builder.Pad(e.A, 0, 1, 8), 0, 2, 12));
        Becomes("pad(pad(W, :, 2.. of 9), 1.. of 8)", e => e.Builder.Pad(e.Builder.Pad(e.W, 0, 1, 8), 1, 2, 9));
        Becomes("a", e => e.Builder.Pad(e.A, 0, 0, 6, "all"));
    }

    [Fact]
    public void TransposesGo()
    {
        Becomes("W", e => e.Builder.Transpose(e.Builder.Transpose(e.W)));
        Becomes("outer(b, a)", e => e.Builder.Transpose(e.Builder.Outer(e.A, e.B)));
        Becomes("a @ W", e => e.Builder.MatMul(e.Builder.Transpose(e.W), e.A));
        Becomes("W @ a", e => e.Builder.MatMul(e.A, e.Builder.Transpose(e.W)));
        Becomes("V @ transpose(W)", e => e.Builder.MatMul(e.V, e.Builder.Transpose(e.W)));
    }

    [Fact]
    public void ANameOfTheDefinitionOutlivesWhatItWasANameFor()
    {
        var builder = new IrBuilder();
        Value x = builder.Argument("x", Shape.Scalar);
        (builder.Origin, builder.Stem) = (new Origin("y", "y = tanh(x) * 1"), "y");
        Value y = builder.Apply(PointwiseFunction.Multiply, builder.Apply(PointwiseFunction.Tanh, x), builder.Constant(1), "y");
        StepFunction after = new Simplify().Rewrite(builder.Build("test", [], [x], [], [], [y]));
        Assert.Equal("y", after.Outputs[0].Name);
        Assert.IsType<Operation.Pointwise>(Assert.Single(new DeadCode().Rewrite(after).Equations).Operation);
    }
}
