using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Cells whose streaming weights are bfloat16, beside the same cells with floats.</summary>
public partial class BFloat16Tests
{
    private static readonly CellOptions s_options = new(StreamingWeights: StreamingWeightsOption.BFloat16);

    /// <summary>
    /// Sizes with odd and even lengths, blocks of all widths and their tails, with and without products taken out of the loop; half of the
    /// cells at each.
    /// </summary>
    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 0 }, { 3, 5, 1 }, { 4, 17, 0 }, { 101, 41, 1 }, { 100, 40, 0 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Step_and_run_agree_with_each_other_and_nearly_with_floats(int input, int hidden, int first)
    {
        string[] names = [.. DefinedCells.ZooNames.Where((_, i) => i % 2 == first)];
        using CellBatch compiled = Compile(names, input, hidden);
        for (int i = 0; i < names.Length; i++)
        {
            Streams full = Streams.Of(compiled[2 * i], 40), half = Streams.Of(compiled[2 * i + 1], 40);
            string cell = $"{names[i]} ({input}, {hidden})";
            Assert.True(Distance(half.Step, half.Run) <= 2e-5, $"{cell}: step and run differ by {Distance(half.Step, half.Run):R}");
            double error = Distance(full.Step, half.Step);
            Assert.True(error is > 1e-7 and < 0.02, $"{cell}: {error:R} from floats");
            Assert.Equal(full.Forward, half.Forward); // batches and training keep their floats
        }
    }

    /// <summary>The table in the documentation, at its sizes: neither less nor much more than what is measured.</summary>
    [Fact]
    public void The_documented_errors_hold()
    {
        string text = Repository.Read("docs/options.md");
        var documented = ErrorRow().Matches(text)
            .ToDictionary(m => m.Groups[1].Value, m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        string[] names = [.. DefinedCells.ZooNames];
        Assert.Equal(names.Order(), documented.Keys.Order());
        using CellBatch compiled = Compile(names, 64, 128);
        var wrong = new List<string>();
        for (int i = 0; i < names.Length; i++)
        {
            double error = Distance(Streams.Of(compiled[2 * i], 64).Step, Streams.Of(compiled[2 * i + 1], 64).Step);
            if (!(error <= documented[names[i]] && error > 0.3 * documented[names[i]])) wrong.Add($"{names[i]}: {error:e1}");
        }
        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
    }

    [Fact]
    public void Streaming_weights_take_half_of_the_memory()
    {
        using CellBatch compiled = Compile(["lstm"], 64, 128);
        CellInfo full = Info(compiled[0]), half = Info(compiled[1]);
        Assert.InRange(half.WeightBytesPerStep, full.WeightBytesPerStep / 2, full.WeightBytesPerStep / 2 + 4 * 4 * 144);
        Assert.Equal(full.FlopsPerStep, half.FlopsPerStep);
    }

    private static CellInfo Info(Type cell) => (CellInfo)cell.GetProperty("Info")!.GetValue(null)!;

    /// <summary>Each cell with floats, then with bfloat16.</summary>
    private static CellBatch Compile(IReadOnlyList<string> names, int input, int hidden) => CellBatch.Compile([.. names.SelectMany(name =>
    {
        (string, int)[] sizes =
        [
            .. ZooSizes.Of(name, 5)
                .Select(size => (size.Name, size.Name switch { "input" => input, "hidden" => hidden, _ => size.Value })),
        ];
        var source = new CellSource(name, sizes, ElementType.Float);
        return new[] { source, source with { Options = s_options } };
    })]);

    private static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();

    [GeneratedRegex(@"^\| `([a-z-]+)` \| ([0-9.e-]+) \|", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();

    /// <summary>
    /// States and outputs of all steps, step by step and as a sequence, and those of the tape; initial weights, inputs between -1 and 1.
    /// </summary>
    private sealed class Streams(int timeSteps) : ICellVisitor<float>
    {
        public float[] Step { get; private set; } = [];

        public float[] Run { get; private set; } = [];

        public float[] Forward { get; private set; } = [];

        public static Streams Of(Type cell, int timeSteps)
        {
            var streams = new Streams(timeSteps);
            CompiledCell.Accept(cell, streams);
            return streams;
        }

        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            CellParameters<float> parameters = TCell.CreateParameters();
            parameters.Initialize(3);
            CellWeights<float> weights = TCell.Pack(parameters);
            CellState<float> state = TCell.CreateState(), ran = TCell.CreateState();
            int input = TCell.Info.InputLength, output = TCell.Info.OutputLength;
            var random = new Random(1);
            float[] inputs = [.. Enumerable.Range(0, timeSteps * input).Select(_ => 2 * random.NextSingle() - 1)];
            var outputs = new float[timeSteps * output];
            var states = new List<float>();
            for (int t = 0; t < timeSteps; t++)
            {
                TCell.Step(weights, inputs.AsSpan(t * input, input), state, outputs.AsSpan(t * output, output));
                for (int i = 0; i < TCell.Info.States.Count; i++) states.AddRange(state.State(i));
            }
            int last = TCell.Info.States.Sum(s => s.Length);
            var together = new float[outputs.Length];
            TCell.Run(weights, inputs, ran, together);
            // What Run leaves: outputs of all steps and the last states; put in front of each the same part of the steps.
            float[] final = [.. Enumerable.Range(0, TCell.Info.States.Count).SelectMany(i => ran.State(i).ToArray())];
            Step = [.. outputs, .. states];
            Run = [.. together, .. states.Take(states.Count - last), .. final];
            CellTape<float> tape = TCell.CreateTape(timeSteps, 1, RnnGen.Adjoint.None);
            inputs.CopyTo(tape.Input(0));
            TCell.Forward(parameters, tape);
            Forward = tape.State(0).ToArray();
        }
    }
}
