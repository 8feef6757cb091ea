using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>
/// The private memory of a tape that all its shards share: parts of fixed length first, then those that grow with the batch, then with the
/// sequence. Each begins on 64 bytes.
/// </summary>
/// <param name="Weights">Packed weights of the pass at hand; in the lanes the parameters as they are.</param>
/// <param name="Zeros">Seeds of zero for a chunk of rows, read where the tape holds no seeds; never written.</param>
/// <param name="Carries">For each state its adjoint on the way back through time: two banks that take turns.</param>
/// <param name="Work">What goes from sweep to sweep, for all rows or for those of a strip.</param>
/// <param name="Records">Groups of sequences in the lanes, in the place of work for rows; null for cells without lanes.</param>
/// <param name="InferenceRecords">The same where no backward pass follows.</param>
public sealed record TapeMemory(
    TapePart Weights,
    TapePart Zeros,
    EquatableArray<CarryMemory> Carries,
    TapePart Work,
    TapePart? Records,
    TapePart? InferenceRecords)
{
    /// <summary>Elements of a tape of rows.</summary>
    public TapeExtent RowLength(int lanes) => Work.End + new TapeExtent(lanes);

    /// <param name="parameters">Elements of all parameters, and of what is made of them.</param>
    public static TapeMemory Of(CellPlan plan, int lanes, int parameters)
    {
        List<Program> programs = [.. plan.TapePrograms];
        int packed = programs.Select(p => p.Packed.Length).Append(plan.Lanes is null ? 0 : parameters).Max();
        var weights = new TapePart(new TapeExtent(0), new TapeExtent(Up(packed)));
        int outputs = plan.Step.Outputs.Select(o => o.Shape.Length).DefaultIfEmpty(0).Max();
        var zeros = new TapePart(weights.End, new TapeExtent(KernelTable.RowChunk * Up(outputs)));
        var carries = new List<CarryMemory>();
        TapeExtent end = zeros.End;
        foreach (var state in plan.Step.Previous)
        {
            var carry = new CarryMemory(end, state.Shape.Length, Up(state.Shape.Length), lanes);
            carries.Add(carry);
            end = carry.End;
        }
        int work = programs.Where(p => p.WorkRows is null).Max(p => p.WorkStride);
        StripExtent? ofStrip = programs.Where(p => p.WorkRows is not null).Select(p => new StripExtent(p.WorkStride, p.WorkRows!.Value))
            .SingleOrDefault();
        return new TapeMemory(
            weights, zeros, carries.ToEquatableArray(), new TapePart(end, new TapeExtent(0, PerRow: work, OfStrip: ofStrip)),
            Records(plan.Lanes?.Training), Records(plan.Lanes?.Inference));

        int Up(int length) => Padding.RoundUp(length, lanes);

        TapePart? Records(LaneRecord? record) =>
            record is null ? null : new TapePart(end, new TapeExtent(0, PerRecord: record.Length * lanes));
    }
}

/// <summary>The adjoint of a state that goes back from step to step: what arrives at a step, and what leaves it, in turns.</summary>
/// <param name="Features">Elements of a row; rows follow each other without gaps.</param>
/// <param name="Pitch">Elements between the banks for each sequence.</param>
/// <param name="Slack">Elements between the banks beside.</param>
public sealed record CarryMemory(TapeExtent Start, int Features, int Pitch, int Slack)
{
    /// <summary>Elements from one bank to the other: each begins on 64 bytes and no two share a line.</summary>
    public TapeExtent Bank => new(Slack, PerSequence: Pitch);

    public TapeExtent Length => Bank + Bank;

    public TapeExtent End => Start + Length;
}
