using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Stages;
using RnnGen.Compiler.Sequences;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Networks;
using RnnGen.Tests.RandomCells;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Sequences;

/// <summary>Loop after loop over the whole sequence computes what step after step does, forward and backward, under all rules.</summary>
public class LoopInterpreterTests
{
    private const int TimeSteps = 3, Batch = 2, Cells = 120;

    private static readonly SequenceRules[] s_rules =
    [
        new(0, 0),
        new(SequenceRules.Never, 0),
        new(0, SequenceRules.Never),
        new(1, 1),
        new(SequenceRules.Never, SequenceRules.Never),
        new(0, 0, OneLoop: true),
    ];

    [Fact]
    public void Random_cells() => Check(seed => RandomCell.Create(seed).Function);

    [Fact]
    public void Random_chains() => Check(seed => RandomCell.CreateChained(seed).Function);

    [Fact]
    public void Random_chains_in_both_directions() => Check(seed => BothDirections.Turn(RandomCell.CreateChained(seed).Function, seed));

    /// <summary>The chains are worth their name: many have several loops, several gaps and delays.</summary>
    [Fact]
    public void Random_chains_fall_into_several_loops()
    {
        int several = 0, reversed = 0, divided = 0;
        for (int seed = 0; seed < Cells; seed++)
        {
            (AdjointFunction adjoint, SavedValues.Choice choice, _) = Compile(RandomCell.CreateChained(seed).Function);
            var values = ValueSupply.Beside(adjoint);
            var forward = SequenceBuilder.Build(SequenceFunction.Of(adjoint.Forward, choice.Saved, last: true), new(0, 0), values).Loops;
            var backward = SequenceBuilder.Build(Backward(adjoint, choice, out _), new(0, 0), values).Loops;
            if (forward.Count(l => l is Loop.TimeLoop) > 1) several++;
            if (backward.Count(l => l is Loop.TimeLoop) > 1) reversed++;
            if (forward.Zip(forward.Skip(1)).Any(p => p is (Loop.AllRows, Loop.AllRows))) divided++;
        }
        Assert.InRange(several, Cells / 4, Cells);
        Assert.InRange(reversed, Cells / 4, Cells);
        Assert.InRange(divided, Cells / 20, Cells);
    }

    private static void Check(Func<int, StepFunction> create)
    {
        int compared = 0;
        for (int seed = 0; seed < Cells; seed++)
        {
            StepFunction function = create(seed);
            if (InterpretedGradients.TryDraw(function, TimeSteps, Batch, new Random(seed), 1e-9, 50) is not { } draw) continue;
            compared++;
            (AdjointFunction adjoint, SavedValues.Choice choice, SavedValues.Choice again) = Compile(function);
            var interpreter = new SequenceInterpreter(adjoint);
            SequenceRun run = interpreter.Forward(TimeSteps, Batch, draw.Parameters, draw.Inputs, draw.Initial);
            SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
            var values = ValueSupply.Beside(adjoint);
            foreach (SequenceRules rules in s_rules)
            {
                if (rules.OneLoop && !function.IsOneWay) continue;
                foreach (bool last in function.CanStream ? (bool[])[true, false] : [true])
                {
                    SequenceFunction forward = SequenceFunction.Of(adjoint.Forward, last ? choice.Saved : [], last);
                    CheckForward(SequenceBuilder.Build(forward, rules, values), adjoint.Forward, draw, run);
                }
                SavedValues.Choice kept = rules.OneLoop ? again : choice;
                SequenceProgram backward = SequenceBuilder.Build(Backward(adjoint, kept, out var terms), rules, values);
                CheckBackward(backward, adjoint, kept, terms, draw, run, adjoints);
            }
        }
        Assert.InRange(compared, Cells / 2, Cells);
    }

    private static (AdjointFunction Adjoint, SavedValues.Choice Saved, SavedValues.Choice Again) Compile(StepFunction function)
    {
        StepFunction step = Pipeline.BeforeDifferentiation(function);
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(step));
        return (adjoint, SavedValues.Choose(adjoint), SavedValues.Recompute(adjoint));
    }

    private static SequenceFunction Backward(AdjointFunction adjoint, SavedValues.Choice choice, out List<GradientTerm> terms)
    {
        terms = GradientTerms.Find(adjoint, new DataFlow(choice.Equations));
        return SequenceFunction.Of(adjoint, choice.Equations, terms.ConvertAll(BackwardPlanner.Sum));
    }

    private static void CheckForward(SequenceProgram program, StepFunction step, SequenceDraw draw, SequenceRun run)
    {
        var loops = new LoopInterpreter(
            program, TimeSteps, Batch,
            (value, row) => step.Parameters.Contains(value)
                ? Of(step.Parameters, draw.Parameters, value, 0) : Of(step.Inputs, draw.Inputs, value, row),
            (state, b) => Row(draw.Initial[state], b, step.Previous[state]));
        Run(loops, program);
        for (int row = 0; row < TimeSteps * Batch; row++)
        {
            for (int o = 0; o < step.Outputs.Count; o++) Close(program, Row(run.Outputs[o], row, step.Outputs[o]), loops.Results[(o, row)]);
            for (int s = 0; s < step.Next.Count; s++) Close(program, Row(run.States[s], row, step.Next[s]), loops.Left[(s, row)]);
            foreach (Value kept in program.Function.Kept) Close(program, run.Steps[row][kept], loops.Kept[(kept.Id, row)]);
        }
    }

    private static void CheckBackward(
        SequenceProgram program, AdjointFunction adjoint, SavedValues.Choice choice, List<GradientTerm> terms, SequenceDraw draw,
        SequenceRun run, SequenceAdjoints expected)
    {
        StepFunction step = adjoint.Forward;
        var atHand = step.Parameters.Concat(step.Inputs).Concat(step.Previous).Concat(step.Next).Concat(step.Outputs).Concat(choice.Saved)
            .Select(v => v.Id).ToHashSet();
        var loops = new LoopInterpreter(
            program, TimeSteps, Batch,
            (value, row) => adjoint.OutputSeeds.Contains(value) ? Of(adjoint.OutputSeeds, draw.OutputSeeds, value, row)
                : atHand.Contains(value.Id) ? run.Steps[row][value]
                : throw new InvalidIrException($"{value} is not kept."),
            (state, b) => Row(draw.FinalSeeds[state], b, step.Next[state]),
            (state, row) => Row(draw.StateSeeds[state], row, step.Next[state]));
        Run(loops, program);
        for (int i = 0; i < step.Inputs.Count; i++)
            for (int row = 0; row < TimeSteps * Batch; row++)
                if (adjoint.InputAdjoints[i] is not null)
                    Close(program, Row(expected.Inputs[i], row, step.Inputs[i]), loops.Results[(i, row)]);
        for (int s = 0; s < step.Previous.Count; s++)
        {
            for (int b = 0; b < Batch; b++)
            {
                double[] zero = new double[step.Previous[s].Shape.Length];
                int First(int state) => step.DirectionOf(state) == Direction.Forward ? 0 : (TimeSteps - 1) * Batch;
                Close(program, Row(expected.Initial[s], b, step.Previous[s]), loops.Left.GetValueOrDefault((s, First(s) + b), zero));
            }
        }
        double[][] gradients = Gradients(step, terms, loops);
        for (int p = 0; p < gradients.Length; p++) Close(program, expected.Parameters[p], gradients[p]);
    }

    /// <summary>The sums of all terms, each where it lies in its parameter.</summary>
    private static double[][] Gradients(StepFunction step, List<GradientTerm> terms, LoopInterpreter loops)
    {
        double[][] gradients = [.. step.Parameters.Select(p => new double[p.Shape.Length])];
        for (int t = 0; t < terms.Count; t++)
        {
            double[] sum = loops.Sums[t], gradient = gradients[terms[t].Parameter];
            for (int i = 0; i < sum.Length; i++)
            {
                int at = terms[t] switch
                {
                    GradientTerm.Elementwise elementwise => elementwise.Offset + i,
                    GradientTerm.OuterProduct { Weights: var weights } =>
                        weights.Offset + i / weights.Length * weights.UnitStride + i % weights.Length * weights.SourceStride,
                    _ => throw new InvalidOperationException(),
                };
                gradient[at] += sum[i];
            }
        }
        return gradients;
    }

    private static void Run(LoopInterpreter loops, SequenceProgram program)
    {
        try
        {
            loops.Run();
        }
        catch (Exception wrong) when (wrong is InvalidIrException or KeyNotFoundException)
        {
            throw new XunitException($"{wrong.Message}\n{SequenceText.Print(program)}");
        }
    }

    private static double[] Of(IReadOnlyList<Value> values, double[][] elements, Value value, int row) =>
        Row(elements[values.ToList().IndexOf(value)], row, value);

    private static double[] Row(double[] all, int row, Value value) =>
        all.AsSpan(row * value.Shape.Length, value.Shape.Length).ToArray();

    private static void Close(SequenceProgram program, double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (Math.Abs(expected[i] - found[i]) <= 1e-9 * Math.Max(1, Math.Abs(expected[i]))) continue;
            throw new XunitException($"[{i}]: {expected[i]:R} became {found[i]:R}\n{SequenceText.Print(program)}");
        }
    }
}
