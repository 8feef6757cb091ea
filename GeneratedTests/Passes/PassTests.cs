using System;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Shapes;
using RnnGen.Tests.Autodiff;
using Xunit;

namespace RnnGen.Tests.Passes;

/// <summary>Before and after of the other passes.</summary>
public class PassTests
{
    private static void Becomes(Pass pass, string expected, Func<Expressions, Value> define) =>
        Assert.Equal(expected, Expressions.After(pass, define));

    [Fact]
    public void NumbersFoldWhereEveryHostFoldsAlike()
    {
        var fold = new FoldConstants();
        Becomes(fold, "2.5", e => e.Add(e.Number(2), e.Multiply(e.Number(0.5), e.Number(1))));
        Becomes(fold, "broadcast(-3, [6])", e => e.Negate(e.Builder.Constant(3, Shape.Vector(6))));
        Becomes(fold, "tanh(2)", e => e.Apply(PointwiseFunction.Tanh, e.Number(2)));
        Becomes(fold, "a", e => e.Builder.Select(Comparison.Less, e.Number(1), e.Number(2), e.A, e.B));
        Becomes(fold, "b", e => e.Builder.Select(Comparison.GreaterOrEqual, e.Number(1), e.Number(2), e.A, e.B));
        Becomes(fold, "s", e => e.Builder.Maximum(e.Builder.Broadcast(e.S, Shape.Vector(6))));
        Becomes(fold, "1", e => e.Builder.FirstMaximum(e.S));
        Becomes(fold, "a * broadcast(0, [6])", e => e.Multiply(e.A, e.Number(0)));
    }

    [Fact]
    public void CommonSubexpressionsAreShared()
    {
        var e = new Expressions();
        Value first = e.Add(e.A, e.B), second = e.Add(e.B, e.A), third = e.Subtract(e.A, e.B), fourth = e.Subtract(e.B, e.A);
        Value zero = e.Divide(e.S, e.Number(0.0)), minusZero = e.Divide(e.S, e.Number(-0.0));
        StepFunction after = new CommonSubexpressions().Rewrite(e.Builder.Build(
            "test", [e.V, e.W], [e.A, e.B, e.C, e.S], [], [], [first, second, third, fourth, zero, minusZero]));
        Assert.Equal([first, first, third, fourth, zero, minusZero], after.Outputs);
    }

    [Fact]
    public void AnAdjointUsesWhatTheForwardFunctionComputed()
    {
        AdjointFunction adjoint = Differentiator.Differentiate(HandBuiltCells.Gru(2, 3));
        AdjointFunction after = new DeadCode().Rewrite(new CommonSubexpressions().Rewrite(adjoint));
        // 1 - z stands in the equation of h already, and so does its one.
        Equation forward = adjoint.Forward.Equations.Single(equation => EquationText.Of(equation).EndsWith("- z"));
        Assert.Contains(after.Equations, equation => equation.Operands.Contains(forward.Result));
        Assert.DoesNotContain(after.Equations, equation => equation.Operation is Operation.Constant);
    }

    [Fact]
    public void ProductsAreSplit()
    {
        var split = new SplitProducts();
        Becomes(split, "W[:, 0..2] @ a[0..2] + W[:, 2..6] @ b[2..6]", e => e.Builder.MatMul(
            e.W, e.Builder.Concat(0, [e.Builder.Slice(e.A, 0, 0, 2), e.Builder.Slice(e.B, 0, 2, 4)])));
        Becomes(split, "a[0..2] @ W[0..2] + b[2..6] @ W[2..6]", e => e.Builder.MatMul(
            e.Builder.Concat(0, [e.Builder.Slice(e.A, 0, 0, 2), e.Builder.Slice(e.B, 0, 2, 4)]), e.W));
        Becomes(split, "[V @ a; W @ a]", e => e.Builder.MatMul(e.Builder.Concat(0, [e.V, e.W]), e.A));
        Becomes(split, "V @ [a; b][0..6] + W @ [a; b][6..12]", e => e.Builder.MatMul(
            e.Builder.Concat(1, [e.V, e.W]), e.Builder.Concat(0, [e.A, e.B])));
        Becomes(split, "[a @ V; a @ W]", e => e.Builder.MatMul(e.A, e.Builder.Concat(1, [e.V, e.W])));
        // The sum of two matrices is no view of a parameter: cutting it would copy.
        Becomes(split, "(V + W) @ [a[0..2]; b[2..6]]", e => e.Builder.MatMul(
            e.Add(e.V, e.W), e.Builder.Concat(0, [e.Builder.Slice(e.A, 0, 0, 2), e.Builder.Slice(e.B, 0, 2, 4)])));
    }

    [Fact]
    public void WhatIsOnlyCutIsComputedInParts()
    {
        Value[] Cut(Expressions e, Value whole, int from) => [e.Builder.Slice(whole, 0, 0, 2), e.Builder.Slice(whole, 0, from, 3)];
        var split = new SplitProducts();
        Assert.Equal(
            "tanh(W[0..2] @ a + b[0..2]); tanh(W[2..5] @ a + b[2..5])",
            Expressions.After(split, e => Cut(e, e.Apply(PointwiseFunction.Tanh, e.Add(e.Builder.MatMul(e.W, e.A), e.B)), 2)));
        Assert.Equal("a @ W[:, 0..2]; a @ W[:, 3..6]", Expressions.After(split, e => Cut(e, e.Builder.MatMul(e.A, e.W), 3)));
        // Overlapping parts would be computed twice.
        Assert.Equal("tanh(a)[0..2]; tanh(a)[1..4]", Expressions.After(split, e => Cut(e, e.Apply(PointwiseFunction.Tanh, e.A), 1)));
        Assert.Equal("tanh(a)[0..2]; tanh(a)", Expressions.After(split, e =>
        {
            Value whole = e.Apply(PointwiseFunction.Tanh, e.A);
            return [e.Builder.Slice(whole, 0, 0, 2), whole];
        }));
    }

    [Fact]
    public void PaddingsThatTileBecomeAConcatenation()
    {
        var join = new JoinPads();
        Becomes(join, "c + [a[0..4]; b[0..2]]", e => e.Add(
            e.Add(e.C, e.Builder.Pad(e.Builder.Slice(e.B, 0, 0, 2), 0, 4, 6)), e.Builder.Pad(e.Builder.Slice(e.A, 0, 0, 4), 0, 0, 6)));
        Becomes(join, "pad(a, 0.. of 13) + pad(b, 7.. of 13)", e => e.Add(e.Builder.Pad(e.A, 0, 0, 13), e.Builder.Pad(e.B, 0, 7, 13)));
        Becomes(join, "pad(a, 0.. of 11) + pad(b, 5.. of 11)", e => e.Add(e.Builder.Pad(e.A, 0, 0, 11), e.Builder.Pad(e.B, 0, 5, 11)));
        Becomes(join, "[V | W]", e => e.Add(e.Builder.Pad(e.W, 1, 6, 12), e.Builder.Pad(e.V, 1, 0, 12)));
    }

    [Fact]
    public void SoftmaxIsWrittenOut() => Becomes(
        new ExpandSoftmax(),
        "exp(a - broadcast(max(a), [6])) / broadcast(sum(exp(a - broadcast(max(a), [6]))), [6])",
        e => e.Builder.Softmax(e.A));

    [Fact]
    public void AdjointsOfParametersStaySumsOfTerms()
    {
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(
            Differentiator.Differentiate(Pipeline.BeforeDifferentiation(HandBuiltCells.FusedLstm(2, 3))));
        Assert.Equal(8, adjoint.Equations.Count(equation => equation.Operation is Operation.Outer));
        Assert.DoesNotContain(adjoint.Equations, equation => equation.Operation is Operation.Concat);
        Assert.Equal(
            ["db = [dzf; dzi; dzg; dzo]", "dW = outer([dzf; dzi; dzg; dzo], [h'; x])"],
            adjoint.Equations.Select(equation => equation.Origin.Text).Distinct()
                .Where(text => text.StartsWith("dW =") || text.StartsWith("db =")).OrderByDescending(text => text[1]));
    }

    [Fact]
    public void StackedAndSeparateGatesBecomeTheSameProducts()
    {
        string[] Products(StepFunction function) =>
        [
            .. Pipeline.BeforeDifferentiation(function).Equations.Where(equation => equation.Operation is Operation.MatMul)
                .Select(equation => $"{equation.Operands[0].Shape} @ {equation.Operands[1]}").Order(StringComparer.Ordinal),
        ];
        Assert.Equal(Products(HandBuiltCells.Lstm(2, 3)), Products(HandBuiltCells.FusedLstm(2, 3)));
        Assert.Equal(8, Products(HandBuiltCells.FusedLstm(2, 3)).Length);
    }

    [Fact]
    public void ABrokenPassIsNamed()
    {
        StepFunction bad = HandBuiltCells.Rnn(2, 3, 2);
        bad = bad with { Equations = bad.Equations.Skip(1).ToEquatableArray() };
        Assert.Contains("used before its definition", Assert.Throws<InvalidIrException>(() => Pipeline.BeforeDifferentiation(bad)).Message);
    }
}
