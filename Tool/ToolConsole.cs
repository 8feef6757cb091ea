using System;
using System.IO;
using Spectre.Console;

namespace RnnGen.Tool;

/// <summary>Where a call writes, and the folder that its paths start from.</summary>
/// <param name="Out">Results and findings.</param>
/// <param name="Error">What keeps the call from being done.</param>
/// <param name="Folder">The current folder.</param>
internal sealed record ToolConsole(IAnsiConsole Out, IAnsiConsole Error, string Folder)
{
    /// <summary>A file is no terminal of 80 columns: lines are as long as they are.</summary>
    private const int Unlimited = 100_000;

    /// <summary>Where NuGet keeps the packages of this machine; null for nowhere.</summary>
    public string? Packages { get; init; }

    public static ToolConsole OfThisProcess() => new(
        Create(Console.Out, Console.IsOutputRedirected, AnsiSupport.Detect),
        Create(Console.Error, Console.IsErrorRedirected, AnsiSupport.Detect),
        Environment.CurrentDirectory)
    {
        Packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    /// <summary>A console that keeps text, without colours unless they are asked for.</summary>
    public static ToolConsole To(TextWriter output, TextWriter error, string folder, bool colors = false) => new(
        Create(output, isRedirected: true, colors ? AnsiSupport.Yes : AnsiSupport.No),
        Create(error, isRedirected: true, AnsiSupport.No),
        folder);

    public string PathOf(string written) => Path.GetFullPath(written, Folder);

    /// <summary>The path from the current folder where the file lies below it, with '/'; otherwise as it is.</summary>
    public string Display(string path)
    {
        string relative = Path.GetRelativePath(Folder, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    /// <summary>Text as it is: for what other programs read.</summary>
    public void WritePlain(string text) => Out.Profile.Out.Writer.Write(text);

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected, AnsiSupport ansi)
    {
        bool plain = isRedirected && ansi == AnsiSupport.Detect;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : ansi,
            ColorSystem = plain || ansi == AnsiSupport.No ? ColorSystemSupport.NoColors
                : ansi == AnsiSupport.Yes ? ColorSystemSupport.EightBit : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (isRedirected) console.Profile.Width = Unlimited;
        return console;
    }
}
