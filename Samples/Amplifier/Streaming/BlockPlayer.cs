using System;
using System.Diagnostics;
using Amplifier.Model;

namespace Amplifier.Streaming;

/// <summary>Plays a signal as an audio callback gets it: block by block, in place, and each block timed.</summary>
internal sealed class BlockPlayer(Amp.Parameters parameters)
{
    /// <summary>Samples of a block.</summary>
    public const int BlockSize = 64;

    private readonly Amp.Weights _weights = parameters.Pack();
    private readonly Amp.State _state = new();

    /// <summary>Plays from the state that the cell begins with. Nothing is allocated once it runs.</summary>
    public PlayedSignal Play(ReadOnlySpan<float> signal)
    {
        float[] output = signal.ToArray();
        var times = new double[(signal.Length + BlockSize - 1) / BlockSize];
        Amp.Prepare();
        // One block more, so that this method is compiled as well.
        Next(new float[BlockSize]);
        _state.Reset();
        for (int block = 0; block < times.Length; block++)
        {
            Span<float> samples = output.AsSpan(block * BlockSize);
            times[block] = Next(samples.Length > BlockSize ? samples[..BlockSize] : samples);
        }

        return new PlayedSignal(output, times);
    }

    /// <returns>Microseconds.</returns>
    private double Next(Span<float> samples)
    {
        long start = Stopwatch.GetTimestamp();
        Amp.Run(_weights, samples, _state, samples);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
