using System;
using System.Collections.Generic;
using Hyphenation.Model;
using Hyphenation.Words;

namespace Hyphenation.Learning;

/// <summary>Trains until the validation words say that it is enough, and keeps the parameters that did best on them.</summary>
internal sealed class TrainingRun(WordSplit words, LearningSettings settings, ulong seed)
{
    private readonly List<EpochLosses> _epochs = [];

    /// <summary>The losses of all epochs.</summary>
    public IReadOnlyList<EpochLosses> Epochs => _epochs;

    /// <summary>The parameters with the lowest loss on the validation words.</summary>
    public Hyphenator.Parameters Best { get; } = new();

    /// <summary>The epoch that they are from; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>That loss.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>Trains.</summary>
    /// <param name="report">Receives each epoch.</param>
    public void Execute(Action<EpochLosses> report)
    {
        var trainer = new Trainer(words, settings, seed);
        var judge = new Judge(words.Validation);
        trainer.Parameters.CopyTo(Best);
        while (trainer.Epoch < settings.Epochs && trainer.Epoch - BestEpoch < settings.Patience)
        {
            double training = trainer.TrainEpoch();
            var losses = new EpochLosses(trainer.Epoch, training, judge.Loss(trainer.Parameters));
            if (losses.Validation < BestLoss)
            {
                (BestLoss, BestEpoch) = (losses.Validation, trainer.Epoch);
                trainer.Parameters.CopyTo(Best);
            }

            _epochs.Add(losses);
            report(losses);
        }
    }
}
