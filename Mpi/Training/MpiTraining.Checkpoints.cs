using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using RnnGen.Mpi.Collectives;

namespace RnnGen.Mpi;

/// <content>Runs that are saved and go on, by this number of ranks or another.</content>
public sealed partial class MpiTraining<T>
{
    /// <summary>
    /// Saves the run in one file, as <see cref="Checkpoint"/> does: parameters, optimiser and progress. All ranks call it, rank 0 writes;
    /// when it returns the file is there. After local steps it begins with <see cref="Synchronize"/>.
    /// </summary>
    /// <param name="path">The file, on the machine of rank 0; it appears whole or not at all.</param>
    /// <param name="progress">Where the run stands, the same on all ranks.</param>
    /// <exception cref="IOException">The file cannot be written; on rank 0 alone.</exception>
    /// <exception cref="MpiDisagreementException">A rank is elsewhere in the program, or has another progress.</exception>
    [CLSCompliant(false)]
    public void Save(string path, TrainingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(path);
        BeginSave(progress);
        if (Session.Rank == 0)
        {
            Checkpoint.Save(path, _parameters, _optimizer, progress);
        }

        Session.Barrier();
    }

    /// <summary>
    /// Saves the run with what it carries from window to window (truncated back-propagation), and where its random numbers stand: the
    /// states of the whole batch, gathered from all ranks. The file does not depend on how many they are: it is the one that
    /// <see cref="Checkpoint"/> writes of a tape with the whole batch. All ranks call it, after <see cref="CellTape{T}.Carry"/>.
    /// </summary>
    /// <inheritdoc cref="Save(string, TrainingProgress)"/>
    /// <param name="path">The file, on the machine of rank 0; it appears whole or not at all.</param>
    /// <param name="progress">Where the run stands, the same on all ranks.</param>
    /// <param name="tape">This rank's, set for the shard.</param>
    /// <param name="shard">This rank's rows.</param>
    /// <exception cref="ArgumentException">The tape is not set for the shard, or the shards are not the batch.</exception>
    [CLSCompliant(false)]
    public void Save(string path, TrainingProgress progress, CellTape<T> tape, BatchShard shard)
    {
        ArgumentNullException.ThrowIfNull(path);
        BeginSave(progress);
        CarriedStates<T> carried = Gather(tape, shard);
        if (Session.Rank == 0)
        {
            Checkpoint.Save(path, _parameters, _optimizer, progress, carried);
        }

        Session.Barrier();
    }

    /// <summary>
    /// Goes on with a run that was saved, by any number of ranks or by <see cref="Checkpoint"/>. All ranks call it, rank 0 reads: the file
    /// has to be on its machine alone. All ranks then have the same parameters, optimiser and learning rate.
    /// </summary>
    /// <param name="path">The file, on the machine of rank 0.</param>
    /// <returns>Where the run stood, on all ranks.</returns>
    /// <exception cref="SafetensorsException">
    /// The file is not valid, or is a run of another cell, element type or optimiser. Nothing has changed. On rank 0 alone.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; on rank 0 alone.</exception>
    /// <exception cref="MpiDisagreementException">A rank is elsewhere in the program.</exception>
    [CLSCompliant(false)]
    public TrainingProgress Load(string path) => Load(path, bytes => Checkpoint.Load(bytes, _parameters, _optimizer));

    /// <summary>
    /// Goes on with a run that was saved with what it carries: each rank's tape gets the states of its rows as initial states, and where
    /// its random numbers stand. The batch has to be the one that was saved, the number of ranks need not.
    /// </summary>
    /// <inheritdoc cref="Load(string)"/>
    /// <param name="path">The file, on the machine of rank 0.</param>
    /// <param name="tape">This rank's, set for the shard.</param>
    /// <param name="shard">This rank's rows.</param>
    /// <exception cref="ArgumentException">The tape is not set for the shard.</exception>
    [CLSCompliant(false)]
    public TrainingProgress Load(string path, CellTape<T> tape, BatchShard shard)
    {
        ArgumentNullException.ThrowIfNull(tape);
        RequireTaken(tape, shard);
        var carried = new CarriedStates<T>(_parameters.Info, shard.Batch);
        TrainingProgress progress = Load(path, bytes => Checkpoint.Load(bytes, _parameters, _optimizer, carried));
        carried.CopyTo(tape, shard.First, shard.Count);
        return progress;
    }

    /// <summary>
    /// Brings together, on all ranks, what each carries from window to window. To divide the rows anew between two windows, for instance
    /// where some sequences have ended: gather, take the new shard, and
    /// <see cref="CarriedStates{T}.CopyTo">copy its rows</see> to the tape.
    /// </summary>
    /// <param name="tape">This rank's, set for the shard.</param>
    /// <param name="shard">This rank's rows; the shards of all ranks are the batch, each row once.</param>
    /// <returns>The states of the whole batch: the same on all ranks.</returns>
    /// <exception cref="ArgumentException">The tape is not set for the shard, or the shards are not the batch.</exception>
    /// <exception cref="MpiDisagreementException">
    /// A rank is elsewhere in the program, or has another batch, or a tape with another seed or beginning.
    /// </exception>
    public CarriedStates<T> Gather(CellTape<T> tape, BatchShard shard)
    {
        ArgumentNullException.ThrowIfNull(tape);
        RequireTaken(tape, shard);
        ReadOnlySpan<Note> notes = Session.Exchange(new Note(
            Turn.Gather, shard.Batch, tape.StartsAnew ? 1 : 0, unchecked((long)tape.Seed), Value: shard.First, Weight: shard.Count));
        var shards = new BatchShard[notes.Length];
        for (int rank = 0; rank < shards.Length; rank++)
        {
            shards[rank] = new BatchShard((int)notes[rank].Value, (int)notes[rank].Weight, shard.Batch);
        }

        RequireWhole(shards, shard.Batch);
        var carried = new CarriedStates<T>(_parameters.Info, shard.Batch);
        carried.CopyFrom(tape, shard.First, shard.Count);
        for (int rank = 0; rank < shards.Length; rank++)
        {
            for (int i = 0; i < _parameters.Info.States.Count; i++)
            {
                BroadcastRows(carried.State(i), shards[rank], rank);
            }

            BroadcastRows(carried.BegunSequences, shards[rank], rank);
        }

        return carried;
    }

    private void BroadcastRows<TElement>(Span<TElement> all, BatchShard rows, int root)
        where TElement : unmanaged
    {
        int each = all.Length / rows.Batch;
        Session.BroadcastBytes(MemoryMarshal.AsBytes(all.Slice(rows.First * each, rows.Count * each)), root);
    }

    private static void RequireWhole(ReadOnlySpan<BatchShard> shards, int batch)
    {
        var isThere = new bool[batch];
        int rows = 0;
        foreach (BatchShard shard in shards)
        {
            rows += shard.Count;
            if (shard.Count > 0)
            {
                isThere.AsSpan(shard.First, shard.Count).Fill(true);
            }
        }

        if (rows != batch || isThere.AsSpan().Contains(false))
        {
            throw new ArgumentException(
                $"The shards are not the batch: the ranks have {rows} rows of {batch}, and each has to be on one of them.", nameof(shards));
        }
    }

    private void BeginSave(TrainingProgress progress)
    {
        Session.Exchange(new Note(Turn.Save, progress.Epoch, progress.Step, unchecked((long)progress.Seed)));
        if (_options.LocalSteps > 1)
        {
            Synchronize();
        }
    }

    private TrainingProgress Load(string path, Func<Stream, TrainingProgress> read)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool isFirst = Session.Rank == 0;
        byte[] file = isFirst ? File.ReadAllBytes(path) : [];
        TrainingProgress progress = default;
        if (isFirst)
        {
            // Where it does not fit, the others have not begun.
            progress = read(new MemoryStream(file, writable: false));
        }

        int length = file.Length;
        Session.Exchange(new Note(Turn.Load));
        Session.BroadcastBytes(MemoryMarshal.AsBytes(new Span<int>(ref length)), 0);
        if (!isFirst)
        {
            file = new byte[length];
        }

        Session.BroadcastBytes(file, 0);
        (_alone, _learnedFrom) = (0, 0);
        return isFirst ? progress : read(new MemoryStream(file, writable: false));
    }
}
