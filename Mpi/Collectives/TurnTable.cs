using System;
using System.Globalization;

namespace RnnGen.Mpi.Collectives;

/// <summary>What a turn is called, and what the numbers of its notes are.</summary>
internal static class TurnTable
{
    private static readonly string[] s_start = ["number of facts"];
    private static readonly string[] s_step = ["number of updates", "learning rate", "batch", "seed of the tape"];
    private static readonly string[] s_synchronize = ["number of steps taken"];
    private static readonly string[] s_compare = ["checksum of parameters and optimiser"];
    private static readonly string[] s_gather = ["batch", "whether sequences begin anew", "seed of the tape"];
    private static readonly string[] s_save = ["epoch", "step", "seed"];
    private static readonly string[] s_broadcast = ["number of bytes", "root"];
    private static readonly string[] s_sum = ["number of elements", "bytes of an element"];
    private static readonly string[] s_allGather = ["number of bytes"];

    /// <summary>Such as: a step of training.</summary>
    public static string Name(Turn turn) => turn switch
    {
        Turn.Start => "the start of training",
        Turn.Step => "a step of training",
        Turn.Synchronize => "the end of local steps",
        Turn.Compare => "a comparison of parameters",
        Turn.Gather => "a gathering of carried states",
        Turn.Save => "the saving of the run",
        Turn.Load => "the loading of the run",
        Turn.Broadcast => "a broadcast",
        Turn.Sum => "a sum",
        Turn.AllGather => "a gathering of values",
        Turn.Any => "a question to all ranks",
        Turn.Barrier => "a barrier",
        Turn.End => "the end of the program",
        _ => throw new InvalidOperationException($"There is no turn {turn}."),
    };

    /// <summary>The names of the numbers that have to be the same, in the order of the note.</summary>
    public static ReadOnlySpan<string> Numbers(Turn turn) => turn switch
    {
        Turn.Start => s_start,
        Turn.Step => s_step,
        Turn.Synchronize => s_synchronize,
        Turn.Compare => s_compare,
        Turn.Gather => s_gather,
        Turn.Save => s_save,
        Turn.Broadcast => s_broadcast,
        Turn.Sum => s_sum,
        Turn.AllGather => s_allGather,
        _ => [],
    };

    /// <summary>A number of a note as text.</summary>
    public static string Text(Turn turn, int index, long number) => (turn, index) switch
    {
        (Turn.Step, 1) => BitConverter.Int64BitsToDouble(number).ToString("R", CultureInfo.InvariantCulture),
        (Turn.Gather, 1) => number == 0 ? "no" : "yes",
        (Turn.Step, 3) or (Turn.Gather, 2) or (Turn.Save, 2) => unchecked((ulong)number).ToString(CultureInfo.InvariantCulture),
        (Turn.Compare, 0) => number.ToString("x16", CultureInfo.InvariantCulture),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };
}
