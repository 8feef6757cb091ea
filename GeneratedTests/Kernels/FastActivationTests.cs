using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Cells that compute with the fast forms of tanh and sigmoid.</summary>
public class FastActivationTests
{
    private const int TimeSteps = 3, Batch = 2;

    private static readonly CellOptions s_fast = new(Activations: ActivationsOption.Fast);

    private static readonly CellOptions s_approximate = new(Activations: ActivationsOption.Approximate);

    /// <param name="activations">How many tanh and sigmoid an equation of a unit goes through in one step.</param>
    [Theory]
    [InlineData("lstm", 5, 5)]
    [InlineData("lstm", 33, 5)]
    [InlineData("gru", 5, 3)]
    [InlineData("gru", 33, 3)]
    public void A_fast_cell_agrees_with_the_interpreter_within_the_bound_of_its_functions(string name, int hidden, int activations)
    {
        StepFunction function = ZooSizes.Function(name, hidden);
        using CellBatch compiled = CellBatch.Compile([Source(name, hidden, ElementType.Float, s_fast)]);
        KernelOracle.Check(
            compiled[0], function, ElementType.Float, Drawn(function), TimeSteps, Batch, Tolerance(activations));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Every_program_of_a_fast_cell_computes_something_else_than_the_accurate_one(string name)
    {
        using CellBatch compiled = CellBatch.Compile(
            [Source(name, 33, ElementType.Float, new CellOptions()), Source(name, 33, ElementType.Float, s_fast)]);
        Dictionary<string, float[]> accurate = Results<float>(compiled[0]), fast = Results<float>(compiled[1]);
        Assert.Equal(["step", "run", "inferred", "forward", "backward"], fast.Keys);
        Assert.All(fast, result => Assert.NotEqual(accurate[result.Key], result.Value));
    }

    [Fact]
    public void No_kernel_of_a_fast_cell_calls_the_accurate_forms()
    {
        using CellBatch compiled = CellBatch.Compile(
            [Source("lstm", 5, ElementType.Float, s_fast), Source("lstm", 5, ElementType.Float, new CellOptions())]);
        Assert.DoesNotContain("V.Tanh(", compiled.Kernels[0], StringComparison.Ordinal);
        Assert.DoesNotContain("V.Sigmoid(", compiled.Kernels[0], StringComparison.Ordinal);
        Assert.Contains("// Options: activations: fast.\n", compiled.Sources[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Fast", compiled.Kernels[1], StringComparison.Ordinal);
        Assert.DoesNotContain("Options:", compiled.Sources[1], StringComparison.Ordinal);
    }

    /// <summary>Softmax has an exp, and a stream of it is off by no more than its bound says.</summary>
    [Fact]
    public void An_approximate_cell_agrees_within_the_bounds_of_its_functions()
    {
        foreach (string name in (string[])["lstm", "gru", "lstm-softmax"])
        {
            StepFunction function = ZooSizes.Function(name, 17);
            using CellBatch compiled = CellBatch.Compile([Source(name, 17, ElementType.Float, s_approximate)]);
            double bound = Accuracy.Float.ApproximateExpRelative * 6 * TimeSteps * Batch;
            KernelOracle.Check(compiled[0], function, ElementType.Float, Drawn(function), TimeSteps, Batch, bound);
            foreach (string other in (string[])["V.Tanh(", "V.Sigmoid(", "V.Exp(", "V.FastTanh(", "V.FastSigmoid("])
                Assert.DoesNotContain(other, compiled.Kernels[0], StringComparison.Ordinal);
            Assert.Contains("V.ApproximateSigmoid(", compiled.Kernels[0], StringComparison.Ordinal);
            Assert.Contains("// Options: activations: approximate.\n", compiled.Sources[0], StringComparison.Ordinal);
        }
    }

    /// <summary>There is no faster form in double precision.</summary>
    [Fact]
    public void A_fast_cell_of_double_computes_the_same_as_the_accurate_one()
    {
        using CellBatch compiled = CellBatch.Compile(
            [Source("lstm", 13, ElementType.Double, new CellOptions()), Source("lstm", 13, ElementType.Double, s_fast)]);
        Assert.Equal(Results<double>(compiled[0]), Results<double>(compiled[1]));
    }

    private static CellSource Source(string name, int hidden, ElementType element, CellOptions options) =>
        new(name, ZooSizes.Of(name, hidden), element) { Options = options };

    /// <summary>
    /// Each activation is off by the bound at most. With contractive weights no step enlarges what the steps before it were off by, so
    /// that a value of the last step has gathered no more than the activations of all steps; a gradient is a sum over the batch.
    /// </summary>
    private static double Tolerance(int activations) =>
        Math.Max(Accuracy.Float.FastTanhAbsolute, Accuracy.Float.FastSigmoidAbsolute) * activations * TimeSteps * Batch;

    private static SequenceDraw Drawn(StepFunction function) =>
        SequenceDraw.Random(function, TimeSteps, Batch, new Random(5)).Contractive(function);

    private static Dictionary<string, T[]> Results<T>(Type cell)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var visitor = new EveryProgram<T>();
        CompiledCell.Accept(cell, visitor);
        return visitor.Results;
    }

    /// <summary>The last states, and the gradients.</summary>
    private sealed class EveryProgram<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Dictionary<string, T[]> Results { get; } = [];

        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(1), gradients = TCell.CreateParameters();
            CellTape<T> inferred = TCell.CreateTape(TimeSteps, Batch, RnnGen.Adjoint.None);
            CellTape<T> tape = TCell.CreateTape(TimeSteps, Batch, RnnGen.Adjoint.All);
            TapeDraw.Arguments(inferred, 2);
            TapeDraw.Arguments(tape, 2);
            TapeDraw.Seeds(tape, RnnGen.Adjoint.All, 3);
            CellWeights<T> weights = TCell.Pack(parameters);
            CellState<T> stepped = TCell.CreateState(), ran = TCell.CreateState();
            Span<T> inputs = tape.Input(0)[..(2 * TCell.Info.InputLength)];
            TCell.Step(weights, inputs[..TCell.Info.InputLength], stepped, []);
            TCell.Run(weights, inputs, ran, []);
            TCell.Forward(parameters, inferred);
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            Results["step"] = [.. stepped.State(0)];
            Results["run"] = [.. ran.State(0)];
            Results["inferred"] = [.. inferred.FinalState(0)];
            Results["forward"] = [.. tape.FinalState(0)];
            Results["backward"] = [.. gradients.Values];
        }
    }
}
