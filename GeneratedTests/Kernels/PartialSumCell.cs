using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;

namespace RnnGen.Tests.Kernels;

/// <summary>A cell whose streaming kernel gathers its sums in parts, with one setting of its options.</summary>
/// <param name="Parts">Of the accumulator that has most.</param>
internal sealed record PartialSumCell(string Form, int Input, int Hidden, int Parts, UnrollOption Unroll, bool Half)
{
    private static readonly Dictionary<string, string> s_equations = new()
    {
        ["one"] = "h = tanh(W @ [h'; x] + a)",
        ["two"] = "z = sigmoid(W @ [h'; x] + a)\n  h = z * h' + (1 - z) * tanh(V @ [h'; x] + b)",
        ["four"] = "o = sigmoid(W @ [h'; x] + a)\n  f = sigmoid(V @ [h'; x] + b)\n  i = sigmoid(P @ [h'; x] + p)\n"
            + "  h = o * tanh(f * h' + i * tanh(Q @ [h'; x] + q))",
        // A sum over inputs alone beside one over states alone: each has as many parts as its own vector is long enough for.
        ["apart"] = "h = tanh(A @ x + a) * tanh(B @ h' + b)",
    };

    /// <summary>
    /// Lengths that leave each remainder of a loop over eight, four and two elements, and over as many pairs; vectors shorter than one
    /// round, even of one element.
    /// </summary>
    private static readonly (int Input, int Hidden, int One, int Two, int Four, UnrollOption Unroll, bool Half)[] s_settings =
    [
        (17, 5, 8, 4, 2, UnrollOption.Loops, false),
        (19, 13, 8, 4, 2, UnrollOption.Loops, false),
        (2, 17, 4, 2, 1, UnrollOption.Loops, false),
        (1, 21, 4, 2, 1, UnrollOption.Loops, false),
        (17, 5, 8, 4, 2, UnrollOption.Loops, true),
        (16, 15, 8, 4, 2, UnrollOption.Loops, true),
        (5, 19, 4, 2, 1, UnrollOption.Loops, true),
        (1, 16, 8, 4, 2, UnrollOption.Full, false),
        (19, 5, 8, 4, 2, UnrollOption.Full, true),
        (3, 4, 2, 2, 2, UnrollOption.Auto, false),
        (1, 7, 2, 2, 2, UnrollOption.Auto, true),
    ];

    public static IReadOnlyList<PartialSumCell> All { get; } =
    [
        .. from form in s_equations.Keys
           from s in s_settings
           let parts = form switch { "four" => s.Four, "two" => s.Two, _ => s.One }
           select new PartialSumCell(form, s.Input, s.Hidden, parts, s.Unroll, s.Half),
    ];

    /// <summary>Whether the products of a step stand one behind the other, without a loop: asked for, or few.</summary>
    public bool IsWrittenOut => Unroll == UnrollOption.Full
        || (Unroll == UnrollOption.Auto && Math.Max(Input, Hidden) * Gates <= KernelTable.UnrolledProducts);

    /// <summary>The sums that read one vector together.</summary>
    private int Gates => Form switch { "four" => 4, "two" => 2, _ => 1 };

    public CellSource Source => new(Definition, Sizes, ElementType.Float)
    {
        Options = new CellOptions(Unroll, StreamingWeights: Half ? StreamingWeightsOption.BFloat16 : StreamingWeightsOption.Full),
    };

    private (string, int)[] Sizes => [("input", Input), ("hidden", Hidden)];

    private string Definition => $$"""
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden }
        parameters: [{{string.Join(", ", Parameters)}}]
        equations: |
          {{s_equations[Form]}}
        """;

    private IEnumerable<char> Parameters =>
        s_equations[Form].Where(letter => "WaVbPpQqAB".Contains(letter, StringComparison.Ordinal)).Distinct();

    /// <summary>Everything that the cell computes.</summary>
    public void Check(Type cell, int seed)
    {
        const int timeSteps = 4, batch = 2;
        StepFunction function = Request.Lower(Request.InPlace(Definition, Sizes));
        var random = new Random(seed);
        SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, random).Tame();
        if (Half)
        {
            var parameters = draw.Parameters.Zip(function.Parameters, (values, p) => Exact(values, p.Shape.Columns, random));
            draw = draw with { Parameters = [.. parameters] };
        }
        KernelOracle.Check(cell, function, ElementType.Float, draw, timeSteps, batch, 2e-5);
    }

    /// <summary>
    /// Weights that stay as they are when two share a word: rounded to bfloat16, and of two neighbours one is zero, because the second of a
    /// pair is read with the bits of the first behind its own.
    /// </summary>
    private double[] Exact(double[] weights, int columns, Random random)
    {
        double[] exact =
            [.. weights.Select(w => (double)BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)w) & ~0xFFFF))];
        if (columns == 1) return exact;
        for (int start = 0; start < exact.Length; start += columns)
            foreach ((int from, int to) in columns == Hidden + Input ? [(0, Hidden), (Hidden, columns)] : new[] { (0, columns) })
                for (int k = from; k + 1 < to; k += 2) exact[start + k + random.Next(2)] = 0;
        return exact;
    }
}
