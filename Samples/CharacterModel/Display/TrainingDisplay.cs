using System;
using CharacterModel.Learning;
using Spectre.Console;

namespace CharacterModel.Display;

/// <summary>Shows how training goes.</summary>
internal abstract class TrainingDisplay
{
    /// <summary>The display that suits the console: live on a terminal, lines where the output is redirected.</summary>
    public static TrainingDisplay For(IAnsiConsole console, LearningSettings settings, double bigram) =>
        console.Profile.Capabilities.Ansi && console.Profile.Out.IsTerminal
            ? new TerminalDisplay(console, settings, bigram)
            : new PlainDisplay(console.Profile.Out.Writer, settings, bigram);

    /// <summary>Runs the training, which reports each epoch to the display.</summary>
    public abstract void Show(Action<Action<EpochReport>> training);
}
