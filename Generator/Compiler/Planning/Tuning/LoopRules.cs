using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>What is worth a loop of its own, for each kind of pass.</summary>
public sealed record LoopRules(
    SequenceRules OneRow,
    SequenceRules OneRowBackward,
    SequenceRules Batch,
    SequenceRules BatchBackward,
    SequenceRules Lanes,
    SequenceRules LanesBackward)
{
    /// <summary>Where rows of matrices go through all steps before the next rows.</summary>
    public BlockRules Blocks { get; init; } = BlockRules.Measured;

    /// <summary>Which states a tape keeps at every step.</summary>
    public StateRules States { get; init; } = StateRules.Measured;

    /// <summary>Where sweeps over a tape take turns.</summary>
    public StripRules Strips { get; init; } = StripRules.Measured;

    /// <summary>
    /// A batch shares the weights of its step anyway, so products of inputs stay in its loops; what is made for many rows at once would go
    /// through memory. Rows in lanes are of small cells, whose values stay in the cache from step to step: one loop a group.
    /// </summary>
    public static LoopRules Measured { get; } = new(
        OneRow: new SequenceRules(KernelTable.HoistedProducts, KernelTable.ApartProducts),
        OneRowBackward: new SequenceRules(0, KernelTable.ApartProducts),
        Batch: new SequenceRules(SequenceRules.Never, 1, KernelTable.ApartBatchProducts),
        BatchBackward: new SequenceRules(0, 1, KernelTable.ApartBatchProducts),
        Lanes: new SequenceRules(SequenceRules.Never, SequenceRules.Never),
        LanesBackward: new SequenceRules(0, SequenceRules.Never));
}
