using System;
using System.ComponentModel;

namespace RnnGen;

/// <content>What <c>dropout</c> and <c>zoneout</c> draw.</content>
public abstract partial class CellTape<T>
{
    // How many sequences each row has begun on the way; null where nothing that is drawn asks for it.
    private readonly int[]? _sequences;
    private ulong _seed;
    private int _passes;
    private int _sequencePass;
    private int _firstRow;
    private bool _isExpected;

    /// <summary>
    /// Whether <c>Forward</c> draws what the cell's <c>dropout</c> and <c>zoneout</c> are made with. Where it does not, dropout changes
    /// nothing and zoneout mixes both values by its probability, as in <c>Step</c> and <c>Run</c>. True at first for a tape that holds
    /// adjoints. Of no effect for cells that draw nothing.
    /// </summary>
    public bool IsTraining { get; set; }

    /// <summary>
    /// What random numbers of this tape depend on, besides the number of forward passes since the seed was set, the time step and the row:
    /// every pass draws anew, and setting the seed begins the same passes again. 0 at first. The number of threads and the other rows make
    /// no difference.
    /// </summary>
    [CLSCompliant(false)]
    public ulong Seed
    {
        get => _seed;
        set
        {
            (_seed, _passes, _sequencePass) = (value, 0, 0);
            _sequences?.AsSpan().Clear();
        }
    }

    /// <summary>
    /// Which row of a batch that several tapes share this tape's first row is, at least 0; 0 at first. Random numbers of row b are those of
    /// row FirstRow + b: tapes that share a batch draw what one tape of the whole batch would draw.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int FirstRow
    {
        get => _firstRow;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(FirstRow));
            _firstRow = value;
        }
    }

    /// <summary>How often was drawn since the seed was set, and the pass in which the sequences at hand began.</summary>
    internal (int Passes, int SequencePass) Draws
    {
        get => (_passes, _sequencePass);
        set => (_passes, _sequencePass) = value;
    }

    /// <summary>How many sequences each row has begun on the way: [B], or empty where nothing that is drawn asks for it.</summary>
    internal Span<int> BegunSequences => _sequences;

    /// <summary>Draws for one forward pass. Called by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void DrawNoise()
    {
        if (!IsTraining)
        {
            Expect();
            return;
        }

        if (StartsAnew)
        {
            _sequencePass = _passes;
            _sequences?.AsSpan().Clear();
        }

        _isExpected = false;
        RunShards(static (tape, shard) => tape.DrawShard(shard));
        _passes = unchecked(_passes + 1);
    }

    /// <summary>What stands for noise where nothing is drawn.</summary>
    private void Expect()
    {
        for (int i = 0; !_isExpected && i < _layout.Noise.Length; i++)
        {
            NoiseSlot slot = Info.NoiseSlots[i];
            Noise(i, 0, TimeSteps * Batch).Fill(T.CreateTruncating(slot.Expected));
        }

        _isExpected = true;
    }

    private void DrawShard(int shard)
    {
        int restart = RestartInput();
        for (int row = (int)FirstOfShard(shard, _rows); row < FirstOfShard(shard + 1, _rows); row++)
        {
            int sequence = _sequences?[row] ?? 0;
            for (int t = 0; t < _lengths[row]; t++)
            {
                bool begins = restart >= 0 && Input(restart)[t * Batch + row] > T.Zero;
                sequence += begins ? 1 : 0;
                DrawRow(row, t, sequence, begins || t == 0);
            }

            if (_sequences is not null)
            {
                _sequences[row] = sequence;
            }
        }
    }

    private void DrawRow(int row, int t, int sequence, bool begins)
    {
        int sharedRow = checked(_firstRow + row);
        for (int i = 0; i < _layout.Noise.Length; i++)
        {
            NoiseSlot slot = Info.NoiseSlots[i];
            Span<T> mask = Noise(i, t * Batch + row, 1);
            if (!slot.IsFixed)
            {
                MaskRandom.Fill(mask, slot, i, new MaskRandom.Key(_seed, _passes, t, sharedRow));
            }
            else if (begins)
            {
                MaskRandom.Fill(mask, slot, i, new MaskRandom.Key(_seed, _sequencePass, ~sequence, sharedRow));
            }
            else
            {
                Noise(i, (t - 1) * Batch + row, 1).CopyTo(mask);
            }
        }
    }

    /// <summary>Whether sequences begin on the way, and something is drawn once for each of them.</summary>
    internal static bool CountsSequences(CellInfo info)
    {
        foreach (NoiseSlot slot in info.NoiseSlots)
        {
            if (slot.IsFixed && RestartInput(info) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private int RestartInput() => RestartInput(Info);

    private static int RestartInput(CellInfo info)
    {
        for (int i = 0; i < info.InputSlots.Length; i++)
        {
            if (info.InputSlots[i].IsRestart)
            {
                return i;
            }
        }

        return -1;
    }

    private Span<T> Noise(int index, int firstRow, int rows)
    {
        int length = Info.NoiseSlots[index].Length;
        return _buffer.Span.Slice(_layout.Noise[index] + firstRow * length, rows * length);
    }
}
