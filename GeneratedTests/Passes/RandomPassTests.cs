using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.RandomCells;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Passes;

/// <summary>Each pass on random cells and on their adjoints: the interpreter must not see a difference.</summary>
public class RandomPassTests
{
    private const int Cells = 150;

    /// <summary>Passes that sum in another order (split products) or may change the sign of a zero; all others keep every bit.</summary>
    private static readonly Dictionary<string, double> Tolerances = new() { ["split products"] = 1e-12, ["join pads"] = 0 };

    /// <summary>Padded parts come from derivatives; no pass looks for them in a step.</summary>
    public static TheoryData<string> OfSteps => [.. Pipeline.All.Where(pass => pass is not JoinPads).Select(pass => pass.Name)];

    /// <summary>A derivative has no softmax: that of softmax is in terms of its result.</summary>
    public static TheoryData<string> OfAdjoints => [.. Pipeline.All.Where(pass => pass is not ExpandSoftmax).Select(pass => pass.Name)];

    [Theory]
    [MemberData(nameof(OfSteps))]
    public void KeepsWhatFunctionsCompute(string name)
    {
        Pass pass = Pipeline.All.Single(candidate => candidate.Name == name);
        int changed = 0;
        foreach ((int seed, StepFunction function) in Functions())
        {
            StepFunction rewritten = pass.Rewrite(function);
            Verifier.Verify(rewritten);
            if (ReferenceEquals(rewritten, function)) continue;
            changed++;
            for (int draw = 0; draw < 3; draw++)
            {
                SequenceDraw arguments = Draw(function, seed, special: draw > 0);
                string Print() => Printer.Print(function) + Printer.Print(rewritten);
                Compare(pass, Forward(function, arguments), Forward(rewritten, arguments), Print);
            }
        }
        Assert.True(changed >= 10, $"{name} changed only {changed} functions.");
    }

    /// <summary>Adjoints as they come, and as all other passes leave them.</summary>
    [Theory]
    [MemberData(nameof(OfAdjoints))]
    public void KeepsWhatAdjointsCompute(string name)
    {
        Pass pass = Pipeline.All.Single(candidate => candidate.Name == name);
        int changed = 0;
        foreach ((int seed, StepFunction function) in Functions())
        {
            AdjointFunction raw = Differentiator.Differentiate(function);
            foreach (AdjointFunction adjoint in (AdjointFunction[])[raw, Others(pass, raw)])
            {
                AdjointFunction rewritten = pass.Rewrite(adjoint);
                Verifier.Verify(rewritten);
                if (ReferenceEquals(rewritten, adjoint)) continue;
                changed++;
                for (int draw = 0; draw < 3; draw++)
                {
                    SequenceDraw arguments = Draw(function, seed, special: draw > 0);
                    string Print() => Printer.Print(adjoint) + Printer.Print(rewritten);
                    Compare(pass, Backward(adjoint, arguments), Backward(rewritten, arguments), Print);
                }
            }
        }
        Assert.True(changed >= 10, $"{name} changed only {changed} adjoints.");
    }

    [Fact]
    public void AdjointsHaveNoSoftmax()
    {
        foreach ((_, StepFunction function) in Functions())
        {
            AdjointFunction adjoint = Differentiator.Differentiate(function);
            Assert.DoesNotContain(adjoint.Equations, equation => equation.Operation is Operation.Softmax);
        }
    }

    [Fact]
    public void TheWholePipelineKeepsGradientsTrue()
    {
        for (int seed = 0; seed < Cells; seed++)
        {
            AdjointFunction adjoint = Whole(seed % 2 == 0 ? RandomCell.Create(seed).Function : RandomCell.CreateWithText(seed).Function);
            Assert.DoesNotContain(adjoint.Forward.Equations, equation => equation.Operation is Operation.Softmax);
            InterpretedGradients.Check(adjoint, timeSteps: 2, batch: 1, seed);
        }
    }

    [Fact]
    public void PassesFindNothingToDoInWhatThePipelineLeaves()
    {
        for (int seed = 0; seed < Cells; seed++)
        {
            AdjointFunction adjoint = Whole(RandomCell.Create(seed).Function);
            StepFunction step = Pipeline.BeforeDifferentiation(RandomCell.Create(seed).Function);
            Assert.Same(step, Pipeline.BeforeDifferentiation(step));
            foreach (Pass pass in Pipeline.All)
            {
                // An adjoint is not brought into canonical order; but what is ordered is not ordered again.
                AdjointFunction settled = pass is CanonicalOrder ? pass.Rewrite(adjoint) : adjoint;
                Assert.Same(settled, pass.Rewrite(settled));
            }
        }
    }

    private static AdjointFunction Whole(StepFunction function) =>
        Pipeline.AfterDifferentiation(Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function)));

    private static AdjointFunction Others(Pass pass, AdjointFunction function)
    {
        foreach (Pass other in Pipeline.All)
            if (other != pass) function = other.Rewrite(function);
        return function;
    }

    private static IEnumerable<(int Seed, StepFunction Function)> Functions()
    {
        for (int seed = 0; seed < Cells; seed++)
        {
            yield return (seed, RandomCell.Create(seed).Function);
            yield return (seed, RandomCell.CreateWithText(seed).Function);
        }
    }

    /// <summary>Arguments in -1 .. 1, or such with zeros of either sign, infinities and NaN among them.</summary>
    private static SequenceDraw Draw(StepFunction function, int seed, bool special)
    {
        var random = new Random(seed + (special ? 1000 : 0));
        SequenceDraw draw = SequenceDraw.Random(function, 1, 1, random);
        double[] values = [0, -0.0, -0.0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e-300];
        if (!special) return draw;
        foreach (double[] elements in draw.Parameters.Concat(draw.Inputs).Concat(draw.Initial).Concat(draw.OutputSeeds))
            for (int i = 0; i < elements.Length; i++)
                if (random.NextDouble() < 0.2) elements[i] = values[random.Next(values.Length)];
        return draw;
    }

    private static double[][] Forward(StepFunction function, SequenceDraw draw)
    {
        Evaluation run = Interpreter.Run(function, draw.Parameters, draw.Inputs, draw.Initial);
        return [.. function.Next.Concat(function.Outputs).Select(value => run[value])];
    }

    private static double[][] Backward(AdjointFunction function, SequenceDraw draw)
    {
        Evaluation forward = Interpreter.Run(function.Forward, draw.Parameters, draw.Inputs, draw.Initial);
        Evaluation run = Interpreter.Run(function, forward, draw.OutputSeeds, draw.StateSeeds);
        return
        [
            .. function.ParameterAdjoints.Concat(function.InputAdjoints).Concat(function.PreviousAdjoints)
                .Select(value => value is null ? [] : run[value]),
        ];
    }

    private static void Compare(Pass pass, double[][] before, double[][] after, Func<string> print)
    {
        bool isExact = !Tolerances.TryGetValue(pass.Name, out double tolerance);
        Assert.Equal(before.Length, after.Length);
        for (int i = 0; i < before.Length; i++)
        {
            for (int j = 0; j < before[i].Length; j++)
            {
                double expected = before[i][j], found = after[i][j];
                bool sameSign = double.IsNegative(expected) == double.IsNegative(found) || double.IsNaN(expected);
                bool equal = expected.Equals(found) && (sameSign || !isExact)
                    || Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)) && !isExact;
                if (!equal) throw new XunitException($"{pass.Name}: result {i}, element {j} was {expected:R}, is {found:R}\n{print()}");
            }
        }
    }
}
