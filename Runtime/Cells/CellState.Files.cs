using System;
using System.Buffers;
using System.IO;

namespace RnnGen;

/// <content>Saving and loading, and the rows of a tape.</content>
public abstract partial class CellState<T>
{
    /// <summary>The bytes of a saved state: the same for every state of a cell.</summary>
    public int SavedLength => StateFormat.Length(Info);

    /// <summary>
    /// Saves all states as bytes, with the cell's fingerprint and a checksum; the same bytes on every machine. Allocates nothing.
    /// </summary>
    /// <param name="destination">Receives them at its beginning.</param>
    /// <returns>How many they are, <see cref="SavedLength"/>.</returns>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    /// <exception cref="InvalidOperationException">A learned initial value has not come yet: see <see cref="HasBegun"/>.</exception>
    public int Save(Span<byte> destination)
    {
        int length = StateFormat.RequireRoom(Info, destination);
        StateFormat.Write<T>(Info, BegunBank, destination[..length]);
        FlushNext();
        return length;
    }

    /// <summary>Saves all states to a stream, which is left open: <see cref="SavedLength"/> bytes.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(SavedLength);
        try
        {
            stream.Write(bytes.AsSpan(0, Save(bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>
    /// Loads what <see cref="Save(Span{byte})"/> has saved of this cell, in this process or another; a sequence goes on from there bit for
    /// bit. Nothing is loaded unless everything fits. Allocates nothing.
    /// </summary>
    /// <param name="source">The bytes of one state and nothing else.</param>
    /// <exception cref="InvalidDataException">
    /// They are of another cell, of one that has changed since, or of another element type; or they are no saved state, or changed or cut
    /// off since. The message says which.
    /// </exception>
    public void Load(ReadOnlySpan<byte> source)
    {
        StateFormat.Read(source, Info, Bank);
        BeginElsewhere();
    }

    /// <summary>
    /// Loads the next <see cref="SavedLength"/> bytes of a stream, so that many states may follow each other. Nothing is loaded unless
    /// everything fits.
    /// </summary>
    /// <exception cref="InvalidDataException">As for bytes; also where the stream ends early.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int length = SavedLength;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Load(bytes.AsSpan(0, stream.ReadAtLeast(bytes.AsSpan(0, length), length, throwOnEndOfStream: false)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Makes this state the initial one of a row of a tape, for a stream that goes on in a batch.</summary>
    /// <param name="tape">A tape of the same cell.</param>
    /// <param name="row">A row of its batch, from 0 to B - 1.</param>
    /// <exception cref="ArgumentException">The tape belongs to another cell.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has no such row.</exception>
    public void CopyTo(CellTape<T> tape, int row)
    {
        Require(tape, row);
        for (int i = 0; i < Info.States.Count; i++)
        {
            Span<T> state = State(i);
            state.CopyTo(tape.InitialState(i)[(row * state.Length)..]);
        }
    }

    /// <summary>Goes on from where a row of a tape has ended: after its own last step, where rows have unequal lengths.</summary>
    /// <inheritdoc cref="CopyTo(CellTape{T}, int)"/>
    public void CopyFrom(CellTape<T> tape, int row)
    {
        Require(tape, row);
        BeginElsewhere();
        for (int i = 0; i < Info.States.Count; i++)
        {
            Span<T> state = State(i);
            tape.FinalState(i).Slice(row * state.Length, state.Length).CopyTo(state);
        }
    }

    /// <summary>Begins where a row of a tape begins.</summary>
    /// <inheritdoc cref="CopyTo(CellTape{T}, int)"/>
    public void CopyFromInitial(CellTape<T> tape, int row)
    {
        Require(tape, row);
        BeginElsewhere();
        for (int i = 0; i < Info.States.Count; i++)
        {
            Span<T> state = State(i);
            tape.InitialState(i).Slice(row * state.Length, state.Length).CopyTo(state);
        }
    }

    private void Require(CellTape<T> tape, int row)
    {
        ArgumentNullException.ThrowIfNull(tape);
        CellTensors.RequireSameCell(Info, tape.Info, nameof(tape));
        if ((uint)row >= (uint)tape.Batch)
        {
            throw new ArgumentOutOfRangeException(
                nameof(row), row, $"There is no row {row}: the tape has a batch of {tape.Batch}, from 0 to {tape.Batch - 1}.");
        }
    }
}
