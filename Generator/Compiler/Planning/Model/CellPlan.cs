using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>From the first step to the last, from the last to the first, or all at once.</summary>
public enum SweepKind { TimeLoop, ReverseTimeLoop, AllRows }

/// <summary>Stages that run together: once for each time step in turn, or over all rows of a sequence at once.</summary>
/// <param name="OnlyInputAdjoints">
/// The sweep, which is over all rows, makes nothing but input adjoints and may be left out where nobody asks for them.
/// </param>
/// <param name="States">The states that it takes from step to step, or whose adjoints.</param>
public sealed record Sweep(
    SweepKind Kind, EquatableArray<Stage> Stages, bool OnlyInputAdjoints = false, EquatableArray<int> States = default)
{
    /// <summary>The loop over a fixed number of time steps is written out.</summary>
    public bool IsUnrolled { get; init; }

    /// <summary>
    /// Of a loop over time: its stages, in groups that do not read each other, where some rows of their matrices, and units of their maps,
    /// go through all steps before the next ones. Empty where all stages take a step before the next.
    /// </summary>
    public EquatableArray<RowBlocks> Blocks { get; init; }

    /// <summary>
    /// Of a loop back through time: what makes the states of a stretch again, in the order of time, from the checkpoint before it. Empty
    /// where the tape holds them at every step.
    /// </summary>
    public EquatableArray<Stage> Again { get; init; }

    /// <summary>Where states are made again: components of the loop, one after the other for each stretch.</summary>
    public EquatableArray<StretchComponent> Components { get; init; }

    /// <summary>All stages, those that make states again first.</summary>
    public IEnumerable<Stage> AllStages => Again.Concat(Stages);

    /// <summary>
    /// With a sequence in each lane, or in the step of a stream: its maps are one kernel, with the loop over time steps; otherwise each is
    /// one.
    /// </summary>
    public bool IsOneKernel { get; init; }
}

/// <summary>Passes over matrices of so many rows, and maps of as many units, where a row is made of nothing but the same row.</summary>
/// <param name="Stages">By index, in their order.</param>
/// <param name="Side">Rows that go through all steps together.</param>
public sealed record RowBlocks(EquatableArray<int> Stages, int Rows, int Side);

/// <summary>
/// A component of a loop back through time, of which the states of a stretch are made again before it goes back over them.
/// </summary>
/// <param name="Again">The stages that make them, by index.</param>
/// <param name="Stages">Those that go back, by index.</param>
/// <param name="States">The states that are made again.</param>
/// <param name="Carried">The states whose adjoints it carries.</param>
public sealed record StretchComponent(
    EquatableArray<int> Again, EquatableArray<int> Stages, EquatableArray<StatePart> States, EquatableArray<StatePart> Carried)
{
    /// <summary>Elements of its states at a step.</summary>
    public int Width => States.Sum(state => state.Length);
}

/// <summary>Some elements of a state, and where they lie among those of a part that are made again.</summary>
public sealed record StatePart(int State, int Start, int Length, int At)
{
    public int End => Start + Length;
}

/// <summary>One direction of computation: its sweeps in order, and the private memory they use.</summary>
/// <param name="ScratchStride">Elements of scratch per row.</param>
/// <param name="WorkStride">Elements per row of the sequence that go from sweep to sweep.</param>
/// <param name="OneRow">Loops over time take one row; sweeps over all rows take any number, as always.</param>
public sealed record Program(
    string Name,
    EquatableArray<Sweep> Sweeps,
    PackedWeights Packed,
    PackedGradients Gradients,
    int ScratchStride,
    int WorkStride,
    bool OneRow)
{
    /// <summary>Rows that are taken at a time: time steps of a stream, rows of a tape.</summary>
    public int Chunk { get; init; } = 1;

    /// <summary>It goes back through time: its loops carry adjoints of states.</summary>
    public bool IsBackward { get; init; }

    /// <summary>Where the states of a stream lie; null for tapes.</summary>
    public StateBanks? Banks { get; init; }

    /// <summary>The sweeps of a tape that take turns, some time steps at a time; the others run one after the other.</summary>
    public EquatableArray<SweepStrips> Strips { get; init; }

    /// <summary>Of one sequence: the most rows of work that there are at a time; null: as many as time steps.</summary>
    public int? WorkRows => Strips.FirstOrDefault(strips => strips.HoldWork)?.Rows;

    /// <summary>
    /// The weights of each sweep are packed just before it: one sequence reads them step after step, and those of several loops together
    /// would push each other out of the second-level cache.
    /// </summary>
    public bool PacksBySweep => OneRow && !IsBackward && Banks is null && Sweeps.Count(sweep => sweep.Kind != SweepKind.AllRows) > 1;

    /// <summary>The panels that a sweep reads.</summary>
    public IEnumerable<Panel> PanelsOf(Sweep sweep)
    {
        var read = new HashSet<int>(sweep.Stages.OfType<Stage.Map>().SelectMany(map => map.Panels).Select(panel => panel.Offset));
        return Packed.Panels.Where(panel => read.Contains(panel.Offset));
    }
}

/// <summary>Sweeps behind each other that all take some time steps before the first of them takes the next ones.</summary>
/// <param name="First">The first of the sweeps.</param>
/// <param name="Count">How many there are, at least two.</param>
/// <param name="Rows">Rows of all sequences together that are taken at a time.</param>
/// <param name="HoldWork">
/// What goes from sweep to sweep has as many rows as a strip: those of the next strip lie where they lay.
/// </param>
public sealed record SweepStrips(int First, int Count, int Rows, bool HoldWork = false);

/// <summary>The weights of a program as its kernels read them.</summary>
/// <param name="Length">Elements of all panels and copies.</param>
public sealed record PackedWeights(EquatableArray<Panel> Panels, EquatableArray<ParameterCopy> Copies, int Length);

/// <summary>The gradients of a program as its kernels add to them.</summary>
/// <param name="Length">Elements of all panels and sums.</param>
public sealed record PackedGradients(EquatableArray<Panel> Panels, EquatableArray<GradientSum> Sums, int Length);

/// <summary>A whole parameter copied into the packed weights, at Offset.</summary>
public sealed record ParameterCopy(int Parameter, int Offset, int Length);

/// <summary>The passes over a tape.</summary>
/// <param name="Inference">
/// Forward where no backward pass follows; null where the forward pass does that too, and leaves out what it saves.
/// </param>
public sealed record TapePrograms(Program? Inference, Program Forward, Program Backward)
{
    public IEnumerable<Program> All => new[] { Inference, Forward, Backward }.OfType<Program>();
}

/// <summary>What a forward pass keeps for the way back.</summary>
/// <param name="Stride">Elements a row.</param>
public sealed record SavedArea(EquatableArray<Value> Values, int Stride);

/// <summary>A step of one row, and a sequence of it, as <see cref="CellPlan.Streaming"/> and <see cref="CellPlan.Run"/>.</summary>
public sealed record NarrowStreams(Program Step, Program? Run)
{
    /// <summary>What the names of their kernels begin with.</summary>
    public const string Prefix = "Narrow";

    public IEnumerable<Program> All => new[] { Step, Run }.OfType<Program>();
}

/// <summary>Kernels that a cell does without, and why, as people read it.</summary>
public sealed record MissingForm(string Form, string Why);

/// <summary>How the weights of a loop's products are arranged: for a tile of rows, or for one row, whose sums need many chains.</summary>
public enum PanelForm { Batch, OneRow }

/// <summary>Everything the emitters need; they decide nothing.</summary>
/// <param name="Run">A sequence of one row without a tape; null where it has nothing to do but step after step.</param>
/// <param name="Rows">Tapes of any batch; null where the batch is fixed to one row.</param>
/// <param name="Row">Tapes of one row; null where the batch is fixed to more.</param>
/// <param name="Lanes">Tapes of enough rows, for cells too small to fill vectors; null for others.</param>
public sealed record CellPlan(
    StepFunction Step,
    AdjointFunction Adjoint,
    Program Streaming,
    Program? Run,
    TapePrograms? Rows,
    TapePrograms? Row,
    LanePlan? Lanes,
    SavedArea Saved)
{
    /// <summary>The step that streams take: <see cref="Step"/> without what is drawn in training.</summary>
    public StepFunction Streamed { get; init; } = Step;

    /// <summary>
    /// Whether the rows of a stream's tensors may lie further apart than they are long: the generic interface has several side by side.
    /// </summary>
    public bool HasRowsApart => Streamed.Inputs.Count > 1 || Streamed.Outputs.Count > 1;

    /// <summary>
    /// The streams of all vectors but the widest, with the blocks of units side by side that these have; null where they are the same.
    /// </summary>
    public NarrowStreams? Narrow { get; init; }

    /// <summary>The programs of streams, at any width.</summary>
    public IEnumerable<Program> Streams => new[] { Streaming, Run, Narrow?.Step, Narrow?.Run }.OfType<Program>();

    /// <summary>Elements of a stream's packed weights, enough at any width.</summary>
    public int StreamWeights => Math.Max(Streaming.Packed.Length, Narrow?.Step.Packed.Length ?? 0);

    /// <summary>What is made of parameters alone; null where there is nothing of the kind.</summary>
    public Precomputation? Precomputation { get; init; }

    /// <summary>The states of which a stream makes what is next to nothing zero, by index.</summary>
    public EquatableArray<int> Flushed { get; init; }

    /// <summary>
    /// The states, by index, of which a tape that saves nothing holds the first and the last only: each step overwrites what the one before
    /// has left.
    /// </summary>
    public EquatableArray<int> Overwritten { get; init; }

    /// <summary>
    /// Time steps of a stretch: a tape that saves holds the overwritten states before each, and after the last. 1: at all steps.
    /// </summary>
    public int Stretch { get; init; } = 1;

    /// <summary>T where the cell fixes it.</summary>
    public int? TimeSteps { get; init; }

    /// <summary>Forms of kernels for tapes that the cell does without, and why.</summary>
    public EquatableArray<MissingForm> Missing { get; init; }

    /// <summary>Loops that were to be written out and are too large for that.</summary>
    public EquatableArray<UnrollRefusal> Refusals { get; init; }

    /// <summary>All equations of tapes, forward and backward, and those of parameters alone.</summary>
    public IEnumerable<Equation> Equations => Step.Equations.Concat(Adjoint.Equations)
        .Concat(Precomputation is { Function: var once } ? once.Forward.Equations.Concat(once.Equations) : []);

    /// <summary>The passes that there are, for any batch first.</summary>
    public IEnumerable<TapePrograms> Tapes => new[] { Rows, Row }.OfType<TapePrograms>();

    /// <summary>The programs of all passes.</summary>
    public IEnumerable<Program> TapePrograms => Tapes.SelectMany(t => t.All);
}
