using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RnnGen.Mpi.Collectives;
using RnnGen.Mpi.Native;

namespace RnnGen.Mpi;

/// <content>What all ranks do together.</content>
public sealed partial class MpiSession
{
    private static readonly int NoteSize = Unsafe.SizeOf<Note>();

    // Grows to the largest vector that was summed.
    private AlignedBuffer<byte> _scratch = new(0);

    /// <summary>Copies what one rank has to all others.</summary>
    /// <param name="values">Read on the root, overwritten on the others; of the same length on all.</param>
    /// <param name="root">The rank that has them.</param>
    /// <exception cref="MpiDisagreementException">The ranks do not make the same call.</exception>
    public void Broadcast<T>(Span<T> values, int root = 0)
        where T : unmanaged
    {
        if ((uint)root >= (uint)Ranks)
        {
            throw new ArgumentOutOfRangeException(nameof(root), root, $"root is {root}; 0 to {Ranks - 1} expected.");
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        Exchange(new Note(Turn.Broadcast, bytes.Length, root));
        BroadcastBytes(bytes, root);
    }

    /// <summary>
    /// Sums vectors over all ranks, element by element and in place: an all-reduce. Elements are added in the order of the ranks, each by
    /// one rank, which sends the sum to all: every rank has the same bits, and a fixed number of ranks has them in every run, anywhere.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="values">This rank's; overwritten with the sum. Of the same length on all ranks.</param>
    /// <param name="reduction">Who adds.</param>
    /// <exception cref="MpiDisagreementException">The ranks do not make the same call.</exception>
    public void Sum<T>(Span<T> values, MpiReduction reduction = MpiReduction.RankOrder)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (MpiAbi.TypeOf<T>() == MpiAbi.Byte)
        {
            throw new NotSupportedException($"{typeof(T).Name} is no element of a cell: float or double expected.");
        }

        Exchange(new Note(Turn.Sum, values.Length, Unsafe.SizeOf<T>()));
        SumValues(values, reduction);
    }

    /// <summary>Brings the values of all ranks to all ranks.</summary>
    /// <param name="own">This rank's, of the same length on all.</param>
    /// <param name="all">Receives them rank by rank: as many times that length as there are ranks.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="MpiDisagreementException">The ranks do not make the same call.</exception>
    public void AllGather<T>(ReadOnlySpan<T> own, Span<T> all)
        where T : unmanaged
    {
        if (all.Length != (long)own.Length * Ranks)
        {
            throw new ArgumentException(
                $"all has {all.Length} elements; {(long)own.Length * Ranks} needed, {own.Length} of each of {Ranks} ranks.", nameof(all));
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(own);
        Exchange(new Note(Turn.AllGather, bytes.Length));
        GatherBytes(bytes, MemoryMarshal.AsBytes(all));
    }

    /// <summary>Whether any rank says yes; the same answer on all.</summary>
    /// <exception cref="MpiDisagreementException">The ranks do not make the same call.</exception>
    public bool Any(bool own)
    {
        bool any = false;
        foreach (Note note in Exchange(new Note(Turn.Any, Value: own ? 1 : 0)))
        {
            any |= note.Value != 0;
        }

        return any;
    }

    /// <summary>Returns when all ranks have come here.</summary>
    /// <exception cref="MpiDisagreementException">The ranks do not make the same call.</exception>
    public void Barrier() => Exchange(new Note(Turn.Barrier));

    /// <summary>Brings the notes of all ranks to all, and checks that all are about to do the same.</summary>
    /// <returns>One of each rank; valid until the next exchange.</returns>
    internal ReadOnlySpan<Note> Exchange(Note own)
    {
        ObjectDisposedException.ThrowIf(_communicator == 0, this);
        if (_isBroken)
        {
            throw new MpiException("The ranks have disagreed before: nothing that they do together can be relied on.");
        }

        MemoryMarshal.Write(_notes.Span, own);
        Span<byte> all = _notes.Span[NoteSize..];
        GatherBytes(_notes.Span[..NoteSize], all);
        ReadOnlySpan<Note> notes = MemoryMarshal.Cast<byte, Note>(all);
        try
        {
            Notes.RequireSame(notes);
        }
        catch (MpiDisagreementException)
        {
            _isBroken = true;
            throw;
        }

        return notes;
    }

    /// <summary>Makes later collective calls throw, when ranks have disagreed otherwise than by their notes.</summary>
    internal MpiDisagreementException Broken(MpiDisagreementException e)
    {
        _isBroken = true;
        return e;
    }

    /// <summary>A number of rank 0, on all ranks.</summary>
    internal double OfFirst(double value)
    {
        BroadcastBytes(MemoryMarshal.AsBytes(new Span<double>(ref value)), 0);
        return value;
    }

    /// <summary>The same as <see cref="Broadcast"/>, where the ranks have agreed.</summary>
    internal unsafe void BroadcastBytes(Span<byte> bytes, int root)
    {
        fixed (byte* start = bytes)
        {
            MpiException.ThrowOnError(MpiAbi.MPI_Bcast((nint)start, bytes.Length, MpiAbi.Byte, root, _communicator));
        }
    }

    /// <summary>The same as <see cref="AllGather"/>, where the ranks have agreed.</summary>
    internal unsafe void GatherBytes(ReadOnlySpan<byte> own, Span<byte> all)
    {
        fixed (byte* send = own, receive = all)
        {
            MpiException.ThrowOnError(MpiAbi.MPI_Allgather(
                (nint)send, own.Length, MpiAbi.Byte, (nint)receive, own.Length, MpiAbi.Byte, _communicator));
        }
    }

    /// <summary>The same as <see cref="Sum"/>, where the ranks have agreed.</summary>
    internal void SumValues<T>(Span<T> values, MpiReduction reduction)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Ranks == 1 || values.IsEmpty)
        {
            return;
        }

        if (reduction == MpiReduction.RankOrder)
        {
            SumInRankOrder(values);
        }
        else
        {
            SumByLibrary(values);
        }
    }

    private unsafe void SumByLibrary<T>(Span<T> values)
        where T : unmanaged
    {
        fixed (T* start = values)
        {
            MpiException.ThrowOnError(MpiAbi.MPI_Allreduce(
                MpiAbi.InPlace, (nint)start, values.Length, MpiAbi.TypeOf<T>(), MpiAbi.Sum, _communicator));
        }
    }

    // Each rank is sent all ranks' parts of its own segment, adds them, and sends the sum to all.
    private unsafe void SumInRankOrder<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var segments = new Segments(values.Length, Ranks, sizeof(T));
        int own = segments.Length(Rank);
        Span<T> parts = Scratch<T>(own * Ranks);
        Span<int> lengths = _counts.AsSpan(0, Ranks), starts = _counts.AsSpan(Ranks, Ranks);
        Span<int> partLengths = _counts.AsSpan(2 * Ranks, Ranks), partStarts = _counts.AsSpan(3 * Ranks, Ranks);
        for (int rank = 0; rank < Ranks; rank++)
        {
            (lengths[rank], starts[rank]) = (segments.Length(rank), segments.Start(rank));
            (partLengths[rank], partStarts[rank]) = (own, rank * own);
        }

        int type = MpiAbi.TypeOf<T>();
        fixed (T* start = values, part = parts)
        fixed (int* counts = _counts)
        {
            int* offsets = counts + Ranks, partCounts = offsets + Ranks, partOffsets = partCounts + Ranks;
            MpiException.ThrowOnError(MpiAbi.MPI_Alltoallv(
                (nint)start, counts, offsets, type, (nint)part, partCounts, partOffsets, type, _communicator));
            Segments.Add(parts, values.Slice(segments.Start(Rank), own));
            MpiException.ThrowOnError(MpiAbi.MPI_Allgatherv(
                MpiAbi.InPlace, own, type, (nint)start, counts, offsets, type, _communicator));
        }
    }

    private Span<T> Scratch<T>(int length)
        where T : unmanaged
    {
        long bytes = (long)length * Unsafe.SizeOf<T>();
        if (_scratch.Length < bytes)
        {
            _scratch = new AlignedBuffer<byte>(bytes);
        }

        return MemoryMarshal.Cast<byte, T>(_scratch.Span[..(int)bytes]);
    }
}
