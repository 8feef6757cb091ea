using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using CharacterModel;
using CharacterModel.Display;
using CharacterModel.Learning;
using CharacterModel.Names;
using Spectre.Console;
using Xunit;

namespace RnnGen.Tests.Samples;

/// <summary>The sample as its user calls it.</summary>
public sealed class CharacterModelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Help_names_every_option()
    {
        (int code, string output) = Call("--help");
        Assert.Equal(0, code);
        string[] options = ["--epochs", "--seed", "--output", "--resume", "--sample", "--temperature", "--threads", "Ctrl-C"];
        Assert.All(options, o => Assert.Contains(o, output));
    }

    [Fact]
    public void Trains_saves_draws_resumes_and_samples()
    {
        string names = Path.Combine(_folder, "names.txt");
        File.WriteAllLines(names, NameList.Dinosaurs().Where(name => name.Length < 10).Take(40));
        string run = Path.Combine(_folder, "run");
        (int code, string output) = Call("--epochs", "2", "--names", names, "--output", run, "--seed", "7");
        Assert.True(code == 0, output);
        Assert.Contains("36 names to learn, 4 held out", output);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.Contains("5 more steps of both runs agree in every bit", output);
        Assert.Equal(
            ["best.safetensors", "checkpoint.safetensors", "history.csv", "loss.svg"],
            Directory.GetFiles(run).Select(Path.GetFileName).Order());

        (code, output) = Call("--epochs", "3", "--names", names, "--output", run, "--resume", Path.Combine(run, "checkpoint.safetensors"));
        Assert.True(code == 0, output);
        Assert.Contains("seed 7", output);
        Assert.Contains("epoch   3/3", output);
        Assert.DoesNotContain("epoch   1/3", output);

        (code, output) = Call(
            "--epochs", "1", "--names", names, "--output", Path.Combine(_folder, "wide"), "--seed", "7", "--threads", "2");
        Assert.True(code == 0, output);
        Assert.Contains("; 2 threads.", output);
        Assert.Contains("5 more steps of both runs agree in every bit", output);

        (code, output) = Call("--names", names, "--output", run, "--sample", "6");
        Assert.True(code == 0, output);
        Assert.Equal(6, output.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--resume", "missing.safetensors", "missing.safetensors")]
    [InlineData("--epochs", "0", "--epochs has to be a whole number of at least 1, found '0'.")]
    [InlineData("--seed", "-1", "--seed has to be a whole number of at least 0, found '-1'.")]
    [InlineData("--sample", "none", "--sample has to be a whole number of at least 1, found 'none'.")]
    [InlineData("--temperature", "0", "--temperature has to be a number above 0, found '0'.")]
    [InlineData("--temperature", "0,8", "--temperature has to be a number above 0, found '0,8'.")]
    [InlineData("--threads", "0", "--threads has to be a whole number of at least 1, found '0'.")]
    [InlineData("--threads", "-2", "--threads has to be a whole number of at least 1, found '-2'.")]
    [InlineData("--threads", "two", "--threads has to be a whole number of at least 1, found 'two'.")]
    [InlineData("--threads", "99999999999", "--threads has to be a whole number of at least 1, found '99999999999'.")]
    [InlineData("--names", "missing.txt", "missing.txt")]
    public void Mistakes_are_messages(string option, string value, string message)
    {
        (int code, string output) = Call(option, value, "--output", Path.Combine(_folder, "run"));
        Assert.Equal(1, code);
        Assert.Contains(message, output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public void A_terminal_sees_one_picture_with_the_samples_of_early_and_late_epochs()
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        var display = new TerminalDisplay(console, new LearningSettings { Epochs = 4 }, bigram: 2.25);
        display.Show(report =>
        {
            report(new EpochReport(new EpochLosses(1, 2.8, 2.6), 2.6, 10, 99, ["Aaa", "Bbb"]));
            report(new EpochReport(new EpochLosses(2, 2.4, 2.2), 2.2, 20, 99, ["[Ccc]"]));
        });
        string last = writer.ToString().Split("epoch 2/4")[^1];
        Assert.All(["step 20", "99 steps/s", "2.2000", "2.2500", "Aaa, Bbb", "[Ccc]"], text => Assert.Contains(text, last));
    }

    private static (int Code, string Output) Call(params string[] arguments)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        int code = CommandLine.Create(console).Parse(arguments).Invoke(new InvocationConfiguration { Output = writer, Error = writer });
        return (code, writer.ToString().ReplaceLineEndings("\n"));
    }
}
