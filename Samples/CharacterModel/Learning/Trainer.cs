using System;
using System.Collections.Generic;
using CharacterModel.Model;
using CharacterModel.Names;
using RnnGen;
using RnnGen.Mpi;

namespace CharacterModel.Learning;

/// <summary>
/// The cell in training. What a step does follows from the seed, the parameters, the optimiser's state and the number of the step alone,
/// so that a run that is saved and loaded goes on as if it had never stopped. The ranks of an MPI session share each step: each works on
/// some of its names, and what they come to together is what one process comes to, up to rounding.
/// </summary>
internal sealed class Trainer
{
    private readonly LearningSettings _settings;
    private readonly NameCell.Parameters _gradients = new();
    private readonly NameCell.Tape _tape;
    private readonly NameBatch _batch;
    private readonly SoftmaxCrossEntropy<float> _loss = new(Alphabet.Size, NameBatch.Ignored);
    private readonly AdamW<float> _optimizer;
    private readonly LearningRateSchedule _schedule;
    private readonly string[] _order;
    private readonly MpiSession? _session;
    private readonly MpiTraining<float>? _ranks;
    private readonly Func<CellTape<float>, double> _seedTape;
    private int _orderedEpoch = -1;

    /// <summary>Begins a run, on all ranks of the session if there is one.</summary>
    public Trainer(NameSplit names, LearningSettings settings, ulong seed, MpiSession? session = null)
        : this(names, settings, seed, session, checkpoint: null)
    {
    }

    private Trainer(NameSplit names, LearningSettings settings, ulong seed, MpiSession? session, string? checkpoint)
    {
        (Names, _settings, Seed, _session) = (names, settings, seed, session);
        StepsPerEpoch = (names.Training.Count + settings.BatchSize - 1) / settings.BatchSize;
        Parameters.Initialize(seed);
        int rows = BatchShard.Largest(settings.BatchSize, Ranks);
        _tape = new NameCell.Tape(names.TimeSteps, rows, Adjoint.Outputs, settings.Threads);
        _batch = new NameBatch(names.TimeSteps, rows);
        _optimizer = new AdamW<float>(Parameters, settings.LearningRate, weightDecay: settings.WeightDecay);
        _schedule = new LearningRateSchedule.Cosine(settings.LearningRate, Math.Max(1, (long)settings.Epochs * StepsPerEpoch));
        _order = [.. names.Training];
        _seedTape = tape => _loss.Adjoint(tape.Output(0), _batch.Targets, tape.OutputAdjoint(0));
        if (checkpoint is not null && IsFirst)
        {
            Checkpoint.Load(checkpoint, Parameters, _optimizer);
        }

        // Gives all ranks what the first one has.
        _ranks = session is null ? null : new MpiTraining<float>(
            session, Parameters, _gradients, _optimizer, new MpiTrainingOptions { Seed = seed, MaximumNorm = settings.MaximumNorm });
    }

    /// <summary>The names to learn from and to be judged by.</summary>
    public NameSplit Names { get; }

    /// <summary>The parameters.</summary>
    public NameCell.Parameters Parameters { get; } = new();

    /// <summary>The number that everything random in this run depends on.</summary>
    public ulong Seed { get; }

    /// <summary>How many threads share a step, in each process.</summary>
    public int Threads => _tape.Threads;

    /// <summary>How many processes share a step.</summary>
    public int Ranks => _session?.Ranks ?? 1;

    /// <summary>Whether this process is the one that writes files and speaks to the user.</summary>
    public bool IsFirst => _session is not { Rank: > 0 };

    /// <summary>The number of steps so far.</summary>
    public long Steps => _optimizer.Steps;

    /// <summary>The number of whole epochs so far.</summary>
    public int Epoch => (int)(Steps / StepsPerEpoch);

    /// <summary>The number of steps in which all training names are seen once.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Goes on with a run that was saved, by any number of ranks. Only the first one reads the file.</summary>
    public static Trainer Load(string path, IReadOnlyList<string> names, LearningSettings settings, MpiSession? session = null)
    {
        // The seed stands in the file, and the split of the names follows from it.
        TrainingProgress progress = default;
        if (session is not { Rank: > 0 })
        {
            var parameters = new NameCell.Parameters();
            progress = Checkpoint.Load(path, parameters, new AdamW<float>(parameters));
        }

        session?.Broadcast(new Span<TrainingProgress>(ref progress));
        return new Trainer(NameSplit.Of(names, progress.Seed), settings, progress.Seed, session, path);
    }

    /// <summary>Saves parameters, optimiser and progress, in the first process; the file appears whole or not at all.</summary>
    public void Save(string path)
    {
        if (IsFirst)
        {
            Checkpoint.Save(path, Parameters, _optimizer, new TrainingProgress(Epoch, Steps, Seed));
        }
    }

    /// <summary>Whether it holds in any of the processes.</summary>
    public bool IsAnywhere(bool here) => _session?.Any(here) ?? here;

    /// <summary>Learns from the next names.</summary>
    /// <returns>The loss on them before, in nats per character, and the number of characters.</returns>
    public (double Loss, int Characters) Step()
    {
        _optimizer.LearningRate = _schedule.At(Steps);
        ArraySegment<string> names = NextNames();
        if (_ranks is null)
        {
            Fill(names, firstRow: 0);
            double loss = Training.Step<NameCell, float>(Parameters, _tape, _gradients, _optimizer, _seedTape, _settings.MaximumNorm);
            return (loss, _batch.Characters);
        }

        BatchShard shard = _ranks.Shard(names.Count);
        shard.Take(_tape);
        Fill(names.Slice(shard.First, shard.Count), shard.First);
        MpiStep step = _ranks.Step<NameCell>(_tape, shard, _seedTape, weight: _batch.Characters);
        return (step.Loss, (int)step.Weight);
    }

    private int StepOfEpoch => (int)(Steps % StepsPerEpoch);

    private void Fill(IReadOnlyList<string> names, int firstRow)
    {
        _batch.Fill(names, _tape.x);
        HideLetters(_tape.x, firstRow);
    }

    // Some letters become all zeros, so that the model learns to look further back than at the last one. Which, follows from a row's
    // number in the whole batch: whoever works on some of the rows passes over the numbers of the others.
    private void HideLetters(Span<float> x, int firstRow)
    {
        // The epoch's step 0 keys the order of the names.
        var random = new CounterRandom(Seed, Epoch, StepOfEpoch + 1);
        for (int t = 0; t < _tape.TimeSteps; t++)
        {
            for (int row = 0; row < _settings.BatchSize; row++)
            {
                bool isHidden = random.NextDouble() < _settings.LetterDropout;
                int b = row - firstRow;
                if (isHidden && b >= 0 && b < _tape.Batch)
                {
                    x.Slice((t * _tape.Batch + b) * Alphabet.Size, Alphabet.Size).Clear();
                }
            }
        }
    }

    private ArraySegment<string> NextNames()
    {
        if (_orderedEpoch != Epoch)
        {
            _orderedEpoch = Epoch;
            for (int i = 0; i < _order.Length; i++)
            {
                _order[i] = Names.Training[i];
            }

            new CounterRandom(Seed, Epoch).Shuffle<string>(_order);
        }

        int first = StepOfEpoch * _settings.BatchSize;
        return new ArraySegment<string>(_order, first, Math.Min(_settings.BatchSize, _order.Length - first));
    }
}
