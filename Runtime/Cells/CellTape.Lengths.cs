using System;
using System.ComponentModel;
using System.Globalization;

namespace RnnGen;

/// <content>Sequences of unequal length, smaller batches, and steps without gradients.</content>
public abstract partial class CellTape<T>
{
    private readonly int[] _lengths;
    // The same where no steps are without gradients.
    private readonly TapeSchedule _forward;
    private TapeSchedule _backward;
    private TapeSchedule? _afterBurnIn;
    private int _rows;
    private int _burnIn;

    /// <summary>
    /// How many rows of the batch take part, 1 to B: all of them unless a smaller number is set, as for a last batch. The others cost
    /// nothing and may hold anything; what a pass writes is zero there. Rows that come back have T steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1 or above B.</exception>
    public int Rows
    {
        get => _rows;
        set
        {
            if (value < 1 || value > Batch)
            {
                string message = $"Rows is {value}; 1 to {Batch} expected: the tape has a batch of {Batch}.";
                throw new ArgumentOutOfRangeException(nameof(value), value, message);
            }

            if (value == _rows)
            {
                return;
            }

            if (value > _rows)
            {
                _lengths.AsSpan(_rows, value - _rows).Fill(TimeSteps);
            }

            _lengths.AsSpan(value).Clear();
            _rows = value;
            Reschedule();
        }
    }

    /// <summary>
    /// How many time steps each row has. Get: [B], 0 for rows beyond <see cref="Rows"/>. Set: one number from 1 to T for each of the
    /// <see cref="Rows"/> rows; T for all is the tape as it was made.
    /// </summary>
    /// <remarks>
    /// Beyond its end a row costs nothing. What is there of inputs and seeds is not read and may be NaN; outputs, states and adjoints of
    /// inputs are zero there. The final state of a row, and the seed at it, are those of its own last step. The results of a row are those
    /// of the row alone. Rows in falling order of their lengths are fastest: rows that go on together should be neighbours. Nothing is
    /// allocated, except when the tape of a cell so small that its sequences lie in the lanes of vectors meets unequal lengths for the
    /// first time.
    /// </remarks>
    /// <exception cref="ArgumentException">There are not as many lengths as rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1 or above T; nothing has changed.</exception>
    public ReadOnlySpan<int> Lengths
    {
        get => _lengths;
        set
        {
            CheckLengths(value);
            if (value.SequenceEqual(_lengths.AsSpan(0, _rows)))
            {
                return;
            }

            value.CopyTo(_lengths);
            Reschedule();
        }
    }

    /// <summary>
    /// How many time steps at the beginning <c>Backward</c> leaves out, 0 to T - 1: they warm up the states, and no gradient comes from
    /// them or crosses them. Seeds there are not read, and the adjoints of their inputs and of the initial states are zero.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or T or more.</exception>
    public int BurnIn
    {
        get => _burnIn;
        set
        {
            if (value < 0 || value >= TimeSteps)
            {
                string message = $"BurnIn is {value}; 0 to {TimeSteps - 1} expected: the tape has {TimeSteps} time steps.";
                throw new ArgumentOutOfRangeException(nameof(value), value, message);
            }

            if (value == _burnIn)
            {
                return;
            }

            _burnIn = value;
            Reschedule();
        }
    }

    /// <summary>Whether all rows have all time steps, forward and backward.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsWhole { get; private set; } = true;

    /// <summary>What a forward pass goes over.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TapeSchedule ForwardSchedule => _forward;

    /// <summary>What a backward pass goes over.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TapeSchedule BackwardSchedule => _backward;

    /// <summary>
    /// Puts what arrives at the last step of each row in its place: the seed at a final state, or zero where the tape holds none. The last
    /// step is the one with which the way back begins; where the state goes from the last step to the first, it is the first. Two banks of
    /// B rows take turns: what leaves step t lies in the one of t's parity, what arrives at it in the other.
    /// </summary>
    /// <param name="state">The state's index.</param>
    /// <param name="start">Where the bank of even steps begins in the kernels' private memory.</param>
    /// <param name="bank">Elements from it to the other bank.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OpenCarry(int state, nint start, nint bank)
    {
        Slot slot = Info.StateSlots[state];
        if (IsWhole || slot.IsReversed)
        {
            int before = slot.IsReversed ? _burnIn - 1 : TimeSteps;
            Span<T> place = Private(start + (before & 1) * bank, Batch * slot.Length);
            if (slot.IsReversed && _burnIn > 0)
            {
                place.Clear(); // what arrives there comes from steps without gradients
            }
            else
            {
                Place(state, 0, place);
            }

            return;
        }

        for (int row = 0; row < _rows; row++)
        {
            Place(state, row * slot.Length, Private(start + (_lengths[row] & 1) * bank + row * slot.Length, slot.Length));
        }
    }

    /// <summary>
    /// Copies what has left the first step of each row (the last one where the state goes from the last step to the first) to the adjoint
    /// of the initial state, where the tape holds it; zero where a row has no step, or where that step is without gradients.
    /// </summary>
    /// <param name="state">The state's index.</param>
    /// <param name="start">Where the bank of even steps begins in the kernels' private memory.</param>
    /// <param name="bank">Elements from it to the other bank.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void CloseCarry(int state, nint start, nint bank)
    {
        if (!Has(Adjoint.InitialStates))
        {
            return;
        }

        Slot slot = Info.StateSlots[state];
        int features = slot.Length;
        Span<T> adjoint = _buffer.Span.Slice(_layout.InitialStateAdjoints[state], Batch * features);
        if (IsWhole)
        {
            int last = slot.IsReversed ? TimeSteps - 1 : 0;
            Private(start + (last & 1) * bank, adjoint.Length).CopyTo(adjoint);
            return;
        }

        adjoint.Clear();
        for (int row = 0; row < _rows; row++)
        {
            int last = slot.IsReversed ? _lengths[row] - 1 : 0;
            if (last >= _burnIn)
            {
                Private(start + (last & 1) * bank + row * features, features).CopyTo(adjoint[(row * features)..]);
            }
        }
    }

    /// <summary>
    /// Puts the initial states of what goes from the last step to the first behind the last step of each row: a pass finds them there.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void PlaceInitialStates()
    {
        for (int i = 0; !IsWhole && i < _layout.States.Length; i++)
        {
            int features = Info.StateSlots[i].Length;
            for (int row = 0; IsReversed(i) && row < _rows; row++)
            {
                InitialState(i).Slice(row * features, features).CopyTo(StateRows(i, _lengths[row], 1)[(row * features)..]);
            }
        }
    }

    /// <summary>Seeds at a final state, from an element on, or zero where the tape holds none.</summary>
    private void Place(int state, int from, Span<T> place)
    {
        int seeds = _layout.FinalStateAdjoints[state];
        if (seeds < 0)
        {
            place.Clear();
        }
        else
        {
            _buffer.Span.Slice(seeds + from, place.Length).CopyTo(place);
        }
    }

    private void CheckLengths(ReadOnlySpan<int> lengths)
    {
        if (lengths.Length != _rows)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture, $"There are {lengths.Length} lengths; {_rows} needed, one for each of the {_rows} rows.");
            throw new ArgumentException(message, nameof(lengths));
        }

        for (int row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] < 1 || lengths[row] > TimeSteps)
            {
                string message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"The length of row {row} is {lengths[row]}; 1 to {TimeSteps} expected: the tape has {TimeSteps} time steps.");
                throw new ArgumentOutOfRangeException(nameof(lengths), lengths[row], message);
            }
        }
    }

    /// <summary>Cuts the rectangles anew, after a change.</summary>
    private void Reschedule()
    {
        if (_content == Content.Forward)
        {
            _content = Content.Rescheduled;
        }

        _backward = _forward;
        IsWhole = _burnIn == 0 && !_lengths.AsSpan().ContainsAnyExcept(TimeSteps);
        if (IsWhole)
        {
            _forward.SetWhole();
            return;
        }

        _forward.Set(_lengths, 0);
        if (_burnIn > 0)
        {
            _backward = _afterBurnIn ??= new TapeSchedule(TimeSteps, Batch, Threads, CheckpointSteps);
            _backward.Set(_lengths, _burnIn);
        }

        if (_otherScratchLength > 0)
        {
            _other ??= new AlignedBuffer<T>(_otherSavedLength + _otherScratchLength);
        }
    }

    /// <summary>
    /// Final states to where users find them, and zero behind the end of each row: kernels have written nothing there.
    /// </summary>
    private void EndForward()
    {
        for (int i = 0; i < _layout.States.Length; i++)
        {
            EndStates(i);
        }

        for (int i = 0; i < _layout.Outputs.Length; i++)
        {
            for (int row = 0; row < Batch; row++)
            {
                ClearSteps(Output(i), Info.OutputSlots[i].Length, row, _lengths[row], TimeSteps);
            }
        }
    }

    private void EndStates(int index)
    {
        int features = Info.StateSlots[index].Length, last = LastBlock(index);
        bool isReversed = IsReversed(index);
        Span<T> states = StateRows(index, 0, last + 1), final = FinalState(index);
        for (int row = 0; row < Batch; row++)
        {
            int length = Blocks(index, _lengths[row]);
            if (isReversed)
            {
                ClearSteps(states, features, row, length, TimeSteps); // behind the last step lie the initial states
            }
            else if (length < last)
            {
                ClearSteps(states, features, row, length + 1, last + 1);
                if (length > 0)
                {
                    states.Slice((length * Batch + row) * features, features).CopyTo(final[(row * features)..]);
                }
            }
        }
    }

    /// <summary>Zero where no adjoint of an input has been written, and no initial state where <c>Backward</c> needed it.</summary>
    private void EndBackward()
    {
        for (int i = 0; i < _layout.States.Length; i++)
        {
            if (IsReversed(i))
            {
                EndStates(i);
            }
        }

        if (!Has(Adjoint.Inputs))
        {
            return;
        }

        for (int i = 0; i < _layout.Inputs.Length; i++)
        {
            for (int row = 0; row < Batch; row++)
            {
                ClearSteps(InputAdjoint(i), Info.InputSlots[i].Length, row, 0, Math.Min(_burnIn, _lengths[row]));
                ClearSteps(InputAdjoint(i), Info.InputSlots[i].Length, row, _lengths[row], TimeSteps);
            }
        }
    }

    private void ClearSteps(Span<T> tensor, int features, int row, int first, int end)
    {
        for (int step = first; step < end; step++)
        {
            tensor.Slice((step * Batch + row) * features, features).Clear();
        }
    }
}
