using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Zoo.Witnesses;

/// <summary>Every cell of the zoo against a second program, which is written in plain loops from the equations of its source.</summary>
public sealed class WitnessTests
{
    private const int TimeSteps = 4, Batch = 2;

    private static readonly Dictionary<string, Action<NaiveStep>> s_witnesses = new Dictionary<string, Action<NaiveStep>>[]
    {
        SimpleWitnesses.All, LstmWitnesses.All, GruWitnesses.All, LinearWitnesses.All, MatrixMemoryWitnesses.All, StateSpaceWitnesses.All,
        DynamicsWitnesses.All,
    }.SelectMany(family => family).ToDictionary();

    public static TheoryData<string> Zoo => [.. ZooLibrary.Names];

    [Fact]
    public void Every_cell_has_a_witness_a_source_and_a_family()
    {
        Assert.Equal(ZooLibrary.Names, s_witnesses.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ZooLibrary.Names, Repository.Files("Definitions", "*.cell.yaml")
            .Select(path => path.Split('/')).Where(parts => parts.Length == 3).Select(parts => parts[2][..^".cell.yaml".Length])
            .Order(StringComparer.Ordinal));
        foreach (string name in ZooLibrary.Names)
        {
            BoundCell cell = Request.Bind(Request.Zoo(name, ZooSizes.Small(name)));
            Assert.Matches(@"\p{L}.*(19|20)\d\d", cell.Head.Source ?? "");
            Assert.EndsWith(".", cell.Head.About, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Zoo))]
    public void The_witness_computes_the_same(string name)
    {
        BoundCell cell = Request.Bind(Request.Zoo(name, ZooSizes.Small(name)));
        StepFunction function = CellLowering.Lower(cell, "Cell");
        for (int seed = 0; seed < 3; seed++)
        {
            SequenceDraw draw = SequenceDraw.Random(function, TimeSteps, Batch, new Random(seed));
            SequenceRun run = new SequenceInterpreter(function, null).Forward(TimeSteps, Batch, draw.Parameters, draw.Inputs, draw.Initial);
            for (int row = 0; row < Batch; row++) Check(cell, function, draw, run, row, s_witnesses[name]);
        }
    }

    private static void Check(
        BoundCell cell, StepFunction function, SequenceDraw draw, SequenceRun run, int row, Action<NaiveStep> witness)
    {
        string[] states = [.. cell.States.Select(state => state.Name)], outputs = [.. cell.Outputs.Select(output => output.Symbol.Name)];
        double[][] previous = [.. draw.Initial.Select((initial, i) => Row(initial, function.Previous[i], row))];
        for (int t = 0; t < TimeSteps; t++)
        {
            int at = t * Batch + row;
            var step = new NaiveStep();
            for (int i = 0; i < draw.Parameters.Length; i++) step[function.Parameters[i].Name] = draw.Parameters[i];
            for (int i = 0; i < draw.Inputs.Length; i++) step[function.Inputs[i].Name] = Row(draw.Inputs[i], function.Inputs[i], at);
            for (int i = 0; i < states.Length; i++) step[states[i] + "'"] = previous[i];
            witness(step);
            for (int i = 0; i < states.Length; i++) Equal(states[i], Row(run.States[i], function.Next[i], at), step[states[i]]);
            for (int i = 0; i < outputs.Length; i++) Equal(outputs[i], Row(run.Outputs[i], function.Outputs[i], at), step[outputs[i]]);
            previous = [.. states.Select(state => step[state])];
        }

        void Equal(string what, double[] got, double[] want)
        {
            Assert.Equal(want.Length, got.Length);
            for (int i = 0; i < want.Length; i++)
                Assert.True(
                    Math.Abs(want[i] - got[i]) <= 1e-12 * Math.Max(1, Math.Abs(want[i])), $"{what}[{i}]: {got[i]:R}, want {want[i]:R}");
        }
    }

    private static double[] Row(double[] rows, Value value, int row) =>
        rows[(row * value.Shape.Length)..((row + 1) * value.Shape.Length)];
}
