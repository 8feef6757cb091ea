using System;
using System.Globalization;

namespace RnnGen.Mpi.Collectives;

/// <summary>The notes of all ranks, of which the first rank's are the measure.</summary>
internal static class Notes
{
    /// <summary>Checks that all ranks are about to do the same. All ranks see the same notes, and throw the same or nothing.</summary>
    /// <param name="notes">One of each rank.</param>
    /// <exception cref="MpiDisagreementException">A rank differs from the first.</exception>
    public static void RequireSame(ReadOnlySpan<Note> notes)
    {
        for (int rank = 1; rank < notes.Length; rank++)
        {
            RequireSame(notes[0], notes[rank], rank);
        }
    }

    private static void RequireSame(in Note expected, in Note found, int rank)
    {
        Turn turn = expected.Turn;
        if (found.Turn != turn)
        {
            throw new MpiDisagreementException(string.Create(
                CultureInfo.InvariantCulture,
                $"rank {rank} is at {TurnTable.Name(found.Turn)}; {TurnTable.Name(turn)} expected, where rank 0 is: " +
                $"all ranks have to make the same calls in the same order."));
        }

        ReadOnlySpan<string> names = TurnTable.Numbers(turn);
        for (int i = 0; i < names.Length; i++)
        {
            if (Number(found, i) != Number(expected, i))
            {
                string other = TurnTable.Text(turn, i, Number(found, i)), first = TurnTable.Text(turn, i, Number(expected, i));
                throw Differs(rank, names[i], other, first, TurnTable.Name(turn));
            }
        }
    }

    /// <summary>A rank has another value than the first.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="subject">What differs.</param>
    /// <param name="found">What the rank has.</param>
    /// <param name="expected">What rank 0 has.</param>
    /// <param name="place">Where it was seen.</param>
    public static MpiDisagreementException Differs(int rank, string subject, string found, string expected, string place) =>
        new(string.Create(
            CultureInfo.InvariantCulture, $"rank {rank} differs at {place}: {subject} is {found}; {expected} expected, as on rank 0."));

    private static long Number(in Note note, int index) => index switch
    {
        0 => note.First,
        1 => note.Second,
        2 => note.Third,
        3 => note.Fourth,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A note has four numbers."),
    };
}
