using System;
using System.Globalization;

namespace RnnGen;

/// <summary>Where each tensor of a tape starts in its one buffer, in elements; a negative offset marks a tensor that is left out.</summary>
internal sealed class TapeLayout
{
    private readonly CellInfo _info;
    private readonly int _timeSteps;
    private readonly int _batch;
    private readonly long _maximum;
    private long _end;

    public TapeLayout(
        CellInfo info,
        int timeSteps,
        int batch,
        Adjoint adjoints,
        int savedPerRow,
        long scratchLength,
        int shards,
        int scratchPerShard,
        long maximum,
        int stretch)
    {
        _info = info;
        _timeSteps = timeSteps;
        _batch = batch;
        _maximum = maximum;
        long rows = (long)timeSteps * batch;
        if (rows > maximum)
        {
            throw TooLarge();
        }

        Inputs = Reserve(info.InputSlots, rows, true);
        Noise = new int[info.NoiseSlots.Length];
        for (int i = 0; i < Noise.Length; i++)
        {
            Noise[i] = Reserve(rows, info.NoiseSlots[i].Length);
        }

        States = new int[info.StateSlots.Length];
        for (int i = 0; i < States.Length; i++)
        {
            Slot slot = info.StateSlots[i];
            States[i] = Reserve((slot.IsOverwritten ? Blocks(timeSteps, stretch) + 1L : timeSteps + 1L) * batch, slot.Length);
        }

        Outputs = Reserve(info.OutputSlots, rows, true);
        OutputAdjoints = Reserve(info.OutputSlots, rows, adjoints.HasFlag(Adjoint.Outputs));
        StateAdjoints = Reserve(info.StateSlots, rows, adjoints.HasFlag(Adjoint.States));
        FinalStateAdjoints = Reserve(info.StateSlots, batch, adjoints.HasFlag(Adjoint.FinalStates));
        InputAdjoints = Reserve(info.InputSlots, rows, adjoints.HasFlag(Adjoint.Inputs));
        InitialStateAdjoints = Reserve(info.StateSlots, batch, adjoints.HasFlag(Adjoint.InitialStates));
        Saved = Reserve(rows, adjoints == Adjoint.None ? 0 : savedPerRow);
        Scratch = scratchLength > maximum ? throw TooLarge() : Reserve(1, scratchLength);
        // A line between two shards, since processors fetch lines in pairs.
        long pitch = info.Pad(scratchPerShard + (long)AlignedBuffer.Alignment / info.ElementSize);
        ShardPitch = pitch > maximum ? throw TooLarge() : (int)pitch;
        Shards = Reserve(shards, ShardPitch);
        Length = (int)_end;
    }

    /// <summary>How many blocks of states follow the initial one.</summary>
    /// <param name="timeSteps">Time steps.</param>
    /// <param name="stretch">Steps from one block to the next, at least 1.</param>
    public static int Blocks(int timeSteps, int stretch) => (timeSteps - 1) / stretch + 1;

    public int[] Inputs { get; }

    public int[] Noise { get; }

    public int[] States { get; }

    public int[] Outputs { get; }

    public int[] OutputAdjoints { get; }

    public int[] StateAdjoints { get; }

    public int[] FinalStateAdjoints { get; }

    public int[] InputAdjoints { get; }

    public int[] InitialStateAdjoints { get; }

    public int Saved { get; }

    public int Scratch { get; }

    /// <summary>The private memory of the first shard; that of the next lies <see cref="ShardPitch"/> elements further on.</summary>
    public int Shards { get; }

    public int ShardPitch { get; }

    public int Length { get; }

    private int[] Reserve(ReadOnlySpan<Slot> slots, long rows, bool present)
    {
        var offsets = new int[slots.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = present ? Reserve(rows, slots[i].Length) : -1;
        }

        return offsets;
    }

    // Neither product nor sum overflows: rows, features and the end so far are each below 2^31 or were refused.
    private int Reserve(long rows, long features)
    {
        long start = _end;
        int line = AlignedBuffer.Alignment / _info.ElementSize;
        _end = _info.Pad(start + rows * features + line);
        return _end <= _maximum ? (int)start : throw TooLarge();
    }

    private ArgumentOutOfRangeException TooLarge() => new(
        "timeSteps",
        _timeSteps,
        string.Create(
            CultureInfo.InvariantCulture,
            $"A tape of {_info.Name} over {_timeSteps} time steps and a batch of {_batch} needs more than {_maximum} elements: " +
            $"take fewer steps (carry the state) or fewer rows."));
}
