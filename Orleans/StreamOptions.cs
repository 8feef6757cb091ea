using System;
using System.Globalization;

namespace RnnGen.Orleans;

/// <summary>How a silo keeps the sessions of a cell.</summary>
public sealed class StreamOptions
{
    /// <summary>How many sessions the silo takes at a time, at least 1; others are answered <see cref="StreamStatus.Full"/>.</summary>
    public int Capacity { get; set; } = 100_000;

    /// <summary>
    /// How long the first call of a batch waits for others, in whole milliseconds; 0 takes what is there. It does not wait where a batch is
    /// full, or where every session of the silo has called.
    /// </summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How many sessions are stepped by one call of the cell, at least 1.</summary>
    public int MaximumBatch { get; set; } = 1024;

    /// <summary>How many calls may wait, at least 1; others are answered <see cref="StreamStatus.Busy"/>.</summary>
    public int QueueLimit { get; set; } = 8192;

    /// <summary>How many steps a call may have, at least 1.</summary>
    public int MaximumSteps { get; set; } = 1000;

    /// <summary>How many threads compute, at least 1; each takes batches of its own.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>
    /// After how many steps a session is saved, at least 1. A call that reaches it is answered when the state is in the storage; the loss
    /// of the silo loses fewer steps than these, and with 1 none that was answered.
    /// </summary>
    public int CheckpointInterval { get; set; } = 100;

    /// <summary>The name of the grain storage that keeps saved sessions; the silo has to have one of this name.</summary>
    public string Storage { get; set; } = "streams";

    internal void Validate(string model)
    {
        if (model.Length == 0 || model.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"The model's name is \"{model}\"; it has to have a letter, and no '/', which ends it in keys.");
        Require(Capacity, nameof(Capacity));
        Require(MaximumBatch, nameof(MaximumBatch));
        Require(QueueLimit, nameof(QueueLimit));
        Require(MaximumSteps, nameof(MaximumSteps));
        Require(Threads, nameof(Threads));
        Require(CheckpointInterval, nameof(CheckpointInterval));
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Window, TimeSpan.FromMinutes(1));
        ArgumentException.ThrowIfNullOrEmpty(Storage);
    }

    private static void Require(int value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it has to be at least 1."));
    }
}
