using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Passes;

/// <summary>What depends on parameters alone is taken out of the step: all of it, and nothing changes by it.</summary>
public class PrecomputeTests
{
    private const int Cells = 300;

    private static IEnumerable<(int Seed, StepFunction Step)> Steps => Enumerable.Range(0, Cells).Select(seed => (seed,
        Pipeline.BeforeDifferentiation(seed % 2 == 0 ? RandomCell.Create(seed).Function : RandomCell.CreateWithText(seed).Function)));

    [Fact]
    public void Nothing_of_parameters_alone_stays_in_a_step()
    {
        int divided = 0;
        foreach ((_, StepFunction step) in Steps)
        {
            StepFunction rest = Precompute.TakeOut(step);
            Assert.Same(rest, Precompute.TakeOut(rest));
            if (rest.Precomputation is null)
            {
                Assert.Same(step, rest);
                continue;
            }
            divided++;
            // What was given is given in the same order, and all equations are somewhere.
            Assert.Equal(step.Parameters.Select(p => p.Name), rest.Parameters.Take(rest.GivenParameters).Select(p => p.Name));
            Assert.All(rest.Precomputation.Outputs, made => Assert.False(made.IsTemporary));
        }
        Assert.InRange(divided, Cells / 20, Cells);
    }

    /// <summary>Outputs, states and all gradients of whole sequences, by the interpreter.</summary>
    [Fact]
    public void A_divided_step_computes_the_same()
    {
        int compared = 0;
        foreach ((int seed, StepFunction step) in Steps)
        {
            StepFunction rest = Precompute.TakeOut(step);
            if (rest.Precomputation is null) continue;
            if (InterpretedGradients.TryDraw(step, 3, 2, new Random(seed), 1e-9, 100) is not { } draw) continue;
            compared++;
            double[][] want = Results(Differentiator.Differentiate(step), draw);
            double[][] got = Results(Pipeline.AfterDifferentiation(Differentiator.Differentiate(rest)), draw);
            Assert.Equal(want.Length, got.Length);
            for (int i = 0; i < want.Length; i++)
                Assert.True(Tensors.Worst(got[i], want[i]) <= 1e-9, $"Cell {seed}: {Printer.Print(step)}");
        }
        Assert.InRange(compared, Cells / 30, Cells);
    }

    /// <summary>Ids are unique within a cell: forward, backward and precomputed.</summary>
    [Fact]
    public void No_id_is_given_twice()
    {
        foreach ((_, StepFunction step) in Steps)
        {
            AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(Precompute.TakeOut(step)));
            if (adjoint.Precomputation is not { } once) continue;
            IEnumerable<Value> made = adjoint.Forward.Equations.Concat(adjoint.Equations)
                .Concat(once.Forward.Equations).Concat(once.Equations).Select(equation => equation.Result)
                .Concat(adjoint.Forward.Parameters).Concat(once.OutputSeeds);
            Assert.Equal(made.Count(), made.Select(value => value.Id).Distinct().Count());
        }
    }

    [Fact]
    public void Equations_of_parameters_are_told_with_the_gradients_that_go_through_them()
    {
        StepFunction step = Pipeline.BeforeDifferentiation(Request.Lower(Request.InPlace("""
            sizes: [hidden]
            inputs: { x: hidden }
            states: { h: hidden }
            parameters: { B: [hidden, hidden] }
            equations: |
              A = B - transpose(B)
              h = tanh(A @ h' + B @ x)
            """, ("hidden", 3))));
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(Precompute.TakeOut(step)));
        IReadOnlyList<string> lines = DerivedText.Lines(adjoint);
        Assert.Equal(["h"], adjoint.Forward.Equations.Where(e => !e.Result.IsTemporary).Select(e => e.Result.Name));
        Assert.Contains("dA = outer(dzh, h')", lines);
        Assert.Contains("dB = dB + (dA + transpose(-dA))", lines);
    }

    private static double[][] Results(AdjointFunction function, SequenceDraw draw)
    {
        var interpreter = new SequenceInterpreter(function);
        SequenceRun run = interpreter.Forward(3, 2, draw.Parameters, draw.Inputs, draw.Initial);
        SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        return [.. run.Outputs, .. run.States, .. adjoints.Parameters, .. adjoints.Inputs, .. adjoints.Initial];
    }
}
