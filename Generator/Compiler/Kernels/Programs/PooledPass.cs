using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// Some time steps of some sessions of a pool: the sweeps of a tape forward, one after the other, on weights that are packed.
/// </summary>
/// <param name="Pack">The parameters to the weights of a pool; null where those are the weights of a stream.</param>
internal sealed record PooledPass(PassStep.Run? Pack, EquatableArray<PooledSweep> Sweeps);

/// <param name="By">What it takes all of.</param>
internal sealed record PooledSweep(Head Head, Division By);

/// <summary>A pass over a tape as one over the memory of a pool.</summary>
internal sealed class PooledPassBuilder(PassContext context, PoolMemory memory)
{
    private readonly Source.Weights _weights = new(memory.Weights.Length);

    /// <param name="forward">A pass that may leave out what it saves.</param>
    public PooledPass Build(TapePass forward)
    {
        PassStep.Run? pack = memory.SharesWeights ? null
            : new PackBuilder(context, memory.Program).Pack("PackPooledWeights", _weights);
        return new PooledPass(pack, forward.Steps.OfType<PassStep.RunSweep>().Select(Of).ToEquatableArray());
    }

    private PooledSweep Of(PassStep.RunSweep sweep)
    {
        var (kernel, sources) = (sweep.Head.Kernel, sweep.Head.Sources.Select(Of).ToEquatableArray());
        var lengths = new Dictionary<string, int>();
        for (int i = 0; i < sources.Count; i++)
            if (sources[i] is Source.Weights) lengths[kernel.Parameters[i].Name] = memory.Weights.Length;
        context.Kernels.Lend(kernel, lengths);
        return new PooledSweep(new Head(kernel, sources), sweep.By);
    }

    private Source Of(Source ofTape) => ofTape switch
    {
        Source.Private part when part.Start == context.Memory.Tape.Weights.Start => _weights,
        Source.Private part when part.Start == context.Memory.Tape.Work.Start => new Source.OfPool(memory.Work.Start, memory.Work.Length),
        Source.OfShard part => new Source.OfPool(part.Start - context.Memory.Shard.Sums.Start, part.Length),
        _ => ofTape,
    };
}
