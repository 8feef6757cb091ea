using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Tests.Sequences;

/// <summary>
/// Rules by which small cells have as many loops as their recurrences allow, work in the gaps between them, matrices in blocks of rows,
/// none on a tape at every step that need not be (every second has a checkpoint), and sweeps that take turns after each step.
/// </summary>
internal static class ManyLoops
{
    private static readonly SequenceRules s_apart = new(0, 0);

    public static LoopRules Rules { get; } = LoopRules.Measured with
    {
        OneRow = s_apart,
        OneRowBackward = s_apart,
        Batch = s_apart,
        BatchBackward = s_apart,
        Blocks = new BlockRules(0, 0, Most: int.MaxValue / 16, Block: 1) { InPlace = true },
        States = new StateRules(InInference: 0, Kept: 0, Cache: 0, Least: 2, Most: 2),
        Strips = new StripRules(Bytes: 0, WeightBytes: long.MaxValue, Least: 0),
    };
}
