using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Numerics;
using Amplifier.Learning;
using RnnGen;
using Spectre.Console;

namespace Amplifier;

/// <summary>The options, their checks, and what runs.</summary>
internal static class CommandLine
{
    /// <summary>The command, which writes to a console.</summary>
    public static RootCommand Create(IAnsiConsole console)
    {
        var usual = new LearningSettings();
        var epochs = new Option<int>("--epochs") { Description = "How often the recording is heard." };
        var seconds = new Option<double>("--seconds") { Description = "Seconds of recording to learn from." };
        var seed = new Option<ulong>("--seed") { Description = "The number that everything random depends on." };
        var output = new Option<string>("--output") { Description = "The folder for parameters, sound and chart." };
        var input = new Option<string?>("--input") { Description = "A WAV file to play, instead of plucked strings." };
        var model = new Option<string?>("--model")
        {
            Description = "A model instead of learning the circuit: .safetensors of this cell, or .nam or GuitarML .json of its size.",
        };
        epochs.DefaultValueFactory = _ => usual.Epochs;
        seconds.DefaultValueFactory = _ => usual.Seconds;
        seed.DefaultValueFactory = _ => 1;
        output.DefaultValueFactory = _ => Path.Combine("artifacts", "amplifier");
        epochs.CustomParser = written => Read<int>(written, value => value >= 1, "a whole number of at least 1");
        seconds.CustomParser = written => Read<double>(written, value => value is >= 1 and <= 600, "a number of seconds from 1 to 600");
        seed.CustomParser = written => Read<ulong>(written, _ => true, "a whole number of at least 0");

        var command = new RootCommand(
            "Learns a guitar amplifier from its circuit, with the LSTM that is declared in Model/amp.cell.yaml, and plays through it in "
            + "blocks of 64 samples.")
        {
            epochs, seconds, seed, output, input, model,
        };
        command.SetAction(parsed => Guard(console, () => new Session(console, new Settings
        {
            Epochs = parsed.GetValue(epochs),
            Seconds = parsed.GetValue(seconds),
            Seed = parsed.GetValue(seed),
            Output = parsed.GetValue(output)!,
            Input = parsed.GetValue(input),
            Model = parsed.GetValue(model),
        }).Run()));
        return command;
    }

    // What a user can get wrong is a message; anything else is a bug and keeps its stack trace.
    private static int Guard(IAnsiConsole console, Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or SafetensorsException)
        {
            console.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
            return 1;
        }
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
