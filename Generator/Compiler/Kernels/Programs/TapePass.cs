using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// A method over a tape: kernels one after the other, on one thread or, shard by shard, on several. It does nothing itself; each of its
/// kernels receives memory whose length the tape vouches for.
/// </summary>
public sealed record TapePass(string Name, EquatableArray<PassStep> Steps)
{
    /// <summary>The steps, and those inside them in place of these.</summary>
    public IEnumerable<PassStep> AllSteps =>
        Steps.SelectMany<PassStep, PassStep>(step => step is PassStep.InStrips strips ? strips.Steps : [step]);
}

/// <summary>What a pass does. A closed hierarchy.</summary>
/// <param name="Only">The adjoints without which it is left out; null: always.</param>
public abstract record PassStep(Adjoints? Only)
{
    /// <summary>A kernel, once.</summary>
    public sealed record Run(Kernel Kernel, EquatableArray<Source> Sources, Adjoints? Only = null) : PassStep(Only);

    /// <summary>
    /// A sweep, side by side on several threads; the next step waits for all. Each shard takes its rectangles one after the other: so many
    /// time steps of neighbouring sequences, all of which are long enough for them. Where all sequences have all steps it has one.
    /// </summary>
    /// <param name="Head">Takes a rectangle.</param>
    /// <param name="By">
    /// What is divided into shards: <see cref="Division.None"/>, <see cref="Division.Sequences"/> or <see cref="Division.Rows"/>.
    /// </param>
    /// <param name="IsBackward">Whether it is of a pass backward, where there may be steps without gradients.</param>
    /// <param name="IsReversed">Whether it begins with the last rectangle.</param>
    public sealed record RunSweep(Head Head, Division By, bool IsBackward, bool IsReversed, Adjoints? Only = null) : PassStep(Only)
    {
        /// <summary>Takes all steps of a fixed number, written out, where all sequences have all of them; null: Head does it too.</summary>
        public Head? OfAllSteps { get; init; }

        /// <summary>Sums of a shard that begin at zero here, in the first strip where it is in strips; null: none.</summary>
        public Source.OfShard? Cleared { get; init; }

        /// <summary>Whether it is one of those of <see cref="InStrips"/>.</summary>
        public bool IsInStrips { get; init; }
    }

    /// <summary>
    /// Sweeps that take turns: each takes some time steps, as many as keep their rows in the cache, then the first of them takes the next
    /// ones. On several threads, and where it would be one step of more rows than that, each takes all of them at once.
    /// </summary>
    /// <param name="Steps">The sweeps.</param>
    /// <param name="Rows">That are taken at a time, of all sequences together.</param>
    /// <param name="IsBackward">Whether it is of a pass backward.</param>
    /// <param name="IsReversed">Whether it begins with the last time steps.</param>
    public sealed record InStrips(EquatableArray<PassStep> Steps, int Rows, bool IsBackward, bool IsReversed)
        : PassStep(default(Adjoints?));

    /// <summary>
    /// The adjoint of a final state, or zero, to where the way back begins: with each sequence's last step, or with the first where the
    /// state goes from the last step to the first.
    /// </summary>
    public sealed record OpenCarry(Carry Carry) : PassStep(default(Adjoints?));

    /// <summary>What has left at the other end to the adjoint of an initial state, where the tape holds it.</summary>
    public sealed record CloseCarry(Carry Carry) : PassStep(default(Adjoints?));

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

/// <summary>A kernel that a pass calls, and where its arguments come from.</summary>
public sealed record Head(Kernel Kernel, EquatableArray<Source> Sources);

/// <summary>
/// The adjoint of a state on its way back through time, in two banks of B rows: what leaves step t lies in the bank of t's parity, what
/// arrives at it in the other.
/// </summary>
/// <param name="Start">Of the bank of even steps, in the tape's private memory.</param>
/// <param name="Bank">Elements from one bank to the other.</param>
public sealed record Carry(int State, TapeExtent Start, TapeExtent Bank, int Features);

/// <summary>Adjoints that a tape may hold or leave out.</summary>
public enum Adjoints
{
    Outputs,
    States,
    FinalStates,
    Inputs,
    InitialStates,

    /// <summary>At least one of the others: a backward pass may follow, and values are saved for it.</summary>
    Any,
}

/// <summary>Whether a pass forward saves what the way back reads.</summary>
public enum Saving
{
    Always,

    /// <summary>Where the tape holds adjoints.</summary>
    OnDemand,

    Never,
}

/// <summary>At which steps a tape holds a state.</summary>
public enum HeldSteps
{
    All,

    /// <summary>At all where the tape holds adjoints; else before the first step and after the last.</summary>
    OnDemand,

    /// <summary>Before the first step and after the last.</summary>
    Ends,

    /// <summary>Before each stretch and after the last.</summary>
    Checkpoints,
}

/// <summary>Time steps that no rectangle goes beyond, and that memory is laid out for.</summary>
public enum Span
{
    /// <summary>Between two checkpoints.</summary>
    Stretch,

    /// <summary>Of one sequence, that sweeps take before the first of them takes the next ones.</summary>
    Strip,
}

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

    /// <summary>[T + 1, B, features]: the initial state first. Fewer where the tape does not hold it at all steps.</summary>
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
