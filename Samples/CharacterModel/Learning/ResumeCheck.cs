using System;
using System.Runtime.InteropServices;

namespace CharacterModel.Learning;

/// <summary>Shows that a checkpoint holds the whole run: one that is loaded takes the very steps of the one that was saved.</summary>
internal static class ResumeCheck
{
    /// <summary>Trains both runs on; they must be identical in every bit of every loss and parameter.</summary>
    /// <param name="uninterrupted">The run that was saved.</param>
    /// <param name="loaded">The run that was loaded.</param>
    /// <param name="steps">The number of steps.</param>
    public static bool AreIdentical(Trainer uninterrupted, Trainer loaded, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            double one = uninterrupted.Step().Loss;
            double other = loaded.Step().Loss;
            if (BitConverter.DoubleToInt64Bits(one) != BitConverter.DoubleToInt64Bits(other))
            {
                return false;
            }
        }

        return MemoryMarshal.AsBytes(uninterrupted.Parameters.Values).SequenceEqual(MemoryMarshal.AsBytes(loaded.Parameters.Values));
    }
}
