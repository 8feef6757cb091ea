using System.Collections.Generic;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>All scenarios, in the order of the report.</summary>
internal static class ScenarioTable
{
    /// <summary>Streams are fed from this many different inputs.</summary>
    public const int StreamLength = 256;

    public static IEnumerable<Scenario> All =>
        [.. Steps, .. Runs, .. Forwards, .. Trainings, .. OnTwoThreads, .. WithOptions, .. OfUnevenLengths];

    private static IEnumerable<Scenario> Steps =>
    [
        Step<Lstm3x5>(CellKind.Lstm, 3, 5, StepLoops.Lstm3x5),
        Step<Lstm1x8>(CellKind.Lstm, 1, 8, StepLoops.Lstm1x8),
        Step<Lstm1x16>(CellKind.Lstm, 1, 16, StepLoops.Lstm1x16),
        Step<Lstm1x32>(CellKind.Lstm, 1, 32, StepLoops.Lstm1x32),
        Step<Lstm16x64>(CellKind.Lstm, 16, 64, StepLoops.Lstm16x64),
        Step<Lstm64x128>(CellKind.Lstm, 64, 128, StepLoops.Lstm64x128),
        Step<Lstm128x256>(CellKind.Lstm, 128, 256, StepLoops.Lstm128x256),
        Step<GruAfter1x16>(CellKind.GruResetAfter, 1, 16, StepLoops.GruAfter1x16),
        Step<GruAfter16x64>(CellKind.GruResetAfter, 16, 64, StepLoops.GruAfter16x64),
        Step<Gru16x64>(CellKind.Gru, 16, 64, StepLoops.Gru16x64),
        Step<Rnn1x16>(CellKind.Rnn, 1, 16, StepLoops.Rnn1x16),
        Step<Rnn16x64>(CellKind.Rnn, 16, 64, StepLoops.Rnn16x64),
        Step<Invented16x64>(CellKind.Invented, 16, 64, StepLoops.Invented16x64) with
        {
            Twin = (Peers.OurLstm, Stream(CellKind.Lstm, 16, 64), p => new OurStep<Lstm16x64>(p, StepLoops.Lstm16x64, Peers.OurLstm)),
        },
        Step<Invented64x128>(CellKind.Invented, 64, 128, StepLoops.Invented64x128) with
        {
            Twin = (Peers.OurLstm, Stream(CellKind.Lstm, 64, 128), p => new OurStep<Lstm64x128>(p, StepLoops.Lstm64x128, Peers.OurLstm)),
        },
    ];

    private static IEnumerable<Scenario> Runs =>
    [
        Run<LstmSequence1x8>(1, 8),
        Run<LstmSequence1x16>(1, 16),
        Run<LstmSequence1x32>(1, 32),
        Run<LstmSequence16x64>(16, 64),
        Run<LstmSequence64x128>(64, 128),
        Run<LstmSequence128x256>(128, 256),
    ];

    private static IEnumerable<Scenario> Forwards =>
    [
        Forward<Lstm64x128>(new Workload(CellKind.Lstm, 64, 128, 64, 32)),
        Forward<Lstm128x256>(new Workload(CellKind.Lstm, 128, 256, 64, 32), heavy: true),
        Forward<Lstm256x512>(new Workload(CellKind.Lstm, 256, 512, 128, 64), heavy: true),
        Forward<Gru64x128>(new Workload(CellKind.Gru, 64, 128, 64, 32)),
        Forward<GruAfter64x128>(new Workload(CellKind.GruResetAfter, 64, 128, 64, 32)),
        Forward<Rnn64x128>(new Workload(CellKind.Rnn, 64, 128, 64, 32)),
        Forward<Invented64x128>(new Workload(CellKind.Invented, 64, 128, 64, 32)) with
        {
            Twin = (Peers.OurLstm, new Workload(CellKind.Lstm, 64, 128, 64, 32), p => new OurForward<Lstm64x128>(p, Peers.OurLstm)),
        },
    ];

    private static IEnumerable<Scenario> Trainings =>
    [
        Training<Lstm3x5>(new Workload(CellKind.Lstm, 3, 5, 4, 10)),
        Training<Lstm3x5>(new Workload(CellKind.Lstm, 3, 5, 7, 10)),
        Training<Lstm32x64>(new Workload(CellKind.Lstm, 32, 64, 32, 16)),
        Training<Lstm64x128>(new Workload(CellKind.Lstm, 64, 128, 64, 32)),
        Training<Lstm128x256>(new Workload(CellKind.Lstm, 128, 256, 64, 64), heavy: true),
        Training<Gru64x128>(new Workload(CellKind.Gru, 64, 128, 64, 32)),
        Training<GruAfter64x128>(new Workload(CellKind.GruResetAfter, 64, 128, 64, 32)),
        Training<Rnn64x128>(new Workload(CellKind.Rnn, 64, 128, 64, 32)),
        Training<Lstm16x64>(new Workload(CellKind.Lstm, 16, 64, 64, 1)),
        Training<Lstm64x128>(new Workload(CellKind.Lstm, 64, 128, 64, 1)),
        Training<Invented64x128>(new Workload(CellKind.Invented, 64, 128, 64, 32)) with
        {
            Twin = (Peers.OurLstm, new Workload(CellKind.Lstm, 64, 128, 64, 32), p => new OurTraining<Lstm64x128>(p, Peers.OurLstm)),
        },
    ];

    private static IEnumerable<Scenario> OnTwoThreads =>
    [
        TwoThreads<Lstm64x128>(Mode.Forward, new Workload(CellKind.Lstm, 64, 128, 64, 32)),
        TwoThreads<Lstm128x256>(Mode.Forward, new Workload(CellKind.Lstm, 128, 256, 64, 64), heavy: true),
        TwoThreads<Lstm64x128>(Mode.Training, new Workload(CellKind.Lstm, 64, 128, 64, 32)),
        TwoThreads<Lstm128x256>(Mode.Training, new Workload(CellKind.Lstm, 128, 256, 64, 64), heavy: true),
    ];

    private static IEnumerable<Scenario> WithOptions =>
    [
        Step<LstmBFloat64x128>(CellKind.Lstm, 64, 128, StepLoops.LstmBFloat64x128) with
        {
            Variant = Variants.BFloat16,
            Tolerance = Variants.BFloat16Tolerance,
            Twin = (Peers.Floats, Stream(CellKind.Lstm, 64, 128), p => new OurStep<Lstm64x128>(p, StepLoops.Lstm64x128, Peers.Floats)),
        },
        Step<LstmBFloat128x256>(CellKind.Lstm, 128, 256, StepLoops.LstmBFloat128x256) with
        {
            Variant = Variants.BFloat16,
            Tolerance = Variants.BFloat16Tolerance,
            Twin = (Peers.Floats, Stream(CellKind.Lstm, 128, 256), p => new OurStep<Lstm128x256>(p, StepLoops.Lstm128x256, Peers.Floats)),
        },
        Training<LstmRecompute64x128>(new Workload(CellKind.Lstm, 64, 128, 64, 32)) with
        {
            Variant = Variants.Recompute,
            Twin = (Peers.Saving, new Workload(CellKind.Lstm, 64, 128, 64, 32), p => new OurTraining<Lstm64x128>(p, Peers.Saving)),
        },
        Training<LstmRecompute64x128>(new Workload(CellKind.Lstm, 64, 128, 64, 1)) with
        {
            Variant = Variants.Recompute,
            Twin = (Peers.Saving, new Workload(CellKind.Lstm, 64, 128, 64, 1), p => new OurTraining<Lstm64x128>(p, Peers.Saving)),
        },
    ];

    private static IEnumerable<Scenario> OfUnevenLengths =>
    [
        Uneven<Lstm64x128>(Mode.Forward, new Workload(CellKind.Lstm, 64, 128, 64, 32)),
        Uneven<Lstm64x128>(Mode.Training, new Workload(CellKind.Lstm, 64, 128, 64, 32)),
    ];

    private static Workload Stream(CellKind kind, int input, int hidden) => new(kind, input, hidden, StreamLength);

    private static Scenario Step<TCell>(CellKind kind, int input, int hidden, StepLoop loop)
        where TCell : struct, ICell<float> =>
        new(Mode.Step, Stream(kind, input, hidden), p => new OurStep<TCell>(p, loop));

    private static Scenario Run<TCell>(int input, int hidden)
        where TCell : struct, ICell<float> =>
        new(Mode.Run, new Workload(CellKind.Lstm, input, hidden, 256), p => new OurRun<TCell>(p));

    private static Scenario Forward<TCell>(Workload workload, bool heavy = false)
        where TCell : struct, ICell<float> =>
        new(Mode.Forward, workload, p => new OurForward<TCell>(p), heavy);

    private static Scenario Training<TCell>(Workload workload, bool heavy = false)
        where TCell : struct, ICell<float> =>
        new(Mode.Training, workload, p => new OurTraining<TCell>(p), heavy);

    private static Scenario Uneven<TCell>(Mode mode, Workload workload)
        where TCell : struct, ICell<float>
    {
        workload = workload with { IsUneven = true };
        return new(mode, workload, p => Create(p, Peers.Ours, pads: false))
        {
            Variant = Variants.Lengths,
            Twin = (Peers.Padding, workload, p => Create(p, Peers.Padding, pads: true)),
        };

        Contestant Create(Problem problem, string name, bool pads) => mode == Mode.Forward
            ? new OurForward<TCell>(problem, name, pads: pads)
            : new OurTraining<TCell>(problem, name, pads: pads);
    }

    private static Scenario TwoThreads<TCell>(Mode mode, Workload workload, bool heavy = false)
        where TCell : struct, ICell<float>
    {
        return new(mode, workload, p => Create(p, Peers.Ours, 2), heavy)
        {
            Threads = 2,
            Variant = Variants.TwoThreads,
            Twin = (Peers.OneThread, workload, p => Create(p, Peers.OneThread, 1)),
        };

        Contestant Create(Problem problem, string name, int threads) => mode == Mode.Forward
            ? new OurForward<TCell>(problem, name, threads)
            : new OurTraining<TCell>(problem, name, threads);
    }
}
