using System;
using System.Collections.Generic;
using System.Linq;

namespace Amplifier.Streaming;

/// <summary>What was played, and how long its blocks took.</summary>
/// <param name="Output">The samples.</param>
/// <param name="Times">Of each block, in microseconds.</param>
internal sealed record PlayedSignal(float[] Output, IReadOnlyList<double> Times)
{
    /// <summary>The mean of a block, in microseconds.</summary>
    public double Mean => Times.Count == 0 ? 0 : Times.Average();

    /// <summary>The slowest block, in microseconds.</summary>
    public double Worst => Times.Count == 0 ? 0 : Times.Max();

    /// <summary>The part of a core that playing at this rate takes.</summary>
    public double ShareOfRealTime(double rate) => Mean / (BlockPlayer.BlockSize / rate * 1e6);
}
