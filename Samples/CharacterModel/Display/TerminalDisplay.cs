using System;
using CharacterModel.Learning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CharacterModel.Display;

/// <summary>One picture that is drawn again after every epoch.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console, LearningSettings settings, double bigram) : TrainingDisplay
{
    private const int BarWidth = 40;
    private const int SampleRows = 8;

    // Samples of early epochs stay in view beside those of late ones, so that one sees them improve.
    private readonly Table _samples = new Table().Border(TableBorder.None).AddColumns("[grey]epoch[/]", "[grey]invented names[/]");
    private int _sampleEvery;

    /// <inheritdoc/>
    public override void Show(Action<Action<EpochReport>> training)
    {
        _sampleEvery = Math.Max(1, settings.Epochs / SampleRows);
        console.Live(new Markup("[grey]The first epoch …[/]")).Start(live => training(report => live.UpdateTarget(Draw(report))));
    }

    private Rows Draw(EpochReport report)
    {
        int epoch = report.Losses.Epoch;
        string names = Markup.Escape(string.Join(", ", report.Samples));
        if (epoch == 1 || epoch % _sampleEvery == 0 || epoch == settings.Epochs)
        {
            _samples.AddRow($"{epoch}", names);
        }

        return new Rows(Progress(report), Losses(report), new Markup(""), _samples, new Markup($"[grey]now[/]    {names}"));
    }

    private Markup Progress(EpochReport report)
    {
        int done = BarWidth * report.Losses.Epoch / settings.Epochs;
        return new Markup(
            $"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/]  "
            + $"epoch {report.Losses.Epoch}/{settings.Epochs}  step {report.Steps}  [blue]{report.StepsPerSecond:0} steps/s[/]");
    }

    private IRenderable Losses(EpochReport report)
    {
        string color = report.BestHeldOut < bigram ? "green" : "yellow";
        return new Table().Border(TableBorder.None)
            .AddColumns("[grey]nats per character[/]", "")
            .AddRow("training", Number(report.Losses.Training))
            .AddRow("held-out", Number(report.Losses.HeldOut))
            .AddRow("held-out, best", $"[{color}]{Number(report.BestHeldOut)}[/]")
            .AddRow("held-out, bigram", Number(bigram));
    }

    private static string Number(double loss) => $"{loss:0.0000}";
}
