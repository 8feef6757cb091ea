using System;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Where the random numbers of a tape stand, as checkpoints tell it: seed, passes, the pass of the sequences, begun sequences.
/// </summary>
/// <param name="Seed">Of the tape.</param>
/// <param name="Passes">Since the seed was set.</param>
/// <param name="SequencePass">In which the sequences at hand began.</param>
/// <param name="Begun">How many each row has begun on the way; empty where nothing that is drawn asks for it.</param>
internal sealed record NoiseProgress(ulong Seed, int Passes, int SequencePass, int[] Begun)
{
    public static NoiseProgress Of<T>(CellTape<T> tape)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(tape.Seed, tape.Draws.Passes, tape.Draws.SequencePass, tape.BegunSequences.ToArray());

    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <param name="begun">How many numbers there are of begun sequences: those of the tape that is to go on.</param>
    public static NoiseProgress? TryRead(string text, int begun)
    {
        string[] words = text.Split(' ');
        if (words.Length != 3 + begun)
        {
            return null;
        }

        var numbers = new int[words.Length - 1];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(words[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return ulong.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? new NoiseProgress(seed, numbers[0], numbers[1], numbers[2..])
            : null;
    }

    public void ApplyTo<T>(CellTape<T> tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tape.Seed = Seed;
        tape.Draws = (Passes, SequencePass);
        Begun.CopyTo(tape.BegunSequences);
    }

    public override string ToString() => string.Join(
        ' ',
        new[] { Seed.ToString(CultureInfo.InvariantCulture) }.Concat(
            new[] { Passes, SequencePass }.Concat(Begun).Select(number => number.ToString(CultureInfo.InvariantCulture))));
}
