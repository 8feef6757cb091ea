using System;
using RnnGen;

namespace Amplifier.Circuit;

/// <summary>
/// Something to play: strings that are plucked, one to three at a time, softly and hard. Each is a delay line with a mean of two
/// neighbours in its loop: K. Karplus, A. Strong, Digital synthesis of plucked-string and drum timbres, Computer Music Journal 7, 1983.
/// </summary>
internal static class PluckedStrings
{
    private const double Low = 82.4, High = 660; // Hz

    /// <summary>A signal between -1 and 1 that follows from its seed.</summary>
    public static float[] Play(double seconds, double rate, ulong seed)
    {
        var signal = new float[(int)(seconds * rate)];
        var random = new CounterRandom(seed);
        for (int start = 0; start < signal.Length; start += (int)(rate * (0.15 + 0.6 * random.NextDouble())))
        {
            double level = Math.Pow(10, -1.5 * random.NextDouble());
            for (int strings = 1 + random.Next(3); strings > 0; strings--)
                Pluck(signal.AsSpan(start), rate / (Low * Math.Pow(High / Low, random.NextDouble())), level, ref random);
        }

        for (int i = 0; i < signal.Length; i++) signal[i] = Math.Clamp(signal[i], -1, 1);
        return signal;
    }

    // One second and a half of one string.
    private static void Pluck(Span<float> signal, double period, double level, ref CounterRandom random)
    {
        var line = new double[(int)period];
        for (int i = 0; i < line.Length; i++) line[i] = 2 * random.NextDouble() - 1;
        double last = 0;
        for (int t = 0, at = 0; t < Math.Min(signal.Length, 72_000); t++, at = at + 1 == line.Length ? 0 : at + 1)
        {
            double now = line[at];
            line[at] = 0.498 * (now + last);
            last = now;
            signal[t] += (float)(0.6 * level * now);
        }
    }
}
