using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// Some time steps of some sessions of a pool: the sweeps of a tape forward, one after the other, on weights that are packed.
/// </summary>
/// <param name="Pack">The parameters to the weights of a pool; null where those are the weights of a stream.</param>
internal sealed record PooledPass(PassStep.Run? Pack, EquatableArray<PooledSweep> Sweeps)
{
    /// <summary>States of the last step of which next to nothing becomes zero.</summary>
    public EquatableArray<FlushedRows> Flushed { get; init; }

    /// <summary>What works in its place on machines that have the widest vectors, where sessions lie in their lanes there.</summary>
    public PooledPass? InLanes { get; init; }
}

/// <summary>A state by its index, and the elements of its rows.</summary>
/// <param name="IsOverwritten">What the last step leaves lies behind the initial state, however many steps there are.</param>
internal sealed record FlushedRows(int State, int Length, bool IsOverwritten);

/// <param name="By">What it takes all of.</param>
internal sealed record PooledSweep(Head Head, Division By);

/// <summary>A pass over a tape as one over the memory of a pool.</summary>
internal sealed class PooledPassBuilder(PassContext context, PoolMemory memory)
{
    private EquatableArray<FlushedRows> Flushed =>
        context.Plan.Flushed.Select(state => new FlushedRows(
            state, context.Plan.Step.Previous[state].Shape.Length, context.Plan.Overwritten.Contains(state))).ToEquatableArray();

    /// <param name="forward">A pass that may leave out what it saves.</param>
    public PooledPass Build(TapePass forward)
    {
        var weights = new Source.Weights(memory.Weights.Length);
        PassStep.Run? pack = memory.SharesWeights ? null
            : new PackBuilder(context, memory.Program).Pack("PackPooledWeights", weights);
        return new PooledPass(
            pack, forward.AllSteps.OfType<PassStep.RunSweep>().Select(s => Of(s.Head, s.By, weights, memory.Work)).ToEquatableArray())
        {
            Flushed = Flushed,
        };
    }

    /// <param name="forward">The same with a sequence in each lane.</param>
    public PooledPass BuildInLanes(TapePass forward, PoolLaneMemory lanes)
    {
        var weights = new Source.Weights(lanes.Weights.Length);
        PassStep.Run copy = forward.Steps.OfType<PassStep.Run>().Single();
        Lend(copy.Kernel, copy.Sources.Select(s => Of(s, weights, lanes.Records)).ToEquatableArray(), weights);
        return new PooledPass(
            copy,
            forward.Steps.OfType<PassStep.RunShards>()
                .Select(s => Of(new Head(s.Kernel, s.Sources), s.By, weights, lanes.Records)).ToEquatableArray())
        {
            Flushed = Flushed,
        };
    }

    private PooledSweep Of(Head head, Division by, Source.Weights weights, Part work)
    {
        var (kernel, sources) = (head.Kernel, head.Sources.Select(s => Of(s, weights, work)).ToEquatableArray());
        Lend(kernel, sources, weights);
        return new PooledSweep(new Head(kernel, sources), by);
    }

    /// <summary>There is as much memory as on a tape behind all that a kernel receives, but for its weights.</summary>
    private void Lend(Kernel kernel, EquatableArray<Source> sources, Source.Weights weights)
    {
        var lengths = new Dictionary<string, int>();
        for (int i = 0; i < sources.Count; i++)
            if (sources[i] is Source.Weights) lengths[kernel.Parameters[i].Name] = weights.Length;
        context.Kernels.Lend(kernel, lengths);
    }

    private Source Of(Source ofTape, Source.Weights weights, Part work) => ofTape switch
    {
        Source.Private part when part.Start == context.Memory.Tape.Weights.Start => weights,
        Source.Private or Source.PrivateByUse => new Source.OfPool(work.Start, work.Length),
        Source.OfShard part => new Source.OfPool(part.Start - context.Memory.Shard.Sums.Start, part.Length),
        _ => ofTape,
    };
}
