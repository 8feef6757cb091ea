using System;
using System.IO;
using CharacterModel.Learning;

namespace CharacterModel.Display;

/// <summary>A line an epoch, for files and pipes.</summary>
internal sealed class PlainDisplay(TextWriter output, LearningSettings settings, double bigram) : TrainingDisplay
{
    /// <inheritdoc/>
    public override void Show(Action<Action<EpochReport>> training) => training(report =>
    {
        output.WriteLine(
            $"epoch {report.Losses.Epoch,3}/{settings.Epochs}  training {report.Losses.Training:0.0000}  "
            + $"held-out {report.Losses.HeldOut:0.0000} (bigram {bigram:0.0000})  {report.StepsPerSecond,5:0} steps/s  "
            + string.Join(", ", report.Samples));
        output.Flush();
    });
}
