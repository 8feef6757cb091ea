using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// Which rows of a tape take part in which time steps, cut into rectangles: those that a pass goes over, for each of its shards. There are
/// never more than rows, and each row meets its time steps in order. Nothing is allocated after construction.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TapeSchedule
{
    private readonly int _timeSteps;
    private readonly int _batch;
    private readonly TapeRectangle[] _overTime;
    private readonly TapeRectangle[] _backOverTime;
    private readonly TapeRectangle[] _overRows;

    // Those of the strip at hand, where there is one.
    private readonly TapeRectangle[] _stripOverTime;
    private readonly TapeRectangle[] _stripBackOverTime;
    private readonly TapeRectangle[] _stripOverRows;
    private int _stripCount;
    private bool _isStrip;
    private bool _isFromEnd;
    private int _stripSteps;
    private int _takenSteps;

    // The rectangles of shard s are those from _first[s] up to _first[s + 1].
    private readonly int[] _first;

    // The same over time, each no longer than its stretch; those of the others where a stretch has all steps.
    private readonly int _stretch;
    private readonly TapeRectangle[] _inStretches, _backInStretches;
    private readonly int[] _firstInStretches;

    /// <param name="timeSteps">T.</param>
    /// <param name="batch">B.</param>
    /// <param name="shards">Into how many shards the rows are divided.</param>
    /// <param name="stretch">Rectangles over time end with every so many steps; 1 or T and more: they do not.</param>
    internal TapeSchedule(int timeSteps, int batch, int shards, int stretch = 1)
    {
        (_timeSteps, _batch, _stretch) = (timeSteps, batch, stretch);
        _inStretches = _overTime = new TapeRectangle[batch];
        _backInStretches = _backOverTime = new TapeRectangle[batch];
        _overRows = new TapeRectangle[batch];
        int ofStrips = shards == 1 ? batch : 0;
        _stripOverTime = new TapeRectangle[ofStrips];
        _stripBackOverTime = new TapeRectangle[ofStrips];
        _stripOverRows = new TapeRectangle[ofStrips];
        _firstInStretches = _first = new int[shards + 1];
        if (IsInStretches)
        {
            int most = checked(batch * ((timeSteps - 1) / stretch + 1));
            _inStretches = new TapeRectangle[most];
            _backInStretches = new TapeRectangle[most];
            _firstInStretches = new int[shards + 1];
        }

        SetWhole();
    }

    private bool IsInStretches => _stretch > 1 && _stretch < _timeSteps;

    private int Shards => _first.Length - 1;

    /// <summary>One of the rectangles of a shard, the first time steps of each row first.</summary>
    /// <param name="shard">0 up to the tape's threads.</param>
    /// <param name="index">Which one, from 0 on.</param>
    /// <param name="rectangle">It, if there is one.</param>
    /// <returns>Whether there are so many.</returns>
    public bool TryOverTime(int shard, int index, out TapeRectangle rectangle) =>
        TryGet(_inStretches, _stripOverTime, _firstInStretches, shard, index, out rectangle);

    /// <summary>The same, the last time steps of each row first.</summary>
    /// <inheritdoc cref="TryOverTime"/>
    public bool TryBackOverTime(int shard, int index, out TapeRectangle rectangle) =>
        TryGet(_backInStretches, _stripBackOverTime, _firstInStretches, shard, index, out rectangle);

    /// <summary>
    /// The same for work whose order does not matter. Rows of all sequences follow each other through the time steps, and are one step of
    /// as many rows here: a rectangle may lie among the T · B rows of a single step.
    /// </summary>
    /// <inheritdoc cref="TryOverTime"/>
    public bool TryOverRows(int shard, int index, out TapeRectangle rectangle) =>
        TryGet(_overRows, _stripOverRows, _first, shard, index, out rectangle);

    /// <summary>Whether the strip at hand is the first that is taken; true where there are no strips.</summary>
    public bool IsFirstStrip { get; private set; } = true;

    /// <summary>The first time step of the strip at hand; 0 where there are no strips.</summary>
    public int StripStart { get; private set; }

    /// <summary>
    /// Divides the time steps into strips, which <see cref="TakeStrip"/> takes. On several threads there is one: a strip's rows would not
    /// stay in the cache of one core. So it is where a single step has many more rows.
    /// </summary>
    /// <param name="rows">Of a strip, for all sequences together: one step at least.</param>
    /// <param name="fromEnd">Whether the first strip is that of the last time steps.</param>
    public void BeginStrips(int rows, bool fromEnd)
    {
        const int MostTimesTheRows = 4;
        _isFromEnd = fromEnd;
        _stripSteps = Shards > 1 || _batch / MostTimesTheRows > rows ? _timeSteps : Math.Max(1, rows / _batch);
        _takenSteps = 0;
    }

    /// <summary>
    /// The next strip: the rectangles are those parts of them that lie in it. False behind the last: they are whole again.
    /// </summary>
    public bool TakeStrip()
    {
        int steps = Math.Min(_stripSteps, _timeSteps - _takenSteps);
        IsFirstStrip = _takenSteps == 0 || steps == 0;
        _isStrip = 0 < steps && steps < _timeSteps;
        StripStart = _isStrip && _isFromEnd ? _timeSteps - _takenSteps - steps : _isStrip ? _takenSteps : 0;
        if (steps == 0) return false;
        if (_isStrip) CutStrip(StripStart, steps);
        _takenSteps += steps;
        return true;
    }

    /// <summary>All time steps of all rows: one rectangle for each shard.</summary>
    internal void SetWhole()
    {
        long all = (long)_timeSteps * _batch;
        for (int shard = 0; shard < Shards; shard++)
        {
            _first[shard] = shard;
            (long begin, long end) = (Part(_batch, shard), Part(_batch, shard + 1));
            _overTime[shard] = _backOverTime[shard] = new TapeRectangle(0, _timeSteps, (int)begin, (int)(end - begin));
            (begin, end) = (Part(all, shard), Part(all, shard + 1));
            _overRows[shard] = new TapeRectangle(0, 1, (int)begin, (int)(end - begin));
        }

        _first[Shards] = Shards;
        CutStretches();
    }

    /// <summary>The time steps from a first one on, of each row up to its length.</summary>
    /// <param name="lengths">Of each row of the batch; 0 for those without any.</param>
    /// <param name="firstStep">The first time step that takes part.</param>
    internal void Set(ReadOnlySpan<int> lengths, int firstStep)
    {
        long work = 0;
        foreach (int length in lengths)
        {
            work += Math.Max(0, length - firstStep);
        }

        int row = 0, end = 0;
        long done = 0;
        for (int shard = 0; shard < Shards; shard++)
        {
            int firstRow = row;
            for (; row < _batch && (shard == Shards - 1 || done < Part(work, shard + 1)); row++)
            {
                done += Math.Max(0, lengths[row] - firstStep);
            }

            _first[shard] = end;
            end = Cut(lengths, firstStep, firstRow, row, end);
        }

        _first[Shards] = end;
        for (int shard = 0; shard < Shards; shard++)
        {
            for (int i = _first[shard]; i < _first[shard + 1]; i++)
            {
                TapeRectangle rectangle = _overTime[i];
                _backOverTime[_first[shard] + _first[shard + 1] - 1 - i] = rectangle;
                _overRows[i] = RowsOf(rectangle);
            }
        }

        CutStretches();
    }

    /// <summary>
    /// Cuts the rectangles over time where stretches end. Of the pieces of a stretch each has a row that no other ends with, so there are
    /// never more of them than rows.
    /// </summary>
    private void CutStretches()
    {
        for (int shard = 0, at = 0; IsInStretches && shard < Shards; shard++)
        {
            int first = at;
            foreach (TapeRectangle whole in _overTime.AsSpan(_first[shard], _first[shard + 1] - _first[shard]))
            {
                for (int step = whole.FirstStep, end; step < whole.EndStep; step = end)
                {
                    end = Math.Min(whole.EndStep, (step / _stretch + 1) * _stretch);
                    _inStretches[at++] = new TapeRectangle(step, end - step, whole.FirstRow, whole.Rows);
                }
            }

            _inStretches.AsSpan(first, at - first).CopyTo(_backInStretches.AsSpan(first));
            _backInStretches.AsSpan(first, at - first).Reverse();
            (_firstInStretches[shard], _firstInStretches[shard + 1]) = (first, at);
        }
    }

    /// <summary>Rows of all sequences follow each other through the time steps, and are one step of as many rows.</summary>
    private TapeRectangle RowsOf(TapeRectangle rectangle) => rectangle.Rows < _batch
        ? rectangle
        : new TapeRectangle(0, 1, rectangle.FirstStep * _batch, rectangle.Steps * _batch);

    /// <summary>What of the only shard's rectangles lies in some time steps.</summary>
    private void CutStrip(int firstStep, int steps)
    {
        _stripCount = 0;
        foreach (TapeRectangle whole in _overTime.AsSpan(0, _first[1]))
        {
            int begin = Math.Max(whole.FirstStep, firstStep), end = Math.Min(whole.EndStep, firstStep + steps);
            if (begin < end)
            {
                _stripOverTime[_stripCount++] = new TapeRectangle(begin, end - begin, whole.FirstRow, whole.Rows);
            }
        }

        for (int i = 0; i < _stripCount; i++)
        {
            _stripBackOverTime[_stripCount - 1 - i] = _stripOverTime[i];
            _stripOverRows[i] = RowsOf(_stripOverTime[i]);
        }
    }

    /// <summary>
    /// Cuts the time steps of some rows into rectangles. Each goes on until a row of it ends; those that go on then are the next ones. So
    /// each has a row that ends with it, and what is behind a rectangle comes later.
    /// </summary>
    private int Cut(ReadOnlySpan<int> lengths, int firstStep, int firstRow, int endRow, int at)
    {
        int end = Longer(lengths, firstStep, firstRow, endRow, at);
        for (int i = at; i < end; i++)
        {
            TapeRectangle open = _overTime[i];
            int endStep = _timeSteps;
            foreach (int length in lengths.Slice(open.FirstRow, open.Rows))
            {
                endStep = Math.Min(endStep, length);
            }

            _overTime[i] = new TapeRectangle(open.FirstStep, endStep - open.FirstStep, open.FirstRow, open.Rows);
            end = Longer(lengths, endStep, open.FirstRow, open.EndRow, end);
        }

        return end;
    }

    /// <summary>Adds a rectangle for each run of rows that go on beyond a time step; how long it is comes later.</summary>
    private int Longer(ReadOnlySpan<int> lengths, int step, int firstRow, int endRow, int at)
    {
        for (int row = firstRow; row < endRow; row++)
        {
            int begin = row;
            while (row < endRow && lengths[row] > step)
            {
                row++;
            }

            if (row > begin)
            {
                _overTime[at++] = new TapeRectangle(step, 0, begin, row - begin);
            }
        }

        return at;
    }

    private long Part(long count, int shard) => count * shard / Shards;

    // Called: a loop over a span would be much to compile for each pass of each cell, and most have one rectangle.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGet(
        TapeRectangle[] all, TapeRectangle[] ofStrip, int[] first, int shard, int index, out TapeRectangle rectangle)
    {
        int at = _isStrip ? index : first[shard] + index;
        bool isThere = at < (_isStrip ? _stripCount : first[shard + 1]);
        rectangle = isThere ? (_isStrip ? ofStrip : all)[at] : default;
        return isThere;
    }
}
