using System;

namespace Amplifier.Learning;

/// <summary>The error-to-signal ratio: the energy of the error as a part of that of the target, which is what the field reports.</summary>
internal static class ErrorToSignal
{
    /// <summary>sum (y - t)² / sum t².</summary>
    public static double Of(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        double error = 0;
        for (int i = 0; i < targets.Length; i++) error += ((double)outputs[i] - targets[i]) * ((double)outputs[i] - targets[i]);
        return error / Energy(targets);
    }

    /// <summary>The sum of squares; never zero, so that silence divides nothing by it.</summary>
    public static double Energy(ReadOnlySpan<float> signal)
    {
        double sum = 1e-12;
        foreach (float sample in signal) sum += (double)sample * sample;
        return sum;
    }
}
