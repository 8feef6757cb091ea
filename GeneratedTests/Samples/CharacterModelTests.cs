using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using CharacterModel.Charts;
using CharacterModel.Learning;
using CharacterModel.Model;
using CharacterModel.Names;
using Xunit;

namespace RnnGen.Tests.Samples;

/// <summary>The sample's own code, on few names.</summary>
public sealed class CharacterModelTests : IDisposable
{
    private const ulong Seed = 3;
    private static readonly string[] s_names = [.. NameList.Dinosaurs().Where(name => name.Length < 12).Take(80)];
    private static readonly LearningSettings s_settings = new() { Epochs = 4, BatchSize = 8, LearningRate = 0.02, LetterDropout = 0.1 };
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_list_is_some_hundred_names_of_letters_each_once_and_in_order()
    {
        IReadOnlyList<string> names = NameList.Dinosaurs();
        Assert.InRange(names.Count, 300, 1000);
        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
        Assert.All(names, name => Assert.True(char.IsAsciiLetterUpper(name[0]) && name.Skip(1).All(char.IsAsciiLetterLower), name));
    }

    [Fact]
    public void Held_out_names_are_a_tenth_and_never_trained_on()
    {
        NameSplit split = NameSplit.Of(s_names, Seed);
        Assert.Equal(8, split.HeldOut.Count);
        Assert.Equal(s_names.Order(), split.Training.Concat(split.HeldOut).Order());
        Assert.Equal(split.HeldOut, NameSplit.Of(s_names, Seed).HeldOut);
        Assert.NotEqual(split.HeldOut, NameSplit.Of(s_names, Seed + 1).HeldOut);
    }

    [Fact]
    public void A_bigram_model_of_one_letter_names_knows_their_ends()
    {
        string[] letters = [.. Enumerable.Range(0, 26).Select(i => ((char)('a' + i)).ToString())];
        string[] names = [.. Enumerable.Repeat(letters, 50).SelectMany(name => name)];

        // The first letter is one of 26, the end is certain: (ln 26 + 0) / 2, but for the smoothing.
        Assert.InRange(new BigramModel(names).Loss(letters), Math.Log(26) / 2, Math.Log(26) / 2 + 0.02);
    }

    [Fact]
    public void A_batch_says_after_each_letter_what_comes_next()
    {
        var batch = new NameBatch(timeSteps: 4, size: 2);
        var x = new float[4 * 2 * Alphabet.Size];
        batch.Fill(["Abc", "z"], x);
        Assert.Equal([1, 26, 2, 0, 3, -1, 0, -1], batch.Targets.ToArray());
        Assert.Equal(6, batch.Characters);
        int[] hot = [.. x.Select((value, i) => (value, i)).Where(e => e.value != 0).Select(e => e.i - e.i / Alphabet.Size * Alphabet.Size)];
        Assert.Equal([0, 0, 1, 26, 2, 3], hot);
    }

    [Fact]
    public void Loss_falls_on_both_sides()
    {
        Trainer trainer = Begin();
        var judge = new Judge(trainer.Names.HeldOut, trainer.Names.TimeSteps);
        double before = judge.Loss(trainer.Parameters);
        Assert.Equal(Math.Log(Alphabet.Size), before, 0.3);
        double first = trainer.Step().Loss;
        while (trainer.Epoch < s_settings.Epochs - 1) trainer.Step();
        double[] last = [.. Enumerable.Range(0, trainer.StepsPerEpoch).Select(_ => trainer.Step().Loss)];
        Assert.True(last.Average() < first - 0.5, $"training: {first} -> {last.Average()}");
        Assert.True(judge.Loss(trainer.Parameters) < before - 0.5, $"held out: {before} -> {judge.Loss(trainer.Parameters)}");
    }

    [Fact]
    public void A_loaded_checkpoint_goes_on_identically_within_and_across_epochs()
    {
        Trainer trainer = Begin();
        for (int i = 0; i < 5; i++) trainer.Step();
        string path = Path.Combine(_folder, "five.safetensors");
        trainer.Save(path);
        Trainer loaded = Trainer.Load(path, s_names, s_settings);
        Assert.Equal(trainer.Seed, loaded.Seed);
        Assert.True(ResumeCheck.AreIdentical(trainer, loaded, trainer.StepsPerEpoch));
        loaded.Step();
        Assert.False(ResumeCheck.AreIdentical(trainer, loaded, 1));
    }

    [Fact]
    public void A_run_that_was_stopped_leaves_the_same_files_as_one_that_was_not()
    {
        RunFolder whole = Run("whole", checkpoint: null, stopAfter: int.MaxValue);
        RunFolder stopped = Run("stopped", checkpoint: null, stopAfter: 2);
        Assert.Equal(2, History.Load(stopped.History, int.MaxValue).Epochs.Count);
        RunFolder resumed = Run("resumed", stopped.Checkpoint, stopAfter: int.MaxValue);
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint), File.ReadAllBytes(resumed.Checkpoint));
        Assert.Equal(File.ReadAllBytes(whole.Best), File.ReadAllBytes(resumed.Best));
        Assert.Equal(File.ReadAllText(whole.History), File.ReadAllText(resumed.History));
    }

    [Fact]
    public void Samples_are_words_that_follow_from_the_seed()
    {
        var sampler = new Sampler(Begin().Parameters, temperature: 1);
        IReadOnlyList<string> names = sampler.Sample(20, Seed);
        Assert.Equal(names, sampler.Sample(20, Seed));
        Assert.NotEqual(names, sampler.Sample(20, Seed + 1));
        Assert.All(names, name => Assert.Matches("^[A-Z][a-z]{0,29}$", name));
    }

    [Fact]
    public void The_chart_is_an_svg_with_three_labelled_curves()
    {
        EpochLosses[] epochs = [new(1, 2.8, 2.6), new(2, 2.2, 2.3), new(3, 1.9, 2.05)];
        string path = Path.Combine(_folder, "loss.svg");
        LossChart.Save(path, epochs, bigram: 2.25);
        XElement svg = XDocument.Load(path).Root!;
        XElement[] curves = [.. svg.Descendants().Where(e => e.Name.LocalName == "polyline")];
        Assert.Equal([2, 3, 3], curves.Select(c => c.Attribute("points")!.Value.Split(' ').Length));
        string[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.All(["bigram 2.250", "training 1.900", "held-out 2.050", "epoch"], label => Assert.Contains(label, texts));
        foreach (string point in curves.SelectMany(c => c.Attribute("points")!.Value.Split(' ')))
        {
            double[] at = [.. point.Split(',').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
            Assert.InRange(at[0], 0, 800);
            Assert.InRange(at[1], 0, 480);
        }
    }

    private static Trainer Begin() => new(NameSplit.Of(s_names, Seed), s_settings, Seed);

    private RunFolder Run(string name, string? checkpoint, int stopAfter)
    {
        RunFolder folder = RunFolder.For(Path.Combine(_folder, name), checkpoint);
        Trainer trainer = checkpoint is null ? Begin() : Trainer.Load(checkpoint, s_names, s_settings);
        History history = History.Load(folder.History, trainer.Epoch);
        using var stop = new CancellationTokenSource();
        new TrainingRun(trainer, new Judge(trainer.Names.HeldOut, trainer.Names.TimeSteps), history, folder, s_settings).Execute(
            report =>
            {
                Assert.Equal(history.BestHeldOut, report.BestHeldOut);
                if (report.Losses.Epoch == stopAfter) stop.Cancel();
            },
            stop.Token);
        return folder;
    }
}
