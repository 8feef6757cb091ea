using System;

namespace Amplifier.Circuit;

/// <summary>
/// The amplifier that is learned: a boost of the middle, drive, diodes that clip, and the roll-off of a loudspeaker. It knows its samples
/// one by one, like the network.
/// </summary>
internal sealed class AmplifierCircuit(double rate)
{
    // Volts for a sample of 1, and samples for the volts at the diodes.
    private const double Drive = 8, Level = 1.2;

    private readonly Biquad _boost = Biquad.Peak(rate, frequency: 720, q: 0.8, decibels: 9);
    private readonly DiodeClipper _diodes = new(rate);
    private readonly Biquad _speaker = Biquad.LowPass(rate, frequency: 4200, q: 0.8);

    /// <summary>What comes out of a signal, from silence on.</summary>
    public static float[] Play(float[] signal, double rate)
    {
        var circuit = new AmplifierCircuit(rate);
        return Array.ConvertAll(signal, x => (float)circuit.Next(x));
    }

    /// <summary>The next sample.</summary>
    public double Next(double x) => _speaker.Next(Level * _diodes.Next(Drive * _boost.Next(x)));
}
