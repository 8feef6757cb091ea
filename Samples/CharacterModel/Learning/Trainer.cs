using System;
using System.Collections.Generic;
using CharacterModel.Model;
using CharacterModel.Names;
using RnnGen;

namespace CharacterModel.Learning;

/// <summary>
/// The cell in training. What a step does follows from the seed, the parameters, the optimiser's state and the number of the step alone,
/// so that a run that is saved and loaded goes on as if it had never stopped.
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
    private int _orderedEpoch = -1;

    /// <summary>Begins a run.</summary>
    public Trainer(NameSplit names, LearningSettings settings, ulong seed)
    {
        (Names, _settings, Seed) = (names, settings, seed);
        StepsPerEpoch = (names.Training.Count + settings.BatchSize - 1) / settings.BatchSize;
        Parameters.Initialize(seed);
        _tape = new NameCell.Tape(names.TimeSteps, settings.BatchSize, Adjoint.Outputs, settings.Threads);
        _batch = new NameBatch(names.TimeSteps, settings.BatchSize);
        _optimizer = new AdamW<float>(Parameters, settings.LearningRate, weightDecay: settings.WeightDecay);
        _schedule = new LearningRateSchedule.Cosine(settings.LearningRate, Math.Max(1, (long)settings.Epochs * StepsPerEpoch));
        _order = [.. names.Training];
    }

    /// <summary>The names to learn from and to be judged by.</summary>
    public NameSplit Names { get; }

    /// <summary>The parameters.</summary>
    public NameCell.Parameters Parameters { get; } = new();

    /// <summary>The number that everything random in this run depends on.</summary>
    public ulong Seed { get; }

    /// <summary>How many threads share a step.</summary>
    public int Threads => _tape.Threads;

    /// <summary>The number of steps so far.</summary>
    public long Steps => _optimizer.Steps;

    /// <summary>The number of whole epochs so far.</summary>
    public int Epoch => (int)(Steps / StepsPerEpoch);

    /// <summary>The number of steps in which all training names are seen once.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Goes on with a run that was saved.</summary>
    public static Trainer Load(string path, IReadOnlyList<string> names, LearningSettings settings)
    {
        // The seed stands in the file, and the split of the names follows from it.
        var parameters = new NameCell.Parameters();
        TrainingProgress progress = Checkpoint.Load(path, parameters, new AdamW<float>(parameters));
        var trainer = new Trainer(NameSplit.Of(names, progress.Seed), settings, progress.Seed);
        Checkpoint.Load(path, trainer.Parameters, trainer._optimizer);
        return trainer;
    }

    /// <summary>Saves parameters, optimiser and progress; the file appears whole or not at all.</summary>
    public void Save(string path) =>
        Checkpoint.Save(path, Parameters, _optimizer, new TrainingProgress(Epoch, Steps, Seed));

    /// <summary>Learns from the next names.</summary>
    /// <returns>The loss on them before, in nats per character, and the number of characters.</returns>
    public (double Loss, int Characters) Step()
    {
        _batch.Fill(NextNames(), _tape.x);
        HideLetters(_tape.x);
        NameCell.Forward(Parameters, _tape);
        double loss = _loss.Adjoint(_tape.y, _batch.Targets, _tape.dy);
        _gradients.Clear();
        NameCell.Backward(Parameters, _tape, _gradients);
        GradientClipping.ByGlobalNorm(_gradients, _settings.MaximumNorm);
        _optimizer.LearningRate = _schedule.At(Steps);
        _optimizer.Update(Parameters, _gradients);
        return (loss, _batch.Characters);
    }

    private int StepOfEpoch => (int)(Steps % StepsPerEpoch);

    // Some letters become all zeros, so that the model learns to look further back than at the last one.
    private void HideLetters(Span<float> x)
    {
        // The epoch's step 0 keys the order of the names.
        var random = new CounterRandom(Seed, Epoch, StepOfEpoch + 1);
        for (int start = 0; start < x.Length; start += Alphabet.Size)
        {
            if (random.NextDouble() < _settings.LetterDropout)
            {
                x.Slice(start, Alphabet.Size).Clear();
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
