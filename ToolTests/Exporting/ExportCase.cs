using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Gradients;
using RnnGen.Tool.Exporting;
using RnnGen.Tool.Exporting.C;

namespace RnnGen.ToolTests.Exporting;

/// <summary>A cell with random parameters and tensors, as C, and what the interpreter of the IR says that it computes.</summary>
internal sealed class ExportCase
{
    private const double FromJumps = 1e-5;

    private readonly StepFunction _function, _streamed;

    private ExportCase(string prefix, ScalarCell cell, StepFunction function, TapeExtents? tape, int steps, SequenceDraw draw)
    {
        (Prefix, Cell, Tape, Steps, _function) = (prefix, cell, tape, steps, function);
        _streamed = function.Noise.Count == 0 ? function : cell.Plan.Streamed;
        // States that begin with a parameter or a number do so.
        double[][] initial =
        [
            .. cell.Signature.States.Select((slot, i) => slot.Initial is { } given
                ? [.. Enumerable.Repeat(ValuesOf(given, slot, draw.Parameters), Batch).SelectMany(values => values)]
                : CanStream && tape is null ? new double[slot.Shape.Length] : draw.Initial[i]),
        ];
        Draw = draw with { Initial = initial };
        Files = CExport.Write(cell, new CSettings(prefix, tape), draw.Parameters);
    }

    public string Prefix { get; }

    public ScalarCell Cell { get; }

    public TapeExtents? Tape { get; }

    /// <summary>Of the stream, or of the tape.</summary>
    public int Steps { get; }

    public int Batch => Tape?.Batch ?? 1;

    public SequenceDraw Draw { get; private set; }

    public CFiles Files { get; }

    public CellSignature Signature => Cell.Signature;

    public bool CanStream => _function.CanStream;

    /// <summary>Null where no draw stays away from kinks.</summary>
    /// <param name="isRandom">Of a random definition, which may jump anywhere.</param>
    public static ExportCase? Create(string prefix, CellRequest request, TapeExtents? tape, int seed, bool isRandom = false)
    {
        FrontEndResult front = FrontEnd.Read(request);
        Assert(front.Cell is not null, $"{prefix}: {string.Join('\n', front.Diagnostics.Select(found => found.Message))}");
        StepFunction function = CellLowering.Lower(front.Cell!, request.Target.Name);
        var cell = ScalarCell.Of(request, new FixedCounts(tape?.TimeSteps ?? 1, tape?.Batch ?? 1));
        int steps = tape?.TimeSteps ?? 5;
        StepFunction drawn = tape is null ? cell.Plan.Streamed : function;
        SequenceDraw? draw = InterpretedGradients.TryDraw(drawn, steps, tape?.Batch ?? 1, new Random(seed), 1e-4, 50);
        if (draw is null) return null;
        draw = draw.Tame();
        if (request.Element == ElementType.Float) draw = draw.Rounded();
        var made = new ExportCase(prefix, cell, function, tape, steps, draw);
        return !isRandom || made.IsAwayFromJumps() ? made : null;
    }

    /// <summary>Where something jumps, rounding decides; and the parameters are others than those that were drawn.</summary>
    private bool IsAwayFromJumps()
    {
        bool jumps = _function.Equations.Any(e =>
            e.Operation is Operation.Select or Operation.Pointwise { Function: PointwiseFunction.Floor });
        if (!jumps) return true;
        SequenceRun run = new SequenceInterpreter(_function, null).Forward(Steps, Batch, Draw.Parameters, Draw.Inputs, Draw.Initial);
        double[][] first = [.. Enumerable.Range(0, Signature.Inputs.Count).Select(FirstSequence)];
        double[][] begin = [.. Signature.States.Select(slot => slot.Initial is { } given
            ? ValuesOf(given, slot, Draw.Parameters) : new double[slot.Shape.Length])];
        SequenceRun stream = new SequenceInterpreter(_streamed, null).Forward(Steps, 1, Draw.Parameters, first, begin);
        return run.Steps.All(step => Kinks.NearestDistance(_function, step) > FromJumps)
            && stream.Steps.All(step => Kinks.NearestDistance(_streamed, step) > FromJumps);
    }

    /// <summary>
    /// What is expected of parameters and inputs that are off by some roundings of float. Where these differ much from the others, as
    /// behind a norm of few elements that are nearly equal, no arithmetic of floats is exacter.
    /// </summary>
    public double[][] ExpectedOfRounded()
    {
        const double Roundings = 4.0 / (1 << 24);
        var random = new Random(7);
        SequenceDraw exact = Draw;
        double[][] Off(double[][] values) =>
            [.. values.Select(all => all.Select(value => value * (1 + Roundings * (2 * random.NextDouble() - 1))).ToArray())];
        Draw = exact with { Parameters = Off(exact.Parameters), Inputs = Off(exact.Inputs), Initial = Off(exact.Initial) };
        try
        {
            return [.. Expected().Select(named => named.Values)];
        }
        finally
        {
            Draw = exact;
        }
    }

    /// <summary>The numbers that the program of C prints of this cell, by what they are.</summary>
    public IEnumerable<(string Name, double[] Values)> Expected()
    {
        if (Tape is null) return Stream(Draw.Initial);
        AdjointFunction adjoint = Differentiator.Differentiate(_function);
        var interpreter = new SequenceInterpreter(adjoint);
        SequenceRun run = interpreter.Forward(Steps, Batch, Draw.Parameters, Draw.Inputs, Draw.Initial);
        SequenceAdjoints back = interpreter.Backward(run, Draw.OutputSeeds, Draw.StateSeeds, Draw.FinalSeeds);
        for (int i = 0; i < Signature.States.Count; i++)
        {
            if (Signature.States[i].Initial is not { Parameter: { } name }) continue;
            double[] gradient = back.Parameters[Signature.Parameters.Select(slot => slot.Name).ToList().IndexOf(name)];
            for (int e = 0; e < back.Initial[i].Length; e++) gradient[e % gradient.Length] += back.Initial[i][e];
        }
        IEnumerable<(string, double[])> all = Named("output", run.Outputs).Concat(Named("state", run.States))
            .Concat(Named("gradient", back.Parameters)).Concat(Named("input adjoint", back.Inputs[..Signature.Inputs.Count]))
            .Concat(Named("initial adjoint", back.Initial));
        double[][] begin = [.. Signature.States.Select(slot => slot.Initial is { } given
            ? ValuesOf(given, slot, Draw.Parameters) : new double[slot.Shape.Length])];
        return CanStream ? all.Concat(Stream(begin)) : all;
    }

    /// <summary>One sequence: the first of the batch.</summary>
    public double[] FirstSequence(int input)
    {
        int features = Signature.Inputs[input].Shape.Length;
        return [.. Enumerable.Range(0, Steps).SelectMany(t => Draw.Inputs[input].Skip(t * Batch * features).Take(features))];
    }

    private IEnumerable<(string, double[])> Stream(double[][] initial)
    {
        double[][] first = [.. Enumerable.Range(0, Signature.Inputs.Count).Select(FirstSequence)];
        SequenceRun run = new SequenceInterpreter(_streamed, null).Forward(Steps, 1, Draw.Parameters, first, initial);
        return Named("streamed output", run.Outputs)
            .Concat(Named("streamed state", [.. Signature.States.Select((_, i) => run.Final(i))]));
    }

    private double[] ValuesOf(InitialSignature initial, SlotSignature slot, double[][] parameters) => initial.Parameter is { } name
        ? parameters[Signature.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name)]
        : [.. Enumerable.Repeat(Cell.Element == ElementType.Float ? (float)initial.Value : initial.Value, slot.Shape.Length)];

    private static IEnumerable<(string, double[])> Named(string what, IReadOnlyList<double[]> tensors) =>
        tensors.Select((values, i) => ($"{what} {i}", values));

    private static void Assert(bool holds, string message) => Xunit.Assert.True(holds, message);
}
