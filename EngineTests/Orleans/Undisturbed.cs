using System;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using RnnGen.Orleans;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>A sequence of inputs that follow from a seed, and the outputs of a single state that nothing disturbs.</summary>
internal sealed class Undisturbed<TCell, T>(int seed)
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double s_tolerance = typeof(T) == typeof(float) ? 2e-5 : 1e-12;
    private static readonly CellWeights<T> s_weights = Weights();

    private readonly CellState<T> _state = TCell.CreateState();

    public static int InputLength => TCell.Info.InputLength;

    /// <summary>How many steps have been compared.</summary>
    public long Position { get; private set; }

    /// <summary>The weights, which silos have too.</summary>
    public static CellWeights<T> Weights()
    {
        CellParameters<T> parameters = TCell.CreateParameters();
        parameters.Initialize(7);
        return TCell.Pack(parameters);
    }

    /// <summary>The inputs of some steps.</summary>
    public T[] Inputs(long position, int steps) =>
    [
        .. Enumerable.Range(0, steps * InputLength)
            .Select(i => T.CreateChecked(Math.Sin(seed + 0.37 * (position * InputLength + i) * (1 + seed % 5)))),
    ];

    /// <summary>Compares the outputs of the next steps.</summary>
    public void Check(ReadOnlySpan<T> outputs)
    {
        int steps = outputs.Length / TCell.Info.OutputLength;
        T[] expected = new T[outputs.Length];
        TCell.Run(s_weights, Inputs(Position, steps), _state, expected);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = double.CreateChecked(T.Abs(expected[i] - outputs[i]));
            long step = Position + i / TCell.Info.OutputLength;
            Assert.True(difference <= s_tolerance, $"seed {seed}, step {step}: {outputs[i]}, not {expected[i]}");
        }

        Position += steps;
    }

    /// <summary>Takes steps of a session, which have to be taken, and compares them.</summary>
    public async Task<StreamReply> Step(IStreamGrain stream, int steps)
    {
        long position = Position;
        StreamReply reply = await stream.Run(position, StreamFrames.Of<T>(Inputs(position, steps)));
        Assert.Equal(StreamStatus.Taken, reply.Status);
        Assert.Equal(position + steps, reply.Position);
        Check(reply.Outputs.As<T>());
        return reply;
    }
}
