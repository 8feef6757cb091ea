using System;
using System.Runtime;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>
/// What the first call of each entry point takes, in milliseconds of processor time: two steps are nothing beside compiling them.
/// </summary>
internal sealed class FirstCalls : ICellVisitor
{
    private static readonly ThreadClock Clock = new(wall: false);

    public double Step { get; private set; }

    public double Run { get; private set; }

    public double Infer { get; private set; }

    public double Forward { get; private set; }

    public double Backward { get; private set; }

    public double Total => Step + Run + Infer + Forward + Backward;

    /// <summary>Bytes of intermediate code of all compiled methods.</summary>
    public long Bytes { get; private set; }

    public void Visit<TCell>()
        where TCell : struct, ICell<float>
    {
        long before = JitInfo.GetCompiledILBytes(currentThread: true);
        CellInfo info = TCell.Info;
        CellParameters<float> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
        CellState<float> state = TCell.CreateState();
        CellTape<float> inference = TCell.CreateTape(2, 1, Adjoint.None);
        CellTape<float> training = TCell.CreateTape(2, 1, Adjoint.States | Adjoint.Inputs | Adjoint.InitialStates);
        float[] inputs = new float[2 * info.InputLength], outputs = new float[2 * info.OutputLength];
        Step = Milliseconds(() =>
        {
            CellWeights<float> weights = TCell.Pack(parameters);
            TCell.Step(weights, inputs.AsSpan(0, info.InputLength), state, outputs.AsSpan(0, info.OutputLength));
        });
        CellWeights<float> packed = TCell.Pack(parameters);
        Run = Milliseconds(() => TCell.Run(packed, inputs, state, outputs));
        Infer = Milliseconds(() => TCell.Forward(parameters, inference));
        Forward = Milliseconds(() => TCell.Forward(parameters, training));
        Backward = Milliseconds(() => TCell.Backward(parameters, training, gradients));
        Bytes = JitInfo.GetCompiledILBytes(currentThread: true) - before;
    }

    private static double Milliseconds(Action call)
    {
        double before = Clock.Seconds;
        call();
        return 1e3 * (Clock.Seconds - before);
    }
}
