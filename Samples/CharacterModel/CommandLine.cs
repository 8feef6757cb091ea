using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using CharacterModel.Learning;
using RnnGen;
using RnnGen.Mpi;
using Spectre.Console;

namespace CharacterModel;

/// <summary>The options, their checks, and what runs.</summary>
internal static class CommandLine
{
    /// <summary>The command, which writes to a console.</summary>
    public static RootCommand Create(IAnsiConsole console)
    {
        var epochs = new Option<int>("--epochs") { Description = "How often all training names are seen." };
        var seed = new Option<ulong>("--seed") { Description = "The number that everything random depends on." };
        var output = new Option<string>("--output") { Description = "The folder for checkpoints, losses and the chart." };
        var names = new Option<string?>("--names") { Description = "A file with names to learn, one a line, instead of the dinosaurs." };
        var resume = new Option<string?>("--resume") { Description = "The checkpoint to go on from." };
        var sample = new Option<int?>("--sample") { Description = "Only invent that many names, from --resume or the output folder." };
        var temperature = new Option<double>("--temperature") { Description = "Below 1 likelier names, above 1 stranger ones." };
        var threads = new Option<int>("--threads") { Description = "How many threads may share a step; the last bits depend on it." };
        var mpi = new Option<bool>("--mpi") { Description = "Share each step among the processes that mpirun has started." };
        epochs.DefaultValueFactory = _ => new LearningSettings().Epochs;
        seed.DefaultValueFactory = _ => 1;
        output.DefaultValueFactory = _ => Path.Combine("artifacts", "character-model");
        temperature.DefaultValueFactory = _ => 0.8;
        threads.DefaultValueFactory = _ => new LearningSettings().Threads;
        epochs.CustomParser = written => Read<int>(written, value => value >= 1, "a whole number of at least 1");
        seed.CustomParser = written => Read<ulong>(written, _ => true, "a whole number of at least 0");
        sample.CustomParser = written => Read<int>(written, value => value >= 1, "a whole number of at least 1");
        temperature.CustomParser = written => Read<double>(written, value => value > 0 && double.IsFinite(value), "a number above 0");
        threads.CustomParser = written => Read<int>(written, value => value >= 1, "a whole number of at least 1");

        var command = new RootCommand(
            "Learns the names of dinosaurs letter by letter, with an LSTM that is written as equations in Model/NameCell.cs, "
            + "and invents new ones. Ctrl-C finishes the epoch, saves and stops.")
        {
            epochs, seed, output, names, resume, sample, temperature, threads, mpi,
        };
        command.SetAction((parsed, stop) =>
        {
            var settings = new Settings
            {
                Epochs = parsed.GetValue(epochs),
                Seed = parsed.GetValue(seed),
                Output = parsed.GetValue(output)!,
                Names = parsed.GetValue(names),
                Resume = parsed.GetValue(resume),
                Sample = parsed.GetValue(sample),
                Temperature = parsed.GetValue(temperature),
                Threads = parsed.GetValue(threads),
                Mpi = parsed.GetValue(mpi),
            };

            // On a thread of its own, so that this one can hear Ctrl-C.
            return Task.Run(() => settings.Mpi ? RunOnRanks(console, settings, stop) : RunAlone(console, settings, stop), default);
        });
        return command;
    }

    private static int RunAlone(IAnsiConsole console, Settings settings, CancellationToken stop)
    {
        try
        {
            return new Session(console, settings).Run(stop);
        }
        catch (Exception e) when (IsOfTheUser(e))
        {
            console.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
            return 1;
        }
    }

    private static int RunOnRanks(IAnsiConsole console, Settings settings, CancellationToken stop) => MpiSession.Run(mpi =>
    {
        try
        {
            return new Session(console, settings, mpi).Run(stop);
        }
        catch (Exception e) when (IsOfTheUser(e))
        {
            mpi.Abort($"error: {e.Message}"); // the other ranks would wait for this one
            return 1;
        }
    });

    // What a user can get wrong is a message; anything else is a bug and keeps its stack trace.
    private static bool IsOfTheUser(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or SafetensorsException;

    private static T Read<T>(ArgumentResult written, Func<T, bool> isAllowed, string allowed)
        where T : struct, INumber<T>
    {
        string text = written.Tokens[^1].Value;
        // Without separators of thousands, which would make 8 of 0,8.
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isAllowed(value))
        {
            return value;
        }

        written.AddError($"{((OptionResult)written.Parent!).Option.Name} has to be {allowed}, found '{text}'.");
        return default;
    }
}
