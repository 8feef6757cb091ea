using System;
using System.Collections.Generic;
using System.IO;
using RnnGen.Mpi;

namespace RnnGen.EngineTests.Mpi;

/// <summary>
/// Windows of sequences that are longer than a tape, on ranks or in one process: what they carry is saved after some of them, and before
/// the last one some sequences have ended, so that the rows of the others are divided anew.
/// </summary>
internal sealed class CarriedRun
{
    private const int Windows = 4, SavedAfter = 2, TimeSteps = 4, Batch = 5, LastBatch = 2;
    private const ulong Seed = 11;

    private readonly NoisyDoubleCell.Parameters _parameters = new(), _gradients = new();
    private readonly AdamW<double> _optimizer;
    private readonly NoisyDoubleCell.Tape _tape;
    private readonly int[] _targets;
    private readonly SoftmaxCrossEntropy<double> _loss = new(NoisyCell.Classes);
    private readonly MpiTraining<double>? _training;
    private readonly List<double> _losses = [];
    private BatchShard _shard = BatchShard.Of(Batch, 0, 1);

    private CarriedRun(MpiSession? session)
    {
        _parameters.Initialize(Seed);
        _optimizer = new AdamW<double>(_parameters, 0.02);
        _tape = new NoisyDoubleCell.Tape(TimeSteps, BatchShard.Largest(Batch, session?.Ranks ?? 1), Adjoint.Outputs) { Seed = Seed };
        _targets = new int[TimeSteps * _tape.Batch];
        if (session is null) return;
        _training = new MpiTraining<double>(session, _parameters, _gradients, _optimizer);
        _shard = _training.Shard(Batch);
        _shard.Take(_tape);
    }

    /// <summary>The checkpoint of one process, or of ranks.</summary>
    public static string FileOf(string folder, bool isAlone) => Path.Combine(folder, isAlone ? "alone.safetensors" : "ranks.safetensors");

    /// <summary>Goes through all windows, and goes on from the checkpoint of one process, which is in the folder.</summary>
    public static void OnRanks(MpiSession session, string folder)
    {
        var whole = new CarriedRun(session);
        whole.Go(0, SavedAfter);
        whole._training!.Save(FileOf(folder, isAlone: false), new TrainingProgress(0, SavedAfter, Seed), whole._tape, whole._shard);
        whole.Go(SavedAfter, Windows);
        whole.Outcome().Save(StepOutcome.FileOf(folder, "carried", session.Rank));

        var resumed = new CarriedRun(session);
        if (session.Rank > 0) resumed._parameters.Initialize(Seed + 1);
        TrainingProgress progress = resumed._training!.Load(FileOf(folder, isAlone: true), resumed._tape, resumed._shard);
        resumed.Go((int)progress.Step, Windows);
        resumed._training!.RequireSameParameters();
        resumed.Outcome().Save(StepOutcome.FileOf(folder, "resumed", session.Rank));
    }

    /// <summary>In one process, which leaves its checkpoint in the folder.</summary>
    public static StepOutcome Alone(string folder)
    {
        var run = new CarriedRun(null);
        run.Go(0, SavedAfter);
        Checkpoint.Save(
            FileOf(folder, isAlone: true), run._parameters, run._optimizer, new TrainingProgress(0, SavedAfter, Seed), run._tape);
        run.Go(SavedAfter, Windows);
        return run.Outcome();
    }

    /// <summary>In one process, from the checkpoint of ranks on.</summary>
    public static StepOutcome ResumedAlone(string folder)
    {
        var run = new CarriedRun(null);
        TrainingProgress progress = Checkpoint.Load(FileOf(folder, isAlone: false), run._parameters, run._optimizer, run._tape);
        run.Go((int)progress.Step, Windows);
        return run.Outcome();
    }

    private void Go(int first, int end)
    {
        for (int window = first; window < end; window++)
        {
            if (window == Windows - 1) Divide(LastBatch);
            for (int b = 0; b < _shard.Count; b++) FillRow(window, b);
            _losses.Add(_training is null
                ? Training.Step<NoisyDoubleCell, double>(_parameters, _tape, _gradients, _optimizer, Loss, double.MaxValue)
                : _training.Step<NoisyDoubleCell>(_tape, _shard, Loss).Loss);
            _tape.Carry();
        }
    }

    private double Loss(CellTape<double> tape) => _loss.Adjoint(tape.Output(0), _targets, tape, tape.OutputAdjoint(0));

    private void Divide(int batch)
    {
        if (_training is null)
        {
            _shard = BatchShard.Of(batch, 0, 1);
            _tape.Rows = batch;
            return;
        }

        CarriedStates<double> carried = _training.Gather(_tape, _shard);
        _shard = _training.Shard(batch);
        _shard.Take(_tape);
        carried.CopyTo(_tape, _shard.First, _shard.Count);
    }

    private void FillRow(int window, int b)
    {
        var random = new CounterRandom(Seed, epoch: _shard.First + b, step: window);
        for (int t = 0; t < TimeSteps; t++)
        {
            int at = t * _tape.Batch + b;
            for (int i = 0; i < NoisyCell.Inputs; i++) _tape.x[NoisyCell.Inputs * at + i] = 2 * random.NextDouble() - 1;
            _tape.restart[at] = random.NextDouble() < 0.2 ? 1 : 0;
            _targets[at] = (int)(random.NextDouble() * NoisyCell.Classes);
        }
    }

    private StepOutcome Outcome()
    {
        CarriedStates<double> carried = new(NoisyDoubleCell.Info, LastBatch);
        if (_training is null) carried.CopyFrom(_tape, 0, LastBatch);
        else carried = _training.Gather(_tape, _shard);
        double[] begun = Array.ConvertAll(carried.BegunSequences.ToArray(), Convert.ToDouble);
        return new StepOutcome(
            [.. _losses], [], _optimizer.Steps, _gradients.Values.ToArray(), _parameters.Values.ToArray(), 0)
        {
            Carried = [.. carried.State(0), .. carried.State(1), .. begun],
        };
    }
}
