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
    [InlineData("gru-reset-after", 16, 1, 2)]
    [InlineData("rnn", 16, 1, 2)]
    public void Narrow_vectors_are_taken_side_by_side(string name, int hidden, int wide, int? narrow) =>
        Check(name, 1, hidden, wide, narrow);

    /// <summary>
    /// Weights beyond the first-level cache: so many side by side as stay in it until the next step, but not less than 9 KB, and not where
    /// one alone is too large. Behind each stand the bytes of one block, of 512 and of 256 bits.
    /// </summary>
    [Theory]
    [InlineData("lstm", 1, 64, 1, 2)] // 16 and 8 KB
    [InlineData("lstm", 16, 64, 1, 1)] // 20 and 10 KB
    [InlineData("lstm", 64, 32, 1, null)] // 24 and 12 KB
    [InlineData("lstm", 16, 32, 2, null)] // 12 and 6 KB, 24 are all there is
    [InlineData("lstm", 65, 64, 2, 1)] // 32.2 and 16 KB
    [InlineData("gru-reset-after", 16, 64, 1, 2)] // 15 and 7 KB
    [InlineData("rnn", 64, 128, 2, 2)] // 12 and 6 KB; one would be a broadcast for each multiply-add
    public void Weights_beyond_the_cache_are_taken_in_bundles_that_stay_in_it(string name, int input, int hidden, int wide, int? narrow) =>
        Check(name, input, hidden, wide, narrow);

    [Fact]
    public void Weights_of_bfloat16_do_not_wait_for_the_cache()
    {
        StepFunction function = Request.Lower(Request.Zoo("lstm", ("input", 64), ("hidden", 128)));
        foreach (StreamingWeightsOption weights in new[] { StreamingWeightsOption.Full, StreamingWeightsOption.BFloat16 })
        {
            CellPlan plan = new PlannedCell(function, ElementType.Float, new CellOptions(StreamingWeights: weights)).Plan;
            Assert.Equal(weights == StreamingWeightsOption.Full, plan.Narrow is not null);
            Assert.Equal(2, plan.Streaming.Sweeps.SelectMany(sweep => sweep.Stages).OfType<Stage.Map>().Single().Blocks);
        }
    }

    private static void Check(string name, int input, int hidden, int wide, int? narrow)
    {
        StepFunction function = Request.Lower(Request.Zoo(name, ("input", input), ("hidden", hidden)));
        var cell = new PlannedCell(function, ElementType.Float, new CellOptions());
        Assert.Equal(wide, Blocks(cell.Plan.Streaming));
        Assert.Equal(narrow, cell.Plan.Narrow is { } streams ? Blocks(streams.Step) : null);
        Check(cell, hidden);

        static int Blocks(CellProgram program) =>
            program.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Map>().First(map => map.Accumulators.Count > 0).Blocks;
    }

    /// <summary>Products with what the step makes are added up where it is made; those with anything else follow.</summary>
    /// <param name="made">Products of the first kind; null where sums do not go across lanes.</param>
    [Theory]
    [InlineData("V: [1, hidden], d: 1", "V @ h + d", 8, 1)]
    [InlineData("V: [1, hidden], d: 1", "V @ h", 20, 1)]
    [InlineData("V: [4, hidden], d: 4", "V @ h + d", 16, 1)]
    [InlineData("V: [3, hidden], d: 3", "V @ h + d", 33, 1)]
    [InlineData("V: [2, hidden + input], d: 2", "V @ [h; x] + d", 16, 1)]
    [InlineData("V: [2, hidden], U: [2, hidden]", "V @ h + U @ h'", 9, 0)]
    [InlineData("V: [2, hidden], U: [2, hidden]", "V @ h + U @ tanh(h)", 18, 2)]
    [InlineData("V: [1, hidden]", "V @ h'", 16, 0)]
    [InlineData("V: [1, hidden - 2]", "V @ h[1..hidden - 1]", 18, 0)]
    [InlineData("V: [1, hidden], d: 1", "V @ h + d", 7, null)]
    [InlineData("V: [5, hidden], d: 5", "V @ h + d", 16, null)]
    [InlineData("V: [hidden, 2], d: 2", "h @ V + d", 16, null)]
    [InlineData("V: [1, hidden], d: 1", "tanh(V @ h + d)", 16, null)]
    public void Heads_of_few_rows_go_across_lanes(string parameters, string head, int hidden, int? made)
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
            Assert.Equal(made, step.Stages.Select(stage => stage.Schedule).OfType<Schedule.Across>().SingleOrDefault()?.InRegisters.Count);
            Assert.True(step.IsOneKernel);
            Check(cell, hidden);
        }
    }

    /// <summary>
    /// The map of h overwrites h where it lies, for it reads only a; a sum that reads the old h as well does not stand in its loop.
    /// </summary>
    [Theory]
    [InlineData("g = V @ h + D @ h'", 0)]
    [InlineData("g = V @ h + D @ x", 1)]
    public void Sums_across_lanes_see_old_states(string sum, int made)
    {
        string definition = $$"""
            sizes: { n: 11 }
            inputs: { x: n }
            states: { h: n, a: n }
            parameters: { W: [n, n], U: [n, n], V: [2, n], D: [2, n], P: [n, n], R: [n, 2] }
            equations: |
              h = tanh(W @ x + U @ a')
              {{sum}}
              a = tanh(P @ h + U @ a' + R @ g)
            """;
        Heads(definition, new CellOptions(), [made]);
    }

    /// <summary>Two outputs of more sums together than one stage takes, in loops and written out.</summary>
    [Theory]
    [InlineData(UnrollOption.Auto, 1)]
    [InlineData(UnrollOption.Loops, 1)]
    [InlineData(UnrollOption.Full, 0)]
    public void Several_sums_across_lanes_stand_in_one_loop(UnrollOption unroll, int made)
    {
        const string Definition = """
            sizes: { input: 3, hidden: 12 }
            inputs: { x: input }
            states: { h: hidden }
            parameters: { W: [hidden, input], U: [hidden, hidden], V: [2, hidden], d: 2, P: [3, hidden] }
            equations: |
              f = sigmoid(W @ x + U @ h')
              h = tanh(U @ h' + W @ x) * f
            outputs:
              y: V @ h + d
              z: P @ h
            """;
        Heads(Definition, new CellOptions(unroll), [made, made]);
    }

    /// <summary>What stands apart ends the map's kernel: sums behind it have all their products themselves.</summary>
    [Fact]
    public void Sums_across_lanes_behind_one_that_stands_apart_do_so_too()
    {
        const string Definition = """
            sizes: { n: 12 }
            inputs: { x: n }
            states: { h: n }
            parameters: { W: [n, n], U: [n, n], V: [1, n], P: [2, n], Q: [3, n] }
            equations: |
              h = tanh(W @ x + U @ h')
            outputs:
              z: P @ h + P @ h'
              y: V @ h
              u: Q @ h
            """;
        Heads(Definition, new CellOptions(), [1, 0, 0]);
    }

    /// <param name="made">Of each stage whose sums go across lanes, the products that are added up where their vector is made.</param>
    private static void Heads(string definition, CellOptions options, int[] made)
    {
        var cell = new PlannedCell(Request.Lower(Request.InPlace(definition)), ElementType.Float, options);
        Assert.Equal(made, cell.Plan.Streaming.Sweeps.Single().Stages.Select(stage => stage.Schedule).OfType<Schedule.Across>()
            .Select(across => across.InRegisters.Count));
        Check(cell, definition.Length);
    }

    /// <summary>Behind the last unit b is zero, so that the lanes there are no numbers; a sum across lanes has nothing of them.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(20)]
    public void Sums_across_lanes_leave_out_what_is_behind_the_last_unit(int hidden)
    {
        const string Definition = """
            sizes: [input, hidden]
            inputs: { x: input }
            states: { h: hidden }
            parameters: { W: [hidden, input], U: [hidden, hidden], b: hidden, V: [2, hidden] }
            equations: |
              h = tanh(W @ x + U @ h') * sigmoid(U @ h') / (b * b)
            outputs:
              y: V @ h
            """;
        CellRequest request = Request.InPlace(Definition, ("input", 3), ("hidden", hidden));
        var cell = new PlannedCell(Request.Lower(request), ElementType.Float, new CellOptions());
        Assert.Contains(cell.Plan.Streaming.Sweeps.Single().Stages, stage => stage.Schedule is Schedule.Across { IsInMap: true });
        Check(cell, hidden);
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
