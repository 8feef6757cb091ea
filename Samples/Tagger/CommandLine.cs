using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using Hyphenation.Learning;

namespace Hyphenation;

/// <summary>The options, their checks, and what runs.</summary>
internal static class CommandLine
{
    /// <summary>The command, which writes to a console.</summary>
    public static RootCommand Create(TextWriter console)
    {
        var epochs = new Option<int>("--epochs") { Description = "How often all training words are seen, at most." };
        var seed = new Option<ulong>("--seed") { Description = "The number that everything random depends on." };
        var output = new Option<string>("--output") { Description = "The folder for the best parameters and the chart." };
        var words = new Option<string?>("--words") { Description = "A file with words to learn, one a line with its breaks: com-put-er." };
        var attempt = new Option<string[]>("--try") { Description = "Words of your own to hyphenate at the end, of the letters a to z." };
        epochs.DefaultValueFactory = _ => new LearningSettings().Epochs;
        seed.DefaultValueFactory = _ => 1;
        output.DefaultValueFactory = _ => Path.Combine("artifacts", "tagger");
        attempt.DefaultValueFactory = _ => [];
        attempt.AllowMultipleArgumentsPerToken = true;
        epochs.CustomParser = written => Read<int>(written, value => value >= 1, "a whole number of at least 1");
        seed.CustomParser = written => Read<ulong>(written, _ => true, "a whole number of at least 0");
        attempt.CustomParser = ReadWords;

        var command = new RootCommand(
            "Learns where English words break into syllables, with a bidirectional network of two layers that is declared in "
            + "Model/Hyphenator.cs, and compares it with a model that sees pairs of letters.")
        {
            epochs, seed, output, words, attempt,
        };
        command.SetAction(parsed => Guard(console, () => new Session(console, new Settings
        {
            Epochs = parsed.GetValue(epochs),
            Seed = parsed.GetValue(seed),
            Output = parsed.GetValue(output)!,
            Words = parsed.GetValue(words),
            Try = parsed.GetValue(attempt)!,
        }).Run()));
        return command;
    }

    // What a user can get wrong is a message; anything else is a bug and keeps its stack trace.
    private static int Guard(TextWriter console, Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            console.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    private static string[] ReadWords(ArgumentResult written)
    {
        string[] words = [.. written.Tokens.Select(token => token.Value.ToLowerInvariant())];
        if (words.FirstOrDefault(word => word.Length < 2 || !word.All(char.IsAsciiLetterLower)) is { } bad)
        {
            written.AddError($"--try has to be words of two or more letters from a to z, found '{bad}'.");
        }

        return words;
    }

    private static T Read<T>(ArgumentResult written, Func<T, bool> isAllowed, string allowed)
        where T : struct, INumber<T>
    {
        string text = written.Tokens[^1].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isAllowed(value))
        {
            return value;
        }

        written.AddError($"{((OptionResult)written.Parent!).Option.Name} has to be {allowed}, found '{text}'.");
        return default;
    }
}
