using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Hyphenation.Charts;
using Hyphenation.Learning;
using Hyphenation.Model;
using Hyphenation.Words;

namespace Hyphenation;

/// <summary>One call of the program, from the words to the result: the sample's table of contents.</summary>
internal sealed class Session(TextWriter console, Settings settings)
{
    private const int Examples = 16;

    /// <summary>Runs.</summary>
    public void Run()
    {
        WordSplit words = WordSplit.Of(settings.Words is { } file ? WordList.Read(file) : WordList.English(), settings.Seed);
        string folder = Directory.CreateDirectory(settings.Output).FullName;
        var pairs = new LetterPairs(words.Training);
        double baseline = pairs.Loss(words.Validation);
        Introduce(words, baseline);

        long start = Stopwatch.GetTimestamp();
        var run = new TrainingRun(words, new LearningSettings { Epochs = settings.Epochs }, settings.Seed);
        run.Execute(losses => console.WriteLine(
            $"epoch {losses.Epoch,3}/{settings.Epochs}  training {losses.Training:0.0000}  validation {losses.Validation:0.0000} "
            + $"(letter pairs {baseline:0.0000}){(losses.Epoch == run.BestEpoch ? " *" : "")}"));
        console.WriteLine(
            $"{run.Epochs.Count} epochs in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; the best was number {run.BestEpoch}, "
            + $"with a validation loss of {run.BestLoss:0.0000}. What follows is of its parameters, on the {words.Test.Count} test words.");
        run.Best.Save(Path.Combine(folder, "best.safetensors"));
        LossChart.Save(Path.Combine(folder, "loss.svg"), run.Epochs, baseline);
        Conclude(words, pairs, run.Best);
        console.WriteLine($"Chart: {Path.Combine(folder, "loss.svg")}");
    }

    private void Introduce(WordSplit words, double baseline) => console.WriteLine(
        $"{words.Training.Count} words to learn, {words.Validation.Count} that say when to stop, {words.Test.Count} for the test; "
        + $"{Hyphenator.Info}; seed {settings.Seed}. "
        + $"Letter pairs alone reach a loss of {baseline:0.0000} nats for each place between two letters of the validation words.");

    private void Conclude(WordSplit words, LetterPairs pairs, Hyphenator.Parameters parameters)
    {
        IReadOnlyList<(Word Right, Word Tagged)> read = new Judge(words.Test).Read(parameters);
        Print("letter pairs", Confusion.Of(words.Test.Select(word => (word, pairs.Tag(word.Letters)))));
        Print("network", Confusion.Of(read));
        console.WriteLine();
        console.WriteLine("Some test words (with what is right, where the network is wrong):");
        foreach ((Word right, Word tagged) in read.OrderBy(pair => pair.Right.Letters, StringComparer.Ordinal).Take(Examples))
        {
            console.WriteLine($"  {tagged}{(tagged.ToString() == right.ToString() ? "" : $"  ({right})")}");
        }

        if (settings.Try.Count > 0)
        {
            Word[] own = [.. settings.Try.Select(Word.Parse)];
            console.WriteLine("Your words: " + string.Join(", ", new Judge(own).Read(parameters).Select(pair => pair.Tagged)));
        }
    }

    private void Print(string name, Confusion table)
    {
        console.WriteLine();
        console.WriteLine($"{name,-14}{"said: break",14}{"said: none",14}");
        console.WriteLine($"{"break",-14}{table.Hits,14}{table.Missed,14}   recall {table.Recall:0.0%}");
        console.WriteLine($"{"none",-14}{table.False,14}{table.Rejected,14}   precision {table.Precision:0.0%}");
        console.WriteLine($"{table.Accuracy:0.0%} of places are right, and {table.WordAccuracy:0.0%} of words as a whole.");
    }
}
