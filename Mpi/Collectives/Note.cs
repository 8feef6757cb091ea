using System.Runtime.InteropServices;

namespace RnnGen.Mpi.Collectives;

/// <summary>
/// What ranks tell each other before they work together: what they are about to do, the numbers that have to be the same on all of them
/// (their names are in <see cref="TurnTable"/>), and two values of their own.
/// </summary>
/// <param name="Turn">What follows.</param>
/// <param name="First">Has to be the same.</param>
/// <param name="Second">Has to be the same.</param>
/// <param name="Third">Has to be the same.</param>
/// <param name="Fourth">Has to be the same.</param>
/// <param name="Value">Differs from rank to rank.</param>
/// <param name="Weight">Differs from rank to rank.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Note(
    Turn Turn, long First = 0, long Second = 0, long Third = 0, long Fourth = 0, double Value = 0, double Weight = 0);
