using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using CharacterModel.Charts;
using CharacterModel.Display;
using CharacterModel.Learning;
using CharacterModel.Model;
using CharacterModel.Names;
using RnnGen.Mpi;
using Spectre.Console;

namespace CharacterModel;

/// <summary>One call of the program, from names to samples: the sample's table of contents.</summary>
internal sealed class Session(IAnsiConsole console, Settings settings, MpiSession? mpi = null)
{
    private const int FinalSamples = 20;
    private const int CheckedSteps = 5;
    private readonly LearningSettings _learning = new() { Epochs = settings.Epochs, Threads = settings.Threads };
    private readonly bool _isFirst = mpi is not { Rank: > 0 };
    private readonly RunFolder _folder = RunFolder.For(settings.Output, mpi is { Rank: > 0 } ? null : settings.Resume);
    private readonly IReadOnlyList<string> _names = settings.Names is { } file ? NameList.Read(file) : NameList.Dinosaurs();

    /// <summary>Runs; the result is the program's exit code.</summary>
    public int Run(CancellationToken stop)
    {
        if (settings.Sample is { } count)
        {
            PrintSamples(Trainer.Load(settings.Resume ?? _folder.Best, _names, _learning, mpi), count);
            return 0;
        }

        Trainer trainer = settings.Resume is { } checkpoint
            ? Trainer.Load(checkpoint, _names, _learning, mpi)
            : new Trainer(NameSplit.Of(_names, settings.Seed), _learning, settings.Seed, mpi);
        double bigram = new BigramModel(trainer.Names.Training).Loss(trainer.Names.HeldOut);
        History history = _isFirst ? History.Load(_folder.History, trainer.Epoch) : new History();
        Introduce(trainer, bigram);

        long start = Stopwatch.GetTimestamp();
        var judge = new Judge(trainer.Names.HeldOut, trainer.Names.TimeSteps, settings.Threads);
        var run = new TrainingRun(trainer, judge, history, _folder, _learning);
        TrainingDisplay display = _isFirst ? TrainingDisplay.For(console, _learning, bigram) : new SilentDisplay();
        display.Show(report => run.Execute(report, stop));
        return Conclude(trainer, history, bigram, Stopwatch.GetElapsedTime(start));
    }

    private void Introduce(Trainer trainer, double bigram) => Print(
        $"{trainer.Names.Training.Count} names to learn, {trainer.Names.HeldOut.Count} held out; {NameCell.Info}; seed {trainer.Seed}; "
        + $"{trainer.Threads} {(trainer.Threads == 1 ? "thread" : "threads")}{(mpi is null ? "" : $" on each of {mpi.Ranks} ranks")}. "
        + $"A bigram model reaches {bigram:0.0000} nats per character on the held-out names.");

    private int Conclude(Trainer trainer, History history, double bigram, TimeSpan elapsed)
    {
        if (!trainer.IsAnywhere(history.Epochs.Count > 0))
        {
            Print($"Nothing left to train: {trainer.Epoch} of {settings.Epochs} epochs are done.");
            return 0;
        }

        if (_isFirst)
        {
            DescribeRun(trainer, history, bigram, elapsed);
        }

        bool identical = ResumeCheck.AreIdentical(trainer, Trainer.Load(_folder.Checkpoint, _names, _learning, mpi), CheckedSteps);
        Print($"Checkpoint reloaded; {CheckedSteps} more steps of both runs {(identical ? "agree in every bit" : "DIFFER")}.");
        PrintSamples(Trainer.Load(_folder.Best, _names, _learning, mpi), FinalSamples);
        Print($"Chart: {_folder.Chart}");
        Print($"Go on: --resume {_folder.Checkpoint}");
        return identical ? 0 : 1;
    }

    private void DescribeRun(Trainer trainer, History history, double bigram, TimeSpan elapsed)
    {
        LossChart.Save(_folder.Chart, history.Epochs, bigram);
        double best = history.BestHeldOut;
        Print($"{trainer.Epoch} of {settings.Epochs} epochs, {elapsed.TotalSeconds:0.0} s in this run. Held-out loss {best:0.0000} at best "
            + $"({Math.Abs(bigram - best):0.0000} {(best < bigram ? "below" : "above")} the bigram model's), "
            + $"{history.Epochs[^1].HeldOut:0.0000} at the end.");
    }

    private void PrintSamples(Trainer trainer, int count)
    {
        HashSet<string> known = new(trainer.Names.Training, StringComparer.OrdinalIgnoreCase);
        HashSet<string> heldOut = new(trainer.Names.HeldOut, StringComparer.OrdinalIgnoreCase);
        Print($"Names invented after {trainer.Epoch} epochs (* stands in the training list, + among the held-out names):");
        IEnumerable<string> marked = new Sampler(trainer.Parameters, settings.Temperature).Sample(count, settings.Seed)
            .Select(name => "  " + name + (known.Contains(name) ? " *" : heldOut.Contains(name) ? " +" : ""));
        foreach (string line in marked)
        {
            Print(line);
        }
    }

    // Past the console's own word wrap, which would break lines in files and pipes too. One rank speaks for all.
    private void Print(string text)
    {
        if (_isFirst)
        {
            console.Profile.Out.Writer.WriteLine(text);
        }
    }
}
