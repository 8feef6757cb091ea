using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Mpi;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Trains a case: on the ranks of a session, in one process, or as ranks that are worked out one after the other.</summary>
internal sealed class StepWorker<TCell, T>
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Ignored = -1;
    private const ulong Seed = 3;

    private readonly StepCase _case;
    private readonly CellTape<T> _tape;
    private readonly int[] _targets;
    private readonly SoftmaxCrossEntropy<T> _loss = new(NoisyCell.Classes, Ignored);
    private readonly LearningRateSchedule _schedule = new LearningRateSchedule.Cosine(0.02, StepCase.Updates);
    private readonly CellParameters<T> _parameters = TCell.CreateParameters();
    private readonly CellParameters<T> _gradients = TCell.CreateParameters();
    private readonly AdamW<T> _optimizer;
    private readonly Func<CellTape<T>, double> _seeds;
    private readonly List<double> _losses = [], _norms = [];
    private double _learnedFrom;

    private StepWorker(StepCase @case, int rows)
    {
        _case = @case;
        _tape = TCell.CreateTape(StepCase.TimeSteps, rows, Adjoint.Outputs);
        _tape.Seed = Seed;
        _targets = new int[StepCase.TimeSteps * rows];
        _optimizer = new AdamW<T>(_parameters);
        _seeds = tape => _loss.Adjoint(tape.Output(0), _targets, tape, tape.OutputAdjoint(0));
        _parameters.Initialize(Seed);
    }

    /// <summary>On the ranks of a session. Those beyond the first begin with other parameters, which the first replaces.</summary>
    public static StepOutcome OnRanks(StepCase @case, MpiSession session)
    {
        var worker = new StepWorker<TCell, T>(@case, BatchShard.Largest(@case.Batch, session.Ranks));
        if (session.Rank > 0) worker._parameters.Initialize(Seed + 1);
        var training = new MpiTraining<T>(session, worker._parameters, worker._gradients, worker._optimizer, @case.Options);
        BatchShard shard = training.Shard(@case.Batch);
        long allocated = long.MaxValue;
        for (int update = 0; update < StepCase.Updates; update++)
        {
            double weight = worker.Prepare(update, shard);
            long before = GC.GetAllocatedBytesForCurrentThread();
            MpiStep step = training.Step<TCell>(worker._tape, shard, worker._seeds, @case.IgnoresTargets ? weight : null);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            worker.Note(step.Loss, step.Norm);
        }

        training.Synchronize();
        training.RequireSameParameters();
        return worker.Outcome(allocated);
    }

    /// <summary>In one process, by the runtime's own step.</summary>
    public static StepOutcome Alone(StepCase @case)
    {
        var worker = new StepWorker<TCell, T>(@case, @case.Batch);
        for (int update = 0; update < StepCase.Updates; update++) worker.Step(update, BatchShard.Of(@case.Batch, 0, 1));
        return worker.Outcome(0);
    }

    /// <summary>What local steps come to, rank by rank.</summary>
    public static StepOutcome InTurn(StepCase @case, int ranks)
    {
        StepWorker<TCell, T>[] workers =
            [.. Enumerable.Range(0, ranks).Select(_ => new StepWorker<TCell, T>(@case, BatchShard.Largest(@case.Batch, ranks)))];
        for (int update = 0; update < StepCase.Updates; update++)
        {
            for (int rank = 0; rank < ranks; rank++) workers[rank].Step(update, BatchShard.Of(@case.Batch, rank, ranks));
            if ((update + 1) % @case.Options.LocalSteps == 0) Average(workers);
        }

        Average(workers);
        return workers[0].Outcome(0);
    }

    private static void Average(StepWorker<TCell, T>[] workers)
    {
        double weight = workers.Sum(worker => worker._learnedFrom);
        if (weight == 0) return;
        Mean(worker => worker._parameters.Values);
        for (int i = 0; i < workers[0]._optimizer.StateNames.Count; i++) Mean(worker => worker._optimizer.State(i));
        long steps = workers.Max(worker => worker._optimizer.Steps);
        foreach (StepWorker<TCell, T> worker in workers) (worker._optimizer.Steps, worker._learnedFrom) = (steps, 0);

        void Mean(ValuesOf values)
        {
            for (int i = 0; i < values(workers[0]).Length; i++)
            {
                double mean = workers.Sum(worker => worker._learnedFrom / weight * double.CreateChecked(values(worker)[i]));
                foreach (StepWorker<TCell, T> worker in workers) values(worker)[i] = T.CreateChecked(mean);
            }
        }
    }

    private delegate Span<T> ValuesOf(StepWorker<TCell, T> worker);

    private void Step(int update, BatchShard shard)
    {
        double weight = Prepare(update, shard);
        long steps = _optimizer.Steps;
        double loss = 0;
        if (shard.Count > 0)
        {
            double norm = 0;
            loss = Training.Step<TCell, T>(_parameters, _tape, _gradients, _optimizer, _seeds, _case.Options.MaximumNorm);
            foreach (T value in _gradients.Values) norm += double.CreateChecked(value) * double.CreateChecked(value);
            Note(loss, Math.Sqrt(norm));
        }
        else TCell.Forward(_parameters, _tape);
        _learnedFrom += _optimizer.Steps > steps ? weight : 0;
    }

    private void Note(double loss, double norm)
    {
        _losses.Add(loss);
        _norms.Add(norm);
    }

    private StepOutcome Outcome(long allocated) => new(
        [.. _losses], [.. _norms], _optimizer.Steps, ToDoubles(_gradients.Values), ToDoubles(_parameters.Values), allocated);

    private static double[] ToDoubles(ReadOnlySpan<T> values)
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++) doubles[i] = double.CreateChecked(values[i]);
        return doubles;
    }

    /// <summary>Puts a share of a batch on the tape: what a row holds follows from the update and the row's number alone.</summary>
    /// <returns>The number of targets that count.</returns>
    private double Prepare(int update, BatchShard shard)
    {
        _optimizer.LearningRate = _schedule.At(update);
        shard.Take(_tape);
        if (_case.HasLengths && shard.Count > 0)
            _tape.Lengths = [.. Enumerable.Range(shard.First, shard.Count).Select(row => 1 + (row * 5 + 2) % StepCase.TimeSteps)];
        double counted = 0;
        for (int b = 0; b < shard.Count; b++) counted += PrepareRow(update, shard.First + b, b);
        return counted;
    }

    private int PrepareRow(int update, int row, int b)
    {
        var random = new CounterRandom(Seed, epoch: row, step: update);
        int counted = 0;
        for (int t = 0; t < StepCase.TimeSteps; t++)
        {
            int at = t * _tape.Batch + b;
            for (int i = 0; i < NoisyCell.Inputs; i++)
                _tape.Input(0)[at * NoisyCell.Inputs + i] = T.CreateChecked(random.NextDouble() * 2 - 1);
            _targets[at] = (int)(random.NextDouble() * NoisyCell.Classes);
            bool counts = random.NextDouble() < (row % 2 == 0 ? 0.9 : 0.4) || !_case.IgnoresTargets;
            if (!counts) _targets[at] = Ignored;
            counted += counts && t < _tape.Lengths[b] ? 1 : 0;
        }

        if (_case.HasNaN && update == 2 && row == _case.Batch - 1) _tape.Input(0)[b * NoisyCell.Inputs] = T.NaN;
        return counted;
    }
}
