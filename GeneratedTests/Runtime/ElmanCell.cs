using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen.Tests.Runtime;

/// <summary>h = tanh(W @ x + U @ h' + b); y = V @ h + d, written by hand on the runtime's base classes, with plain loops.</summary>
internal readonly struct ElmanCell<T> : ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public const int X = 3, H = 5, Y = 4;
    private const int W = 0, U = 16, B = 48, V = 64, D = 96;

    public static CellInfo Info { get; } = MakeInfo("h = tanh(W @ x + U @ h' + b)\ny = V @ h + d");

    public static CellInfo MakeInfo(string equations, string name = "Elman") => new()
    {
        Name = name,
        ElementSize = Unsafe.SizeOf<T>(),
        Parameters =
        [
            Slot.Matrix("W", W, H, X), Slot.Matrix("U", U, H, H), Slot.Vector("b", B, H), Slot.Matrix("V", V, Y, H), Slot.Vector("d", D, Y),
        ],
        Inputs = [Slot.Vector("x", 0, X)],
        States = [Slot.Vector("h", 0, H)],
        Outputs = [Slot.Vector("y", 0, Y)],
        Initializers =
        [
            Initializer.Glorot, Initializer.Orthogonal, Initializer.Uniform(-0.5, 0.5), Initializer.Normal(0, 0.5),
            Initializer.Constant(0.25),
        ],
        Equations = equations,
    };

    public static CellParameters<T> CreateParameters() => new Parameters();

    public static CellState<T> CreateState() => new State();

    public static CellTape<T> CreateTape(int timeSteps, int batch, Adjoint adjoints, int threads = 1) =>
        new Tape(timeSteps, batch, adjoints, threads);

    public static CellWeights<T> Pack(CellParameters<T> parameters)
    {
        var weights = new Weights();
        parameters.Values.CopyTo(weights.Packed);
        return weights;
    }

    public static void Prepare() => CellPreparation.Run<ElmanCell<T>, T>();

    public static void Step(CellWeights<T> weights, ReadOnlySpan<T> inputs, CellState<T> state, Span<T> outputs)
    {
        if (inputs.Length != X) CellErrors.WrongLength("x", inputs.Length, X, "[input]");
        Span<T> next = MemoryMarshal.CreateSpan(ref state.Spare, H);
        Compute(weights.Packed, inputs, state.State(0), next, outputs);
        next.CopyTo(state.State(0));
    }

    public static void Run(CellWeights<T> weights, ReadOnlySpan<T> inputs, CellState<T> state, Span<T> outputs)
    {
        for (int t = 0; t < inputs.Length / X; t++) Step(weights, inputs.Slice(t * X, X), state, outputs.Slice(t * Y, Y));
    }

    public static CellStatePool<T> CreateStatePool(int capacity) => new Pool(capacity);

    public static void Step(
        CellWeights<T> weights, CellStatePool<T> pool, ReadOnlySpan<StateHandle> handles, ReadOnlySpan<T> inputs, Span<T> outputs) =>
        Run(weights, pool, handles, 1, inputs, outputs);

    public static void Run(
        CellWeights<T> weights, CellStatePool<T> pool, ReadOnlySpan<StateHandle> handles, int timeSteps, ReadOnlySpan<T> inputs,
        Span<T> outputs)
    {
        pool.RequireJoined(handles.Length, timeSteps, inputs, outputs);
        using PooledCall<T> call = pool.Begin(weights, handles, timeSteps);
        while (call.Next())
        {
            call.ReadAll(inputs);
            PooledRows<T> memory = call.Memory;
            for (int row = 0; row < call.Steps * call.Rows; row++)
            {
                Compute(
                    weights.Packed, At(ref memory.InputStart(0), row, X), At(ref memory.StateStart(0), row, H),
                    At(ref memory.StateStart(0), row + call.Rows, H), At(ref memory.OutputStart(0), row, Y));
            }

            call.WriteAll(outputs);
        }

        static Span<T> At(ref T start, int row, int length) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, row * length), length);
    }

    public static void Forward(CellParameters<T> parameters, CellTape<T> tape)
    {
        for (int row = 0; row < tape.TimeSteps * tape.Batch; row++)
        {
            Span<T> previous = MemoryMarshal.CreateSpan(
                ref Unsafe.Add(ref tape.StateStart(0), row * H), H);
            Span<T> h = tape.State(0).Slice(row * H, H);
            Compute(parameters.Values, tape.Input(0).Slice(row * X, X), previous, h, tape.Output(0).Slice(row * Y, Y));
        }

        tape.MarkForward();
    }

    public static void Backward(CellParameters<T> parameters, CellTape<T> tape, CellParameters<T> gradients)
    {
        tape.RequireForward();
        ReadOnlySpan<T> p = parameters.Values;
        Span<T> g = gradients.Values;
        Span<T> carried = new T[tape.Batch * H];
        for (int row = tape.TimeSteps * tape.Batch - 1; row >= 0; row--)
        {
            Span<T> dh = carried.Slice(row % tape.Batch * H, H);
            ReadOnlySpan<T> h = tape.State(0).Slice(row * H, H);
            ReadOnlySpan<T> before = row < tape.Batch
                ? tape.InitialState(0).Slice(row * H, H)
                : tape.State(0).Slice((row - tape.Batch) * H, H);
            ReadOnlySpan<T> x = tape.Input(0).Slice(row * X, X);
            ReadOnlySpan<T> dy = tape.OutputAdjoint(0).Slice(row * Y, Y);
            for (int i = 0; i < Y; i++)
            {
                g[D + i] += dy[i];
                for (int j = 0; j < H; j++) { g[V + i * H + j] += dy[i] * h[j]; dh[j] += dy[i] * p[V + i * H + j]; }
            }

            Span<T> dz = new T[H];
            for (int i = 0; i < H; i++) { dz[i] = dh[i] * (T.One - h[i] * h[i]); g[B + i] += dz[i]; }
            dh.Clear();
            for (int i = 0; i < H; i++)
            {
                for (int j = 0; j < X; j++) g[W + i * X + j] += dz[i] * x[j];
                for (int j = 0; j < H; j++) { g[U + i * H + j] += dz[i] * before[j]; dh[j] += dz[i] * p[U + i * H + j]; }
            }
        }
    }

    private static void Compute(ReadOnlySpan<T> p, ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> h, Span<T> y)
    {
        for (int i = 0; i < H; i++)
        {
            T sum = p[B + i];
            for (int j = 0; j < X; j++) sum += p[W + i * X + j] * x[j];
            for (int j = 0; j < H; j++) sum += p[U + i * H + j] * previous[j];
            h[i] = T.Tanh(sum);
        }

        for (int i = 0; i < Y; i++)
        {
            T sum = p[D + i];
            for (int j = 0; j < H; j++) sum += p[V + i * H + j] * h[j];
            y[i] = sum;
        }
    }

    public sealed class Parameters(CellInfo info) : CellParameters<T>(info)
    {
        public Parameters() : this(ElmanCell<T>.Info) { }
    }

    public sealed class Weights() : CellWeights<T>(ElmanCell<T>.Info, ElmanCell<T>.Info.ParameterLength);

    public sealed class Pool(int capacity) : CellStatePool<T>(ElmanCell<T>.Info, capacity, rows: 4, timeSteps: 3, privateLength: 0);

    public sealed class State() : CellState<T>(ElmanCell<T>.Info, 7);

    public sealed class Tape(int timeSteps, int batch, Adjoint adjoints, int threads)
        : CellTape<T>(ElmanCell<T>.Info, timeSteps, batch, adjoints, 3, 11, threads, 13);
}
