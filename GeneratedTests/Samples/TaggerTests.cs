using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Hyphenation;
using Hyphenation.Charts;
using Hyphenation.Learning;
using Hyphenation.Model;
using Hyphenation.Words;
using Xunit;

namespace RnnGen.Tests.Samples;

/// <summary>The sample that hyphenates: its words, its code on some of them, and the program as its user calls it.</summary>
public sealed class TaggerTests : IDisposable
{
    private const ulong Seed = 3;
    private static readonly Word[] s_words = [.. WordList.English().Where((_, i) => i % 3 == 0)];
    private static readonly LearningSettings s_settings = new() { Epochs = 6, LearningRate = 0.01 };
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_list_is_some_thousand_words_each_once_in_order_and_with_a_vowel_in_each_syllable()
    {
        IReadOnlyList<Word> words = WordList.English();
        Assert.InRange(words.Count, 1000, 5000);
        string[] letters = [.. words.Select(word => word.Letters)];
        Assert.Equal(letters.Order(StringComparer.Ordinal).Distinct(), letters);
        Assert.All(words, word => Assert.Matches("^[a-z]*[aeiouy][a-z]*(-[a-z]*[aeiouy][a-z]*)*$", word.ToString()));
        Assert.Contains("com-put-er", words.Select(word => word.ToString()));
        Assert.InRange(words.Count(word => word.Breaks.Contains(true)), words.Count * 0.98, words.Count);
    }

    [Theory]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--ble")]
    [InlineData("A-pril")]
    [InlineData("a ble")]
    [InlineData("naïve")]
    [InlineData("a")]
    [InlineData("")]
    public void What_is_no_word_with_its_breaks_is_refused(string written)
    {
        Assert.Contains($"'{written}'", Assert.Throws<InvalidDataException>(() => Word.Parse(written)).Message);
    }

    [Fact]
    public void The_parts_of_the_split_are_disjoint_whole_and_follow_from_the_seed()
    {
        WordSplit split = WordSplit.Of(s_words, Seed);
        Assert.Equal(s_words.Length / 10, split.Validation.Count);
        Assert.Equal(s_words.Length / 10, split.Test.Count);
        Assert.Equal(
            s_words.Select(word => word.Letters),
            split.Training.Concat(split.Validation).Concat(split.Test).Select(word => word.Letters).Order(StringComparer.Ordinal));
        Assert.Equal(split.Test, WordSplit.Of(s_words, Seed).Test);
        Assert.NotEqual(split.Test, WordSplit.Of(s_words, Seed + 1).Test);
    }

    [Fact]
    public void Letter_pairs_choose_the_more_frequent_tag_of_two_letters_and_none_for_unknown_ones()
    {
        var pairs = new LetterPairs([Word.Parse("ab-cd"), Word.Parse("ab-cde"), Word.Parse("bc")]);
        Assert.Equal("ab-cd", pairs.Tag("abcd").ToString());
        Assert.Equal("xyz", pairs.Tag("xyz").ToString());

        // A share of 2/8, and no break in the 2 places cd: P(none) = 1 - 0.25 / 3.
        Assert.Equal(-Math.Log(1 - 0.25 / 3), pairs.Loss([Word.Parse("cd")]), 1e-12);
    }

    [Fact]
    public void A_batch_is_sorted_by_length_and_says_what_stands_behind_each_letter()
    {
        var tape = new Hyphenator.Tape(timeSteps: 4, batch: 3, Adjoint.None);
        var batch = new WordBatch(tape);
        batch.Fill([Word.Parse("ox"), Word.Parse("i-ron")]);
        Assert.Equal(2, tape.Rows);
        Assert.Equal([4, 2, 0], tape.Lengths.ToArray());
        Assert.Equal(4, batch.Places);
        Assert.Equal([1, 0, 0, -1], Enumerable.Range(0, 4).Select(t => batch.Targets[t * 3]));
        Assert.Equal([0, -1], Enumerable.Range(0, 2).Select(t => batch.Targets[t * 3 + 1]));
        Assert.Equal(1, tape.x[(1 * 3 + 0) * Hyphenator.Letters + ('r' - 'a')]);
        Assert.Equal(6, tape.x.ToArray().Sum());
    }

    [Fact]
    public void A_confusion_table_counts_places_and_whole_words()
    {
        (string Right, string Tagged)[] words = [("ab-cd", "a-b-cd"), ("ef-gh", "efgh"), ("ij", "ij")];
        Confusion table = Confusion.Of(words.Select(pair => (Word.Parse(pair.Right), Word.Parse(pair.Tagged))));
        Assert.Equal(new Confusion(Hits: 1, Missed: 1, False: 1, Rejected: 4, Words: 3, RightWords: 1), table);
        Assert.Equal((5.0 / 7, 0.5, 0.5, 1.0 / 3), (table.Accuracy, table.Precision, table.Recall, table.WordAccuracy));
    }

    [Fact]
    public void A_short_run_beats_letter_pairs_on_words_that_it_has_not_seen_and_follows_from_the_seed()
    {
        WordSplit words = WordSplit.Of(s_words, Seed);
        TrainingRun run = Train(words, s_settings);
        var pairs = new LetterPairs(words.Training);
        Assert.True(run.BestLoss < pairs.Loss(words.Validation), $"{run.BestLoss} against {pairs.Loss(words.Validation)}");
        Confusion baseline = Confusion.Of(words.Test.Select(word => (word, pairs.Tag(word.Letters))));
        Confusion network = Confusion.Of(new Judge(words.Test).Read(run.Best));
        Assert.True(network.Accuracy > baseline.Accuracy + 0.01, $"{network} against {baseline}");
        Assert.Equal(words.Test.Sum(word => word.Breaks.Count), network.Hits + network.Missed + network.False + network.Rejected);

        TrainingRun again = Train(words, s_settings);
        Assert.Equal(run.Epochs, again.Epochs);
        Assert.True(MemoryMarshal.AsBytes(run.Best.Values).SequenceEqual(MemoryMarshal.AsBytes(again.Best.Values)));
    }

    [Fact]
    public void Training_stops_when_validation_gets_no_better_and_keeps_the_best_parameters()
    {
        // At such a rate the loss soon rises.
        WordSplit words = WordSplit.Of(s_words[..200], Seed);
        TrainingRun run = Train(words, s_settings with { Epochs = 60, Patience = 3, LearningRate = 0.03, Dropout = false });
        Assert.InRange(run.Epochs.Count, 4, 59);
        Assert.Equal(run.BestEpoch + 3, run.Epochs.Count);
        Assert.Equal(run.Epochs.Min(epoch => epoch.Validation), run.BestLoss);
        Assert.Equal(run.BestLoss, new Judge(words.Validation).Loss(run.Best));
    }

    [Fact]
    public void The_chart_is_an_svg_with_three_labelled_curves()
    {
        XElement svg = LossChart.Draw([new(1, 0.5, 0.4), new(2, 0.3, 0.25)], baseline: 0.375).Root!;
        string[] points = [.. svg.Descendants().Where(e => e.Name.LocalName == "polyline").Select(e => e.Attribute("points")!.Value)];
        Assert.Equal([2, 2, 2], points.Select(p => p.Split(' ').Length));
        string[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.All(["letter pairs 0.375", "training 0.300", "validation 0.250", "epoch"], label => Assert.Contains(label, texts));
    }

    [Fact]
    public void Trains_saves_draws_and_hyphenates()
    {
        string list = Path.Combine(_folder, "words.txt"), run = Path.Combine(_folder, "run");
        File.WriteAllLines(list, s_words.Take(60).Select(word => word.ToString()));
        (int code, string output) = Call("--epochs", "2", "--words", list, "--output", run, "--seed", "7", "--try", "Banana", "tulip");
        Assert.True(code == 0, output);
        Assert.Contains("48 words to learn, 6 that say when to stop, 6 for the test", output);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.Equal(2, output.Split('\n').Count(line => line.Contains("of places are right", StringComparison.Ordinal)));
        Assert.Contains("bananatulip", output.Split("Your words: ")[1].Replace("-", "").Replace(", ", ""));
        Assert.Equal(["best.safetensors", "loss.svg"], Directory.GetFiles(run).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--epochs", "0", "--epochs has to be a whole number of at least 1, found '0'.")]
    [InlineData("--seed", "-1", "--seed has to be a whole number of at least 0, found '-1'.")]
    [InlineData("--try", "e4", "--try has to be words of two or more letters from a to z, found 'e4'.")]
    [InlineData("--words", "missing.txt", "missing.txt")]
    public void Mistakes_are_messages(string option, string value, string message)
    {
        (int code, string output) = Call(option, value, "--output", Path.Combine(_folder, "run"));
        Assert.Equal(1, code);
        Assert.Contains(message, output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public void Help_names_every_option()
    {
        (int code, string output) = Call("--help");
        Assert.Equal(0, code);
        Assert.All(["--epochs", "--seed", "--output", "--words", "--try"], option => Assert.Contains(option, output));
    }

    private static TrainingRun Train(WordSplit words, LearningSettings settings)
    {
        var run = new TrainingRun(words, settings, Seed);
        run.Execute(_ => { });
        return run;
    }

    private static (int Code, string Output) Call(params string[] arguments)
    {
        using var writer = new StringWriter();
        int code = CommandLine.Create(writer).Parse(arguments).Invoke(new InvocationConfiguration { Output = writer, Error = writer });
        return (code, writer.ToString().ReplaceLineEndings("\n"));
    }
}
