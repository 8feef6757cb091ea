using System;
using System.Globalization;

namespace RnnGen;

/// <summary>
/// Names a session of a <see cref="CellStatePool{T}"/>: its slot, and which of the slot's sessions it is. A value: copies name the same
/// session. When that is returned, all of them are stale, and the pool refuses them ever after.
/// </summary>
public readonly struct StateHandle : IEquatable<StateHandle>
{
    private readonly int _pool;

    internal StateHandle(int pool, int slot, long generation) => (_pool, Slot, Generation) = (pool, slot, generation);

    /// <summary>
    /// The slot, from 0 to the pool's capacity - 1: an index for what a program keeps beside the states. It has other sessions later.
    /// </summary>
    public int Slot { get; }

    /// <summary>Which of the slot's sessions it is, from 1 on; 0 for a handle that no pool has given.</summary>
    public long Generation { get; }

    /// <summary>The number of the pool among those of the process, from 1 on; 0 for a handle that no pool has given.</summary>
    internal int Pool => _pool;

    /// <summary>Whether both name the same session.</summary>
    public static bool operator ==(StateHandle left, StateHandle right) => left.Equals(right);

    /// <summary>Whether they name different sessions.</summary>
    public static bool operator !=(StateHandle left, StateHandle right) => !left.Equals(right);

    /// <summary>Whether both name the same session.</summary>
    public bool Equals(StateHandle other) => _pool == other._pool && Slot == other.Slot && Generation == other.Generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StateHandle other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_pool, Slot, Generation);

    /// <summary>Such as <c>slot 3, session 1</c>.</summary>
    public override string ToString() => _pool == 0
        ? "no session"
        : string.Create(CultureInfo.InvariantCulture, $"slot {Slot}, session {Generation}");
}
