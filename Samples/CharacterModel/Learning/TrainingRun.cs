using System;
using System.Diagnostics;
using System.Threading;
using CharacterModel.Model;

namespace CharacterModel.Learning;

/// <summary>Trains epoch by epoch, and keeps the parameters that did best on the held-out names.</summary>
internal sealed class TrainingRun(Trainer trainer, Judge judge, History history, RunFolder folder, LearningSettings settings)
{
    private const int SamplesPerEpoch = 3;
    private const double SampleTemperature = 0.7;

    /// <summary>Trains until all epochs are done, or the token asks to stop: then the epoch at work is still finished.</summary>
    public void Execute(Action<EpochReport> report, CancellationToken stop)
    {
        while (trainer.Epoch < settings.Epochs && !trainer.IsAnywhere(stop.IsCancellationRequested))
        {
            (double loss, double stepsPerSecond) = TrainEpoch();
            double heldOut = judge.Loss(trainer.Parameters);
            bool better = heldOut < history.BestHeldOut;
            history.Add(new EpochLosses(trainer.Epoch, loss, heldOut));
            if (better)
            {
                trainer.Save(folder.Best);
            }

            Save();

            report(new EpochReport(
                history.Epochs[^1],
                history.BestHeldOut,
                trainer.Steps,
                stepsPerSecond,
                new Sampler(trainer.Parameters, SampleTemperature).Sample(SamplesPerEpoch, trainer.Seed)));
        }

        Save();
    }

    // After every epoch, so that a run that is killed goes on where it was.
    private void Save()
    {
        if (trainer.IsFirst)
        {
            history.Save(folder.History);
            trainer.Save(folder.Checkpoint);
        }
    }

    private (double Loss, double StepsPerSecond) TrainEpoch()
    {
        double sum = 0;
        int characters = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < trainer.StepsPerEpoch; i++)
        {
            (double loss, int counted) = trainer.Step();
            sum += loss * counted;
            characters += counted;
        }

        return (sum / characters, trainer.StepsPerEpoch / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
