using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Definitions;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Lengths;

/// <summary>Rows of unequal lengths on the tapes of compiled cells, as users meet them.</summary>
public class LengthTests
{
    /// <summary>Those of the zoo; definitions in place are the same cells again.</summary>
    public static TheoryData<string> Cells => [.. DefinedCells.All.Where(type => DefinedCells.ZooNames.Contains(Definition(type)))
        .Select(type => type.Name).Order(StringComparer.Ordinal)];

    /// <summary>At batches that lie in the lanes, where the cell has them, and at others.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_row_is_computed_as_if_it_were_alone(string name)
    {
        Type cell = DefinedCells.Named(name);
        CellAttribute attribute = cell.GetCustomAttribute<CellAttribute>()!;
        StepFunction function = Request.Lower(Request.Zoo(attribute.Definition, DefinedCells.Sizes(cell)));
        (int, int)[] counts = attribute.Batch > 0 ? [(attribute.TimeSteps, attribute.Batch)] : [(6, 9), (5, 1), (4, 33)];
        foreach ((int timeSteps, int batch) in counts)
            DefinedCells.Accept(
                cell, new LengthVisitor<float>(function, timeSteps, batch), new LengthVisitor<double>(function, timeSteps, batch));
    }

    private static string Definition(Type cell) => cell.GetCustomAttribute<CellAttribute>()!.Definition;

    /// <summary>Loops that are written out for all steps of a fixed number are loops where rows have fewer.</summary>
    [Fact]
    public void Cells_of_fixed_counts_may_have_shorter_rows()
    {
        string[] names = ["lstm", "rnn-softmax"];
        (int TimeSteps, int Batch)[] counts = [(4, 1), (4, 7), (4, 0), (0, 16)];
        CellSource[] sources = [.. from name in names from count in counts select Source(name, count)];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < sources.Length; i++)
        {
            StepFunction function = ZooSizes.Function(sources[i].Definition, 5);
            (int steps, int rows) = (Math.Max(3, sources[i].TimeSteps), sources[i].Batch == 0 ? 5 : sources[i].Batch);
            if (sources[i].Element == ElementType.Float) CompiledCell.Accept(compiled[i], new LengthVisitor<float>(function, steps, rows));
            else CompiledCell.Accept(compiled[i], new LengthVisitor<double>(function, steps, rows));
        }

        static CellSource Source(string name, (int TimeSteps, int Batch) count) =>
            new(name, ZooSizes.Of(name, 5), (ElementType)(count.Batch % 2), null, count.TimeSteps, count.Batch)
            {
                Options = new CellOptions(Unroll: UnrollOption.Full),
            };
    }

    /// <summary>What runs from the last step to the first begins at each row's own end.</summary>
    [Fact]
    public void Networks_begin_at_the_ends_of_their_rows()
    {
        // What is drawn depends on the row: of noise NoiseTests hold what other rows and ends may change.
        string[] names =
        [
            .. Networks.Networks.Names.Where(name => Request.Lower(Request.InPlace(Networks.Networks.Named(name) + "\n")).Noise.Count == 0),
        ];
        CellSource[] sources =
            [.. names.Select((name, i) => new CellSource(Networks.Networks.Named(name) + "\n", [], (ElementType)(i % 2)))];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < names.Length; i++)
        {
            StepFunction function = Request.Lower(Request.InPlace(sources[i].Definition));
            foreach ((int timeSteps, int batch) in ((int, int)[])[(5, 4), (4, 1)])
            {
                if (sources[i].Element == ElementType.Float)
                    CompiledCell.Accept(compiled[i], new LengthVisitor<float>(function, timeSteps, batch));
                else CompiledCell.Accept(compiled[i], new LengthVisitor<double>(function, timeSteps, batch));
            }
        }
    }

    /// <summary>Neither the rows beside a row nor the steps behind its end change a bit of it.</summary>
    [Fact]
    public void Each_row_has_the_bits_that_it_has_in_a_whole_tape()
    {
        int[] lengths = [5, 3, 7, 2, 7, 1, 7, 4];
        const int B = 8; // too few for the lanes, where rows of unequal lengths are not
        CellParameters<float> parameters = TapeDraw.Parameters<Lstm, float>(1);
        (int Features, float[] Elements)[] got = Run(7, tape => tape.Lengths = lengths);
        foreach (int length in lengths.Distinct())
        {
            (int Features, float[] Elements)[] want = Run(length, _ => { });
            for (int i = 0; i < want.Length; i++)
            {
                (int n, float[] elements) = want[i];
                for (int at = 0; at < elements.Length; at += n)
                    if (lengths[at / n % B] == length) Assert.Equal(elements.AsSpan(at, n), got[i].Elements.AsSpan(at, n));
            }
        }

        (int, float[])[] Run(int timeSteps, Action<Lstm.Tape> set)
        {
            var tape = new Lstm.Tape(timeSteps, B, Adjoint.All);
            TapeDraw.Arguments(tape, 2);
            TapeDraw.Seeds(tape, Adjoint.Outputs | Adjoint.States | Adjoint.FinalStates, 3);
            set(tape);
            Lstm.Forward((Lstm.Parameters)parameters, tape);
            Lstm.Backward((Lstm.Parameters)parameters, tape, new Lstm.Parameters());
            int h = tape.hT.Length / B;
            return
            [
                (h, tape.h[..^tape.hT.Length].ToArray()), (h, tape.c[..^tape.cT.Length].ToArray()), (h, tape.hT.ToArray()),
                (h, tape.cT.ToArray()), (tape.dx.Length / B / timeSteps, tape.dx.ToArray()), (h, tape.dh0.ToArray()),
                (h, tape.dc0.ToArray()),
            ];
        }
    }

    /// <summary>Sequences that are longer than the tape, in windows: the last windows are short, and rows drop out at the end.</summary>
    [Fact]
    public void Windows_go_on_where_rows_are()
    {
        const int B = 4, T = 5;
        int[] lengths = [14, 11, 10, 3];
        CellParameters<double> parameters = TapeDraw.Parameters<LstmDouble, double>(1);
        var whole = new LstmDouble.Tape(15, B, Adjoint.None);
        TapeDraw.Arguments(whole, 2);
        whole.Lengths = lengths;
        LstmDouble.Forward((LstmDouble.Parameters)parameters, whole);
        var tape = new LstmDouble.Tape(T, B, Adjoint.None);
        whole.h0.CopyTo(tape.h0);
        whole.c0.CopyTo(tape.c0);
        for (int window = 0; window < 3; window++)
        {
            tape.Rows = lengths.Count(l => l > window * T);
            tape.Lengths = lengths.Take(tape.Rows).Select(l => Math.Min(T, l - window * T)).ToArray();
            whole.x.Slice(window * tape.x.Length, tape.x.Length).CopyTo(tape.x);
            LstmDouble.Forward((LstmDouble.Parameters)parameters, tape);
            int h = tape.hT.Length / B;
            for (int row = 0; row < tape.Rows; row++)
            {
                for (int step = 0; step < tape.Lengths[row] - 1; step++)
                    Assert.Equal(
                        whole.h.Slice(((window * T + step) * B + row) * h, h), tape.h.Slice((step * B + row) * h, h));
                if (lengths[row] <= (window + 1) * T) Assert.Equal(whole.hT.Slice(row * h, h), tape.hT.Slice(row * h, h));
            }
            tape.Carry();
        }
    }

    [Fact]
    public void Gradients_of_unequal_lengths_agree_with_central_differences()
    {
        var parameters = (LstmDouble.Parameters)TapeDraw.Parameters<LstmDouble, double>(1);
        var gradients = new LstmDouble.Parameters();
        var tape = new LstmDouble.Tape(4, 3, Adjoint.All);
        TapeDraw.Arguments(tape, 2);
        TapeDraw.Seeds(tape, Adjoint.States | Adjoint.FinalStates, 3);
        tape.Lengths = [2, 4, 1];
        LstmDouble.Forward(parameters, tape);
        LstmDouble.Backward(parameters, tape, gradients);
        for (int i = 0; i < LstmDouble.Info.Parameters.Count; i++) Agree(parameters[i], gradients[i]);
        Agree(tape.x, tape.dx.ToArray());
        Agree(tape.h0, tape.dh0.ToArray());
        Agree(tape.c0, tape.dc0.ToArray());

        void Agree(Span<double> points, ReadOnlySpan<double> found)
        {
            for (int i = 0; i < points.Length; i += 1 + points.Length / 40)
            {
                double middle = points[i];
                points[i] = middle + 1e-5;
                double above = Loss();
                points[i] = middle - 1e-5;
                double difference = (above - Loss()) / 2e-5;
                points[i] = middle;
                Assert.InRange(found[i] - difference, -1e-6 * Math.Max(1, Math.Abs(difference)), 1e-6 * Math.Max(1, Math.Abs(difference)));
            }
        }

        double Loss()
        {
            LstmDouble.Forward(parameters, tape);
            double loss = Dot(tape.dhT, tape.hT) + Dot(tape.dcT, tape.cT);
            int h = tape.hT.Length / 3;
            for (int row = 0; row < 3; row++)
            {
                for (int step = 0; step < tape.Lengths[row]; step++)
                {
                    // The state after a row's last step is its final state; where others go on it stands at its own step too.
                    int at = (step * 3 + row) * h;
                    loss += Dot(tape.dh.Slice(at, h), tape.h.Slice(at, h)) + Dot(tape.dc.Slice(at, h), tape.c.Slice(at, h));
                }
            }
            return loss;
        }

        static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
        {
            double sum = 0;
            for (int i = 0; i < left.Length; i++) sum += left[i] * right[i];
            return sum;
        }
    }
}
