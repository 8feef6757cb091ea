using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Definitions;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Lengths;

/// <summary>Lengths, rows and steps without gradients of a tape: what may be set, and the rectangles that passes go over.</summary>
public class TapeLengthTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(4, 9, 3)]
    [InlineData(33, 40, 4)]
    public void Rectangles_hold_each_step_of_each_row_once(int timeSteps, int batch, int threads)
    {
        var random = new Random(timeSteps);
        var tape = new Lstm.Tape(timeSteps, batch, threads: threads);
        for (int way = 0; way < 5 * LengthDraw.Ways; way++)
        {
            LengthDraw lengths = LengthDraw.Random(timeSteps, batch, way, random);
            lengths.Set(tape);
            Cover(tape, tape.ForwardSchedule, lengths.Has);
            Cover(tape, tape.BackwardSchedule, lengths.HasGradient);
        }
    }

    /// <summary>Where a tape has checkpoints no rectangle over time goes on from one stretch into the next.</summary>
    [Theory]
    [InlineData(1, 1, 1, 4)]
    [InlineData(7, 5, 1, 2)]
    [InlineData(8, 1, 1, 4)]
    [InlineData(9, 9, 3, 4)]
    [InlineData(33, 40, 4, 7)]
    [InlineData(6, 4, 2, 8)]
    public void Rectangles_end_with_stretches(int timeSteps, int batch, int threads, int stretch)
    {
        var random = new Random(timeSteps);
        var tape = new TapeOfStretches(timeSteps, batch, Adjoint.Training, threads, stretch);
        Assert.Equal(stretch, tape.CheckpointSteps);
        for (int way = 0; way < 5 * LengthDraw.Ways; way++)
        {
            LengthDraw lengths = LengthDraw.Random(timeSteps, batch, way, random);
            lengths.Set(tape);
            Cover(tape, tape.ForwardSchedule, lengths.Has);
            Cover(tape, tape.BackwardSchedule, lengths.HasGradient);
        }

        tape = new TapeOfStretches(timeSteps, batch, Adjoint.None, threads, stretch);
        Assert.True(tape.CheckpointSteps >= timeSteps);
        for (int shard = 0; shard < tape.Threads; shard++) Assert.Equal(timeSteps, tape.ForwardSchedule.OverTime(shard)[0].Steps);
    }

    private sealed class TapeOfStretches(int timeSteps, int batch, Adjoint adjoints, int threads, int stretch) : CellTape<float>(
        new CellInfo
        {
            Name = "Stretches",
            ElementSize = sizeof(float),
            Parameters = [],
            Inputs = [],
            States = [Slot.Matrix("S", 0, 2, 3) with { IsOverwritten = true }],
            Outputs = [],
            Initializers = [],
            CheckpointSteps = stretch,
        },
        timeSteps, batch, adjoints, 0, 0, threads);

    /// <summary>What proofs of kernels begin with, and that the shards have about as much to do as each other.</summary>
    private static void Cover(CellTape<float> tape, TapeSchedule schedule, Func<int, int, bool> takesPart)
    {
        (int steps, int batch) = (tape.TimeSteps, tape.Batch);
        var seen = new Dictionary<(int Step, int Row), int>();
        var rows = new HashSet<int>();
        var work = new long[tape.Threads];
        for (int shard = 0; shard < tape.Threads; shard++)
        {
            foreach (TapeRectangle part in schedule.OverTime(shard))
            {
                Assert.True(part.FirstStep >= 0 && part.Steps > 0 && part.EndStep <= steps, $"{part}");
                Assert.True(part.FirstRow >= 0 && part.Rows > 0 && part.EndRow <= batch, $"{part}");
                int stretch = tape.CheckpointSteps > 1 ? tape.CheckpointSteps : steps;
                Assert.Equal(part.FirstStep / stretch, (part.EndStep - 1) / stretch);
                work[shard] += (long)part.Steps * part.Rows;
                for (int step = part.FirstStep; step < part.EndStep; step++)
                    for (int row = part.FirstRow; row < part.EndRow; row++) seen.Add((step, row), shard);
            }
            Assert.Equal(schedule.OverTime(shard).Reverse(), schedule.BackOverTime(shard));
            foreach (TapeRectangle part in schedule.OverRows(shard))
            {
                for (int step = part.FirstStep; step < part.EndStep; step++)
                {
                    Assert.InRange(step * batch + part.EndRow, 1, steps * batch);
                    for (int row = part.FirstRow; row < part.EndRow; row++) Assert.True(rows.Add(step * batch + row));
                }
            }
        }

        (int step, int row)[] all =
        [
            .. from step in Enumerable.Range(0, steps)
               from row in Enumerable.Range(0, batch)
               where takesPart(step, row)
               select (step, row),
        ];
        Assert.Equal(all, seen.Keys.Order());
        Assert.Equal(all.Select(at => at.step * batch + at.row), rows.Order());
        // A row is not divided.
        Assert.InRange(work.Max(), 0, all.Length / tape.Threads + steps);
        // Each row belongs to one shard, and meets its steps in order.
        Assert.All(seen.GroupBy(at => at.Key.Row), row =>
        {
            Assert.Single(row.Select(at => at.Value).Distinct());
            Assert.Equal(row.Select(at => at.Key.Step).Order(), row.Select(at => at.Key.Step));
        });
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(9, 12, 1)]
    [InlineData(9, 12, 3)]
    public void Strips_are_parts_of_the_rectangles_in_the_order_of_time(int timeSteps, int batch, int threads)
    {
        var random = new Random(timeSteps);
        var tape = new Lstm.Tape(timeSteps, batch, threads: threads);
        for (int way = 0; way < LengthDraw.Ways; way++)
        {
            LengthDraw.Random(timeSteps, batch, way, random).Set(tape);
            foreach (int rows in (int[])[1, 3, 2 * batch + 1, 1000])
            {
                InStrips(tape, tape.ForwardSchedule, rows, fromEnd: false);
                InStrips(tape, tape.BackwardSchedule, rows, fromEnd: true);
            }
        }
    }

    private static void InStrips(Lstm.Tape tape, TapeSchedule schedule, int rows, bool fromEnd)
    {
        List<int> all = Steps(), allRows = Rows();
        var (taken, takenRows) = (new List<int>(), new List<int>());
        int strips = 0, before = fromEnd ? int.MaxValue : -1;
        schedule.BeginStrips(rows, fromEnd);
        while (schedule.TakeStrip())
        {
            Assert.Equal(strips++ == 0, schedule.IsFirstStrip);
            List<int> steps = Steps();
            taken.AddRange(steps);
            takenRows.AddRange(Rows());
            foreach (int step in steps.Select(at => at / tape.Batch)) Assert.True(fromEnd ? step < before : step > before);
            if (steps.Count > 0) before = fromEnd ? steps.Min() / tape.Batch : steps.Max() / tape.Batch;
            Assert.Equal(steps.Order(), Rows().Order());
        }
        Assert.Equal(all.Order(), taken.Order());
        Assert.Equal(allRows.Order(), takenRows.Order());
        Assert.Equal(all, Steps());
        Assert.True(schedule.IsFirstStrip);
        int least = Math.Max(1, rows / tape.Batch);
        bool isOne = tape.Threads > 1 || tape.Batch / 4 > rows;
        Assert.Equal(isOne ? 1 : (tape.TimeSteps + least - 1) / least, strips);

        // Rows of all time steps, by their places on the tape.
        List<int> Steps() => [.. Of(shard => fromEnd ? schedule.BackOverTime(shard) : schedule.OverTime(shard))];

        List<int> Rows() => [.. Of(schedule.OverRows)];

        IEnumerable<int> Of(Func<int, IReadOnlyList<TapeRectangle>> parts) => Enumerable.Range(0, tape.Threads)
            .SelectMany(parts).SelectMany(part =>
                from step in Enumerable.Range(part.FirstStep, part.Steps)
                from row in Enumerable.Range(part.FirstRow, part.Rows)
                select step * tape.Batch + row);
    }

    [Theory]
    [InlineData(0, "The length of row 2 is 0; 1 to 6 expected: the tape has 6 time steps.")]
    [InlineData(7, "The length of row 2 is 7; 1 to 6 expected: the tape has 6 time steps.")]
    public void A_length_that_is_none_is_refused_by_its_row(int length, string message)
    {
        var tape = new Lstm.Tape(6, 4) { Lengths = [1, 2, 3, 4] };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => tape.Lengths = [6, 6, length, 6]);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], tape.Lengths);
    }

    [Fact]
    public void There_is_a_length_for_each_row()
    {
        var tape = new Lstm.Tape(6, 4) { Rows = 3 };
        var error = Assert.Throws<ArgumentException>(() => tape.Lengths = [1, 2, 3, 4]);
        Assert.StartsWith("There are 4 lengths; 3 needed, one for each of the 3 rows.", error.Message, StringComparison.Ordinal);
        tape.Lengths = [1, 2, 3];
        Assert.Equal([1, 2, 3, 0], tape.Lengths);
        tape.Rows = 4;
        Assert.Equal([1, 2, 3, 6], tape.Lengths);
        tape.Rows = 2;
        Assert.Equal([1, 2, 0, 0], tape.Lengths);
        Assert.Equal(2, tape.Rows);
        Assert.False(tape.IsWhole);
    }

    [Fact]
    public void Rows_and_steps_without_gradients_are_those_of_the_tape()
    {
        var tape = new Lstm.Tape(6, 4);
        foreach (int rows in (int[])[-1, 0, 5])
            Assert.StartsWith(
                $"Rows is {rows}; 1 to 4 expected: the tape has a batch of 4.",
                Assert.Throws<ArgumentOutOfRangeException>(() => tape.Rows = rows).Message, StringComparison.Ordinal);
        foreach (int steps in (int[])[-1, 6])
            Assert.StartsWith(
                $"BurnIn is {steps}; 0 to 5 expected: the tape has 6 time steps.",
                Assert.Throws<ArgumentOutOfRangeException>(() => tape.BurnIn = steps).Message, StringComparison.Ordinal);
        Assert.Equal((4, 0, true), (tape.Rows, tape.BurnIn, tape.IsWhole));
        Assert.Equal([6, 6, 6, 6], tape.Lengths);
    }

    /// <summary>What Forward left belongs to the lengths that it had.</summary>
    [Fact]
    public void Backward_needs_the_lengths_of_Forward()
    {
        var parameters = (Lstm.Parameters)TapeDraw.Parameters<Lstm, float>(1);
        var tape = new Lstm.Tape(6, 4);
        Action<Lstm.Tape>[] changes = [of => of.Lengths = [6, 5, 4, 3], of => of.Rows = 3, of => of.BurnIn = 1];
        foreach (Action<Lstm.Tape> change in changes)
        {
            Lstm.Forward(parameters, tape);
            change(tape);
            var error = Assert.Throws<InvalidOperationException>(() => Lstm.Backward(parameters, tape, new Lstm.Parameters()));
            Assert.Contains("have changed since Forward", error.Message, StringComparison.Ordinal);
            Lstm.Forward(parameters, tape);
            change(tape); // to the same: nothing changes
            Lstm.Backward(parameters, tape, new Lstm.Parameters());
        }
    }
}
