using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// A method over a tape: kernels one after the other, on one thread or, shard by shard, on several. It does nothing itself; each of its
/// kernels receives memory whose length the tape vouches for.
/// </summary>
public sealed record TapePass(string Name, EquatableArray<PassStep> Steps);

/// <summary>What a pass does. A closed hierarchy.</summary>
/// <param name="Only">The adjoints without which it is left out; null: always.</param>
public abstract record PassStep(Adjoints? Only)
{
    /// <summary>A kernel, once.</summary>
    public sealed record Run(Kernel Kernel, EquatableArray<Source> Sources, Adjoints? Only = null) : PassStep(Only);

    /// <summary>A kernel once for each shard, side by side on several threads; the next step waits for all.</summary>
    /// <param name="By">What is divided into shards.</param>
    public sealed record RunShards(Kernel Kernel, EquatableArray<Source> Sources, Division By, Adjoints? Only = null) : PassStep(Only);

    /// <summary>
    /// A kernel once for each shard from a certain one on, in their order, on one thread: the same number gives the same bits.
    /// </summary>
    /// <param name="First">The first of the shards.</param>
    public sealed record JoinShards(Kernel Kernel, EquatableArray<Source> Sources, Division By, int First) : PassStep(default(Adjoints?));

    /// <summary>Sets an adjoint to zero that nothing computes.</summary>
    /// <param name="Why">For people.</param>
    public sealed record ClearTensor(Source.Tensor Tensor, Adjoints? Only, string Why) : PassStep(Only);
}

/// <summary>Adjoints that a tape may hold or leave out.</summary>
public enum Adjoints { Outputs, States, FinalStates, Inputs, InitialStates }

/// <summary>What a pass divides into shards, one for each thread.</summary>
public enum Division
{
    /// <summary>Nothing: there is one sequence.</summary>
    None,

    /// <summary>The sequences of the batch; each shard takes its own through all time steps.</summary>
    Sequences,

    /// <summary>The rows of all time steps.</summary>
    Rows,

    /// <summary>Groups of as many sequences as a vector has lanes.</summary>
    Groups,
}

/// <summary>The tensors of a tape.</summary>
public enum TapeTensor
{
    /// <summary>[T, B, features], as all but those that say otherwise.</summary>
    Input,

    /// <summary>[T + 1, B, features]: the initial state first.</summary>
    State,

    Output,
    OutputAdjoint,
    StateAdjoint,

    /// <summary>[B, features].</summary>
    FinalStateAdjoint,

    InputAdjoint,

    /// <summary>[B, features].</summary>
    InitialStateAdjoint,

    /// <summary>What forward passes keep for backward ones; rows are padded.</summary>
    Saved,
}
