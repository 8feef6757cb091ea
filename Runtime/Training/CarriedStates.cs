using System;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// What a batch carries from window to window (truncated back-propagation), by itself: the initial states of all rows, whether they begin
/// anew, and where the random numbers of their tapes stand. Tapes that share a batch put their rows into one and take them out of it, so
/// that a checkpoint does not depend on how the batch was divided.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class CarriedStates<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[][] _states;
    private readonly int[] _begun;

    /// <summary>All zero, and to begin anew.</summary>
    /// <param name="info">The cell.</param>
    /// <param name="batch">B, the rows of all tapes that share the batch, at least 1.</param>
    /// <exception cref="ArgumentException">The cell has another element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch is below 1.</exception>
    public CarriedStates(CellInfo info, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        (Info, Batch) = (CellTensors.Checked<T>(info), batch);
        _states = new T[info.StateSlots.Length][];
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = new T[checked(batch * info.StateSlots[i].Length)];
        }

        _begun = CellTape<T>.CountsSequences(info) ? new int[batch] : [];
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>B, the number of rows.</summary>
    public int Batch { get; }

    /// <summary>Whether the next window begins with the initial values of the definition: <see cref="CellTape{T}.StartsAnew"/>.</summary>
    public bool StartsAnew { get; set; } = true;

    /// <summary>
    /// How many sequences each row has begun on the way, [B]: masks that are drawn once for a sequence follow from it. Empty where the cell
    /// draws none, or begins no sequence within a window.
    /// </summary>
    public Span<int> BegunSequences => _begun;

    /// <summary>Where the random numbers of the tapes stand; null where nothing is known of it.</summary>
    internal NoisePosition? Noise { get; set; }

    /// <summary>A state with which the next window begins: [B, F].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no state of that index.</exception>
    public Span<T> State(int index)
    {
        _ = CellTensors.At(Info.StateSlots, index, "state", Info);
        return _states[index];
    }

    /// <summary>
    /// Takes over what a tape carries: its first rows, and what holds for all rows. Call it after <see cref="CellTape{T}.Carry"/>.
    /// </summary>
    /// <param name="tape">Its rows from 0 on are read.</param>
    /// <param name="firstRow">The row of the batch that the tape's first row is.</param>
    /// <param name="rows">How many rows of the tape are part of the batch; 0 takes only what holds for all.</param>
    /// <exception cref="ArgumentException">The tape belongs to another cell.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tape or the batch has not so many rows.</exception>
    public void CopyFrom(CellTape<T> tape, int firstRow, int rows)
    {
        Require(tape, firstRow, rows);
        for (int i = 0; i < _states.Length; i++)
        {
            int features = Info.StateSlots[i].Length;
            tape.InitialState(i)[..(rows * features)].CopyTo(_states[i].AsSpan(firstRow * features));
        }

        if (_begun.Length > 0)
        {
            tape.BegunSequences[..rows].CopyTo(_begun.AsSpan(firstRow));
        }

        StartsAnew = tape.StartsAnew;
        Noise = new NoisePosition(tape.Seed, tape.Draws.Passes, tape.Draws.SequencePass);
    }

    /// <summary>Lets a tape go on from here: fills the initial states of its first rows, and sets what holds for all rows.</summary>
    /// <inheritdoc cref="CopyFrom"/>
    public void CopyTo(CellTape<T> tape, int firstRow, int rows)
    {
        Require(tape, firstRow, rows);
        for (int i = 0; i < _states.Length; i++)
        {
            int features = Info.StateSlots[i].Length;
            _states[i].AsSpan(firstRow * features, rows * features).CopyTo(tape.InitialState(i));
        }

        tape.StartsAnew = StartsAnew;
        if (Noise is not { } noise)
        {
            return;
        }

        tape.Seed = noise.Seed;
        tape.Draws = (noise.Passes, noise.SequencePass);
        if (_begun.Length > 0)
        {
            _begun.AsSpan(firstRow, rows).CopyTo(tape.BegunSequences);
        }
    }

    private void Require(CellTape<T> tape, int firstRow, int rows)
    {
        ArgumentNullException.ThrowIfNull(tape);
        CellTensors.RequireSameCell(Info, tape.Info, nameof(tape));
        if (rows < 0 || rows > tape.Batch)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, string.Create(
                CultureInfo.InvariantCulture, $"rows is {rows}; 0 to {tape.Batch} expected: the tape has a batch of {tape.Batch}."));
        }

        if (firstRow < 0 || firstRow > Batch - rows)
        {
            throw new ArgumentOutOfRangeException(nameof(firstRow), firstRow, string.Create(
                CultureInfo.InvariantCulture,
                $"firstRow is {firstRow}; 0 to {Batch - rows} expected, for {rows} rows of a batch of {Batch}."));
        }
    }
}
