using System;

namespace RnnGen.Tests.Gradients;

/// <summary>One thing that is wrong after Backward, and what a check has to say of it.</summary>
/// <param name="Where">The element that is named; null where it may be any.</param>
internal sealed record Fault(
    string Name,
    string Tensor,
    GradientVerdict Verdict,
    string? Where,
    Action<CellParameters<double>, CellTape<double>> Spoil,
    bool Overwrites = false)
{
    public static Fault None { get; } = new("none", "", GradientVerdict.Correct, null, (_, _) => { });

    public static Fault[] All { get; } =
    [
        new("a factor near 1", "Wg", GradientVerdict.Wrong, null, (gradients, _) => Scale(gradients["Wg"], 1 + 1e-5)),
        new("two elements exchanged", "bf", GradientVerdict.Wrong, "[", (gradients, _) => gradients["bf"][..2].Reverse()),
        new("one element of a matrix", "Wo", GradientVerdict.Wrong, "[1, 2]",
            (gradients, tape) => gradients["Wo"][tape.Info.Parameters[6].Columns + 2] += 0.1),
        new("the last step forgotten", "x", GradientVerdict.Wrong, "[2, ",
            (_, tape) => tape.InputAdjoint(0)[(2 * tape.Batch * tape.Info.InputLength)..].Clear()),
        new("another sign", "c0", GradientVerdict.Wrong, "[", (_, tape) => Scale(tape.InitialStateAdjoint(1), -1)),
        new("zeros", "h0", GradientVerdict.Wrong, "[", (_, tape) => tape.InitialStateAdjoint(0).Clear()),
        new("NaN", "Wi", GradientVerdict.NotFinite, "[0, 3]", (gradients, _) => gradients["Wi"][3] = double.NaN),
        new("infinity", "bo", GradientVerdict.NotFinite, "[2]", (gradients, _) => gradients["bo"][2] = double.NegativeInfinity),
        new("not written", "x", GradientVerdict.NotFinite, "[1, 0, 0]",
            (_, tape) => tape.InputAdjoint(0)[tape.Batch * tape.Info.InputLength] = double.NaN),
        new("overwritten instead of added", "Wf", GradientVerdict.NotAdded, null, (_, _) => { }, Overwrites: true),
    ];

    private static void Scale(Span<double> values, double factor)
    {
        foreach (ref double value in values) value *= factor;
    }
}

/// <summary>The fault of the cell below, of one test at a time.</summary>
internal static class Sabotage
{
    [field: ThreadStatic]
    public static Fault Fault { get => field ?? Gradients.Fault.None; set; }
}

/// <summary>A cell with the fault in Backward.</summary>
internal readonly struct Sabotaged<TCell> : ICell<double>
    where TCell : struct, ICell<double>
{
    public static CellInfo Info => TCell.Info;

    public static CellParameters<double> CreateParameters() => TCell.CreateParameters();

    public static CellState<double> CreateState() => TCell.CreateState();

    public static void Prepare() => TCell.Prepare();

    public static CellTape<double> CreateTape(int timeSteps, int batch, RnnGen.Adjoint adjoints, int threads = 1) =>
        TCell.CreateTape(timeSteps, batch, adjoints, threads);

    public static CellWeights<double> Pack(CellParameters<double> parameters) => TCell.Pack(parameters);

    public static void Step(CellWeights<double> weights, ReadOnlySpan<double> inputs, CellState<double> state, Span<double> outputs) =>
        TCell.Step(weights, inputs, state, outputs);

    public static void Run(CellWeights<double> weights, ReadOnlySpan<double> inputs, CellState<double> state, Span<double> outputs) =>
        TCell.Run(weights, inputs, state, outputs);

    public static CellStatePool<double> CreateStatePool(int capacity) => TCell.CreateStatePool(capacity);

    public static void Step(
        CellWeights<double> weights, CellStatePool<double> pool, ReadOnlySpan<StateHandle> handles, ReadOnlySpan<double> inputs,
        Span<double> outputs) => TCell.Step(weights, pool, handles, inputs, outputs);

    public static void Run(
        CellWeights<double> weights, CellStatePool<double> pool, ReadOnlySpan<StateHandle> handles, int timeSteps,
        ReadOnlySpan<double> inputs, Span<double> outputs) => TCell.Run(weights, pool, handles, timeSteps, inputs, outputs);

    public static void Forward(CellParameters<double> parameters, CellTape<double> tape) => TCell.Forward(parameters, tape);

    public static void Backward(CellParameters<double> parameters, CellTape<double> tape, CellParameters<double> gradients)
    {
        if (Sabotage.Fault.Overwrites) gradients.Clear();
        TCell.Backward(parameters, tape, gradients);
        Sabotage.Fault.Spoil(gradients, tape);
    }
}
