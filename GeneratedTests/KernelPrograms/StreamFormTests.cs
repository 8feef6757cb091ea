using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Kernels.Verify;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Streams of small cells: what their kernels take side by side at the widest vectors and at narrower ones, heads that go across lanes, and
/// what stands in one kernel. Each is proven, and compared with the interpreter of the IR at every width.
/// </summary>
public class StreamFormTests
{
    private const int TimeSteps = 3;

    /// <summary>Two vectors of 256 bits where there is one of 512, three where there are three.</summary>
    [Theory]
    [InlineData("lstm", 8, 1, null)]
    [InlineData("lstm", 16, 1, 2)]
    [InlineData("lstm", 24, 2, 3)]
    [InlineData("lstm", 32, 2, null)]
    [InlineData("lstm", 48, 1, 2)]
    [InlineData("lstm", 64, 2, null)]
    [InlineData("gru-reset-after", 16, 1, 2)]
    [InlineData("rnn", 16, 1, 2)]
    public void Narrow_vectors_are_taken_side_by_side(string name, int hidden, int wide, int? narrow)
    {
        StepFunction function = Request.Lower(Request.Zoo(name, ("input", 1), ("hidden", hidden)));
        var cell = new PlannedCell(function, ElementType.Float, new CellOptions());
        Assert.Equal(wide, Blocks(cell.Plan.Streaming));
        Assert.Equal(narrow, cell.Plan.Narrow is { } streams ? Blocks(streams.Step) : null);
        Check(cell, hidden);

        static int Blocks(CellProgram program) =>
            program.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Map>().First(map => map.Accumulators.Count > 0).Blocks;
    }

    [Theory]
    [InlineData("V: [1, hidden], d: 1", "V @ h + d", 8, true)]
    [InlineData("V: [1, hidden], d: 1", "V @ h", 20, true)]
    [InlineData("V: [4, hidden], d: 4", "V @ h + d", 16, true)]
    [InlineData("V: [3, hidden], d: 3", "V @ h + d", 33, true)]
    [InlineData("V: [2, hidden + input], d: 2", "V @ [h; x] + d", 16, true)]
    [InlineData("V: [2, hidden], U: [2, hidden]", "V @ h + U @ h'", 9, true)]
    [InlineData("V: [1, hidden], d: 1", "V @ h + d", 7, false)]
    [InlineData("V: [5, hidden], d: 5", "V @ h + d", 16, false)]
    [InlineData("V: [hidden, 2], d: 2", "h @ V + d", 16, false)]
    [InlineData("V: [1, hidden], d: 1", "tanh(V @ h + d)", 16, false)]
    public void Heads_of_few_rows_go_across_lanes(string parameters, string head, int hidden, bool goesAcross)
    {
        string definition = $$"""
            sizes: [input, hidden]
            inputs: { x: input }
            states: { h: hidden }
            parameters: { W: [hidden, input], U0: [hidden, hidden], {{parameters}} }
            equations: |
              h = tanh(W @ x + U0 @ h')
            outputs:
              y: {{head}}
            """;
        CellRequest request = Request.InPlace(definition, ("input", 9), ("hidden", hidden));
        foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
        {
            var cell = new PlannedCell(Request.Lower(request), element, new CellOptions());
            Sweep step = Assert.Single(cell.Plan.Streaming.Sweeps);
            Assert.Equal(goesAcross, step.Stages.OfType<Stage.Map>().Any(map => map.GoesAcross));
            Assert.True(step.IsOneKernel);
            Check(cell, hidden);
        }
    }

    private static void Check(PlannedCell cell, int seed)
    {
        var verifier = new KernelVerifier(cell.Lanes);
        foreach (RootKernel root in cell.Kernels.Set.Roots) verifier.Verify(root.Kernel, root.Lent, root.Widest);
        StepFunction function = cell.Plan.Streamed;
        SequenceDraw draw = InterpretedGradients.TryDraw(function, TimeSteps, 1, new Random(seed), 1e-9, 100)!;
        SequenceRun run = new SequenceInterpreter(function, null).Forward(TimeSteps, 1, draw.Parameters, draw.Inputs, draw.Initial);
        for (int width = cell.Lanes; width > 0; width /= 2)
        {
            foreach (StreamEntry entry in StreamMachine.Entries(cell, width))
            {
                var machine = new StreamMachine(cell, draw, TimeSteps, width, hasManyRegisters: width == cell.Lanes);
                machine.Run(entry, 0, 1);
                machine.Run(entry, 1, TimeSteps - 1);
                for (int o = 0; o < function.Outputs.Count; o++) AreNear(run.Outputs[o], machine.Output(o));
                for (int s = 0; s < function.Previous.Count; s++)
                    AreNear(run.States[s][^draw.Initial[s].Length..], machine.State(s));
            }
        }
    }

    private static void AreNear(double[] want, double[] got) => Assert.InRange(Tensors.Worst(got, want), 0, 1e-9);
}
