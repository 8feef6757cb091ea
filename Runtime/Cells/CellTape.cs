using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// All memory of forward and backward passes over B sequences of T time steps: inputs, states, outputs, their adjoints, and what
/// <c>Forward</c> keeps for <c>Backward</c>. Tensors are row-major [T, B, F] without padding between rows; F counts the elements of
/// one step. Seeds are read and never cleared. One caller at a time; <see cref="Threads"/> says how many threads a call may use.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract partial class CellTape<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _buffer;
    private readonly TapeLayout _layout;
    private readonly long _scratchLength;
    private readonly long _otherSavedLength;
    private readonly long _otherScratchLength;

    // Of kernels that work instead of the usual ones where sequences have unequal lengths; made when there are such for the first time.
    private AlignedBuffer<T>? _other;
    private Content _content;

    /// <summary>Allocates a tape, all zero. Called by emitted code.</summary>
    /// <param name="info">The cell.</param>
    /// <param name="timeSteps">T, at least 1.</param>
    /// <param name="batch">B, at least 1.</param>
    /// <param name="adjoints">The adjoint tensors to hold; with <see cref="Adjoint.None"/> nothing is saved either.</param>
    /// <param name="savedPerRow">The elements that <c>Forward</c> saves for each time step and batch row.</param>
    /// <param name="scratchLength">The elements of private memory that the kernels ask for.</param>
    /// <param name="threads">The shards that a pass is divided into, at least 1; not more than B are made.</param>
    /// <param name="scratchPerShard">The elements of private memory that the kernels ask for in each shard.</param>
    /// <param name="otherSavedPerRow">What is saved for each row by other kernels, which work where sequences have unequal lengths.</param>
    /// <param name="otherScratchLength">The elements of private memory that those ask for; 0 where there are none.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// T, B or the number of threads is not positive, or the whole does not fit into one array.
    /// </exception>
    protected CellTape(
        CellInfo info,
        int timeSteps,
        int batch,
        Adjoint adjoints,
        int savedPerRow,
        long scratchLength,
        int threads = 1,
        int scratchPerShard = 0,
        int otherSavedPerRow = 0,
        long otherScratchLength = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(savedPerRow);
        ArgumentOutOfRangeException.ThrowIfNegative(scratchLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegative(scratchPerShard);
        ArgumentOutOfRangeException.ThrowIfNegative(otherSavedPerRow);
        ArgumentOutOfRangeException.ThrowIfNegative(otherScratchLength);
        if ((adjoints & ~Adjoint.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(adjoints), adjoints, $"adjoints has bits beyond Adjoint.{nameof(Adjoint.All)}.");
        }

        Info = CellTensors.Checked<T>(info);
        TimeSteps = timeSteps;
        Batch = batch;
        Adjoints = adjoints;
        IsTraining = adjoints != Adjoint.None;
        _sequences = CountsSequences(info) ? new int[batch] : null;
        _scratchLength = scratchLength;
        Threads = Math.Min(threads, batch);
        CheckpointSteps = adjoints == Adjoint.None ? int.MaxValue : info.CheckpointSteps;
        _layout = new TapeLayout(
            info, timeSteps, batch, adjoints, savedPerRow, scratchLength, Threads, scratchPerShard, AlignedBuffer<T>.MaximumLength,
            CheckpointSteps);
        _buffer = new AlignedBuffer<T>(_layout.Length);
        _otherSavedLength = info.Pad((long)timeSteps * batch * (adjoints == Adjoint.None ? 0 : otherSavedPerRow));
        _otherScratchLength = otherScratchLength;
        _rows = batch;
        _lengths = new int[batch];
        _lengths.AsSpan().Fill(timeSteps);
        _forward = _backward = new TapeSchedule(timeSteps, batch, Threads, CheckpointSteps);
        _forkJoin = Threads == 1 ? null : new ForkJoin<CellTape<T>>(this, Threads);
    }

    /// <summary>What the values on the tape are good for.</summary>
    private enum Content
    {
        Nothing,
        Forward,
        Consumed,
        Carried,
        Rescheduled,
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>T, the number of time steps.</summary>
    public int TimeSteps { get; }

    /// <summary>B, the number of sequences.</summary>
    public int Batch { get; }

    /// <summary>The adjoint tensors that this tape holds.</summary>
    public Adjoint Adjoints { get; }

    /// <summary>
    /// How many threads <c>Forward</c> and <c>Backward</c> may work on at once: the caller and threads of the pool, each on its share of
    /// the rows. 1 unless asked for at construction, and never more than there are sequences. Results depend on it by rounding, and on
    /// nothing else that threads do: the same number gives the same bits.
    /// </summary>
    public int Threads { get; }

    /// <summary>
    /// The time steps from one checkpoint to the next: the tape holds a state that is <see cref="Slot.IsOverwritten"/> before each stretch
    /// of so many, and after the last. More than there are where nothing is saved.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int CheckpointSteps { get; }

    /// <summary>An input of all steps: [T, B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no input of that index.</exception>
    public Span<T> Input(int index) => RowsOf(CellTensors.At(Info.InputSlots, index, "input", Info), _layout.Inputs[index], TimeSteps);

    /// <summary>
    /// Where sequences begin anew: [T, B], the input that <c>resets</c> names in the definition or in the attribute. Before a step where it
    /// is more than 0 a row begins with its initial state, and no gradient crosses.
    /// </summary>
    /// <exception cref="InvalidOperationException">The cell has no such input.</exception>
    public Span<T> Resets => RestartInput() is >= 0 and var index
        ? Input(index)
        : throw new InvalidOperationException(
            $"{Info.Name} begins no sequence anew on the way: ask for it by 'resets: restart' in its definition, " +
            "or by Resets = \"restart\" in the attribute.");

    /// <summary>An output of all steps: [T, B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no output of that index.</exception>
    public Span<T> Output(int index) => RowsOf(CellTensors.At(Info.OutputSlots, index, "output", Info), _layout.Outputs[index], TimeSteps);

    /// <summary>
    /// A state after each step: [T, B, F]. Of rows that end early it is zero behind their ends, but for the last step, which is
    /// <see cref="FinalState"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    /// <exception cref="InvalidOperationException">
    /// The state is so large (<see cref="Slot.IsOverwritten"/>) that the tape holds it at checkpoints, or the first and the last only.
    /// </exception>
    public Span<T> State(int index) => LastBlock(index) == TimeSteps
        ? StateRows(index, IsReversed(index) ? 0 : 1, TimeSteps)
        : throw new InvalidOperationException(
            $"The state '{Info.States[index].Name}' after each step is not on this tape: it is so large that the tape holds the first " +
            "and the last (InitialState, FinalState) and what a way back needs between them. Declare an output that is the state.");

    /// <summary>
    /// A state before the first step that is taken (the last of the sequence where the state is reversed), read by <c>Forward</c>: [B, F].
    /// Zero at first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    public Span<T> InitialState(int index) => StateRows(index, IsReversed(index) ? TimeSteps : 0, 1);

    /// <summary>
    /// A state after the last step of each row that is taken: [B, F], the end of <see cref="State"/>, or its beginning where the state goes
    /// from the last step to the first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    public Span<T> FinalState(int index) => StateRows(index, IsReversed(index) ? 0 : LastBlock(index), 1);

    /// <summary>The seed at an output of all steps, read by <c>Backward</c>: [T, B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no output of that index.</exception>
    /// <exception cref="InvalidOperationException">The tape was made without <see cref="Adjoint.Outputs"/>.</exception>
    public Span<T> OutputAdjoint(int index) => AdjointRows(
        CellTensors.At(Info.OutputSlots, index, "output", Info), _layout.OutputAdjoints[index], TimeSteps, "output", Adjoint.Outputs);

    /// <summary>The seed at a state after each step, read by <c>Backward</c>: [T, B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    /// <exception cref="InvalidOperationException">The tape was made without <see cref="Adjoint.States"/>.</exception>
    public Span<T> StateAdjoint(int index) => AdjointRows(
        CellTensors.At(Info.StateSlots, index, "state", Info), _layout.StateAdjoints[index], TimeSteps, "state", Adjoint.States);

    /// <summary>The seed at a state after the last step of each row, read by <c>Backward</c>: [B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    /// <exception cref="InvalidOperationException">The tape was made without <see cref="Adjoint.FinalStates"/>.</exception>
    public Span<T> FinalStateAdjoint(int index) => AdjointRows(
        CellTensors.At(Info.StateSlots, index, "state", Info), _layout.FinalStateAdjoints[index], 1, "final state", Adjoint.FinalStates);

    /// <summary>The adjoint of an input of all steps, overwritten by <c>Backward</c>: [T, B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no input of that index.</exception>
    /// <exception cref="InvalidOperationException">The tape was made without <see cref="Adjoint.Inputs"/>.</exception>
    public Span<T> InputAdjoint(int index) => AdjointRows(
        CellTensors.At(Info.InputSlots, index, "input", Info), _layout.InputAdjoints[index], TimeSteps, "input", Adjoint.Inputs);

    /// <summary>The adjoint of an initial state, overwritten by <c>Backward</c>: [B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    /// <exception cref="InvalidOperationException">The tape was made without <see cref="Adjoint.InitialStates"/>.</exception>
    public Span<T> InitialStateAdjoint(int index) => AdjointRows(
        CellTensors.At(Info.StateSlots, index, "state", Info),
        _layout.InitialStateAdjoints[index],
        1,
        "initial state",
        Adjoint.InitialStates);

    /// <summary>
    /// Makes the final states the initial ones, for a sequence that goes on in the next window (truncated back-propagation). Call it
    /// after <c>Backward</c>: it overwrites what that reads. A state that goes from the last step to the first keeps its initial value:
    /// what it would find at the end of the next window comes from later ones.
    /// </summary>
    public void Carry()
    {
        for (int i = 0; i < _layout.States.Length; i++)
        {
            if (!IsReversed(i))
            {
                FinalState(i).CopyTo(InitialState(i));
            }
        }

        StartsAnew = false;
        _content = Content.Carried;
    }

    /// <summary>Sets all initial states to zero, or to the initial values of the definition, for new sequences.</summary>
    public void ClearInitialStates()
    {
        for (int i = 0; i < _layout.States.Length; i++)
        {
            InitialState(i).Clear();
        }

        StartsAnew = true;
        _content = Content.Nothing;
    }

    private Span<T> RowsOf(Slot slot, int offset, int steps) => _buffer.Span.Slice(offset, steps * Batch * slot.Length);

    private bool IsReversed(int index) => CellTensors.At(Info.StateSlots, index, "state", Info).IsReversed;

    /// <summary>The block of a state behind the last step: there are as many blocks before it as the tape holds.</summary>
    private int LastBlock(int index) => Blocks(index, TimeSteps);

    /// <summary>How many blocks of a state there are behind the initial one after some steps.</summary>
    private int Blocks(int index, int steps) =>
        CellTensors.At(Info.StateSlots, index, "state", Info).IsOverwritten && steps > 0
            ? TapeLayout.Blocks(steps, CheckpointSteps)
            : steps;

    /// <summary>Blocks of [B, F] of a state.</summary>
    private Span<T> StateRows(int index, int first, int count)
    {
        Slot slot = CellTensors.At(Info.StateSlots, index, "state", Info);
        int block = Batch * slot.Length;
        return _buffer.Span.Slice(_layout.States[index] + first * block, count * block);
    }

    private Span<T> AdjointRows(Slot slot, int offset, int steps, string kind, Adjoint flag) => offset >= 0
        ? RowsOf(slot, offset, steps)
        : throw new InvalidOperationException(
            $"The adjoint of {kind} '{slot.Name}' is not on this tape, which was made with Adjoint.{Adjoints}: add Adjoint.{flag}.");
}
