using System;
using System.IO;

namespace RnnGen;

/// <content>Sessions that leave the pool and come back.</content>
public abstract partial class CellStatePool<T>
{
    /// <summary>The bytes of a saved session: the same for every session, and for every <see cref="CellState{T}"/>, of a cell.</summary>
    public int SavedLength => StateFormat.Length(Info);

    /// <summary>
    /// Saves a session as bytes, as <see cref="CellState{T}.Save(Span{byte})"/> does: with the cell's fingerprint and a checksum, the same
    /// on every machine. Allocates nothing.
    /// </summary>
    /// <param name="handle">The session.</param>
    /// <param name="destination">Receives the bytes at its beginning.</param>
    /// <returns>How many they are, <see cref="SavedLength"/>.</returns>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    /// <exception cref="InvalidOperationException">
    /// A learned initial value has not come yet: the session has taken no step since it began. <see cref="HasBegun"/> says so.
    /// </exception>
    public int Save(StateHandle handle, Span<byte> destination)
    {
        PoolSlot<T> slot = Find(handle);
        int length = StateFormat.RequireRoom(Info, destination);
        StateFormat.Write<T>(Info, Begun(slot), destination[..length]);
        return length;
    }

    /// <summary>
    /// Loads what <see cref="Save"/> of a pool or <see cref="CellState{T}.Save(Span{byte})"/> has saved of this cell, in this process or
    /// another: the session goes on from there bit for bit. Nothing is loaded unless everything fits. Allocates nothing.
    /// </summary>
    /// <param name="handle">The session.</param>
    /// <param name="source">The bytes of one state and nothing else.</param>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    /// <exception cref="InvalidDataException">
    /// They are of another cell, of one that has changed since, or of another element type; or they are no saved state, or changed or cut
    /// off since. The message says which.
    /// </exception>
    public void Load(StateHandle handle, ReadOnlySpan<byte> source)
    {
        PoolSlot<T> slot = Find(handle);
        StateFormat.Read(source, Info, slot.Bank);
        slot.Begin();
    }

    /// <summary>
    /// Whether the states of a session have values. False from the beginning, and after <see cref="Reset(StateHandle)"/>, where an initial
    /// value is learned: the next step gets it from its weights.
    /// </summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    public bool HasBegun(StateHandle handle) => Find(handle).HasBegun;

    /// <summary>Copies a session to a state by itself.</summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    /// <exception cref="ArgumentException">The state belongs to another cell.</exception>
    /// <exception cref="InvalidOperationException">A learned initial value has not come yet: see <see cref="HasBegun"/>.</exception>
    public void CopyTo(StateHandle handle, CellState<T> state)
    {
        Require(state);
        Begun(Find(handle)).CopyTo(state.Bank);
        state.BeginElsewhere();
    }

    /// <summary>Goes on where a state by itself has come to.</summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    /// <exception cref="ArgumentException">The state belongs to another cell.</exception>
    /// <exception cref="InvalidOperationException">A learned initial value of the state has not come yet.</exception>
    public void CopyFrom(StateHandle handle, CellState<T> state)
    {
        Require(state);
        PoolSlot<T> slot = Find(handle);
        state.BegunBank[..slot.Bank.Length].CopyTo(slot.Bank);
        slot.Begin();
    }

    private void Require(CellState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CellTensors.RequireSameCell(Info, state.Info, nameof(state));
    }

    private Span<T> Begun(PoolSlot<T> slot) => slot.HasBegun
        ? slot.Bank
        : throw new InvalidOperationException(
            $"The states of {Info.Name} begin with parameters, which weights have: call Reset with weights before the session is saved "
            + "or copied, or take a step.");
}
