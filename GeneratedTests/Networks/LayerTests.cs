using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>Layers and directions by the attribute, against the same cells run one after the other by hand.</summary>
public sealed class LayerTests
{
    private const int Steps = 5, Batch = 3, Input = 3, Hidden = 4;

    public static TheoryData<string, int, bool> Stacks => new()
    {
        { "lstm", 2, true }, { "lstm", 3, false }, { "gru-reset-after", 1, true }, { "rnn", 2, true }, { "mgu", 2, false },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_stack_computes_what_its_cells_compute(string cell, int layers, bool bidirectional)
    {
        using CompiledCell network = Compile(cell, Input, $", Layers = {layers}, Bidirectional = {(bidirectional ? "true" : "false")}");
        var run = new NetworkRun();
        network.Accept(run);
        double[] sequence = run.Inputs;
        int width = Input;
        for (int layer = 1; layer <= layers; layer++)
        {
            using CompiledCell alone = Compile(cell, width, "");
            double[][] halves = [.. Parts(layer, bidirectional).Select(part => Run(alone, part.Name, part.IsReversed, sequence, run))];
            sequence = Join(halves);
            width = Hidden * halves.Length;
        }
        Assert.Equal(sequence.Length, run.Outputs.Length);
        for (int i = 0; i < sequence.Length; i++) Assert.Equal(sequence[i], run.Outputs[i], 1e-12);
    }

    /// <summary>Behind the first layer the sizes of the input follow, whatever a definition says; what it resets are all layers.</summary>
    [Fact]
    public void A_definition_with_values_and_resets_of_its_own_is_stacked()
    {
        const string Source = """"
            using RnnGen;
            [Cell("""
                sizes: { input: 2, hidden: 3 }
                inputs: { x: input }
                states: { h: hidden }
                resets: restart
                parameters: [W]
                equations: h = tanh(W @ [x; h'])
                """, Layers = 2, Bidirectional = true)]
            public partial struct Both;
            public static class Use
            {
                public static int Restarts(Both.Tape tape) => tape.restart.Length + tape.layer2.backward.h.Length;
            }
            """";
        Assert.Empty(GeneratorHarness.Run(Source).Complaints);
    }

    [Theory]
    [InlineData("void Step(Both.Weights weights, float[] x, Both.State state, float[] h) => Both.Step(weights, x, state, h)")]
    [InlineData("object Pool() => new Both.StatePool(3)")]
    public void A_step_of_a_cell_that_runs_backward_is_an_error_that_says_why(string use)
    {
        string source = $$"""
            using RnnGen;
            [Cell("rnn", Input = 2, Hidden = 3, Bidirectional = true)]
            public partial struct Both;
            public static class Use
            {
                public static {{use}};
            }
            """;
        Diagnostic found = Assert.Single(GeneratorHarness.Run(source).Complaints);
        Assert.Equal(("RNN186", DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Contains("the state 'layer1.backward.h' goes from the last step", found.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Layers = -1", "RNN181", "'Layers' is '-1'")]
    [InlineData("Layers = 101", "RNN181", "from 1 to 100")]
    public void A_wrong_number_is_an_error_at_the_argument(string argument, string id, string hint)
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"using RnnGen;\n[Cell(\"rnn\", Input = 2, Hidden = 3, {argument})]\npublic partial struct Wrong;\n");
        Diagnostic found = Assert.Single(run.Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Contains(hint, found.GetMessage(CultureInfo.InvariantCulture));
    }

    private static CompiledCell Compile(string cell, int input, string more) => CompiledCell.Load(
        GeneratorHarness.Run(
            $"using RnnGen;\n[Cell(\"{cell}\", Input = {input}, Hidden = {Hidden}, Element = typeof(double){more})]\n"
            + "public partial struct Net;\n"),
        "Net");

    private static IEnumerable<(string Name, bool IsReversed)> Parts(int layer, bool bidirectional) => bidirectional
        ? [($"layer{layer}.forward", false), ($"layer{layer}.backward", true)]
        : [($"layer{layer}", false)];

    private static double[] Run(CompiledCell cell, string name, bool isReversed, double[] inputs, NetworkRun network)
    {
        var alone = new LayerRun(name, isReversed ? Turned(inputs) : inputs, network.Parameters);
        cell.Accept(alone);
        return isReversed ? Turned(alone.Outputs) : alone.Outputs;
    }

    /// <summary>The steps in the opposite order.</summary>
    private static double[] Turned(double[] sequence)
    {
        int step = sequence.Length / Steps;
        return [.. Enumerable.Range(0, Steps).Reverse().SelectMany(t => sequence.AsSpan(t * step, step).ToArray())];
    }

    private static double[] Join(double[][] halves) => [.. Enumerable.Range(0, Steps * Batch)
        .SelectMany(row => halves.SelectMany(half => half.AsSpan(row * Hidden, Hidden).ToArray()))];

    /// <summary>The whole network on drawn weights and inputs.</summary>
    private sealed class NetworkRun : ICellVisitor<double>
    {
        public double[] Inputs { get; private set; } = [];

        public double[] Outputs { get; private set; } = [];

        public Dictionary<string, double[]> Parameters { get; } = [];

        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = TCell.CreateParameters();
            parameters.Initialize(11);
            CellTape<double> tape = TCell.CreateTape(Steps, Batch, RnnGen.Adjoint.None);
            var random = new Random(3);
            foreach (ref double x in tape.Input(0)) x = 2 * random.NextDouble() - 1;
            TCell.Forward(parameters, tape);
            (Inputs, Outputs) = (tape.Input(0).ToArray(), tape.Output(0).ToArray());
            for (int i = 0; i < TCell.Info.Parameters.Count; i++) Parameters.Add(TCell.Info.Parameters[i].Name, parameters[i].ToArray());
        }
    }

    /// <summary>One cell of it by itself.</summary>
    private sealed class LayerRun(string name, double[] inputs, Dictionary<string, double[]> weights) : ICellVisitor<double>
    {
        public double[] Outputs { get; private set; } = [];

        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = TCell.CreateParameters();
            for (int i = 0; i < TCell.Info.Parameters.Count; i++)
                weights[$"{name}.{TCell.Info.Parameters[i].Name}"].CopyTo(parameters[i]);
            CellTape<double> tape = TCell.CreateTape(Steps, Batch, RnnGen.Adjoint.None);
            inputs.CopyTo(tape.Input(0));
            TCell.Forward(parameters, tape);
            Outputs = (TCell.Info.Outputs.Count > 0 ? tape.Output(0) : tape.State(0)).ToArray();
        }
    }
}
