using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.IO;
using RnnGen.Formats;
using RnnGen.Tool.Commands;
using RnnGen.Tool.Exporting;
using Spectre.Console;

namespace RnnGen.Tool;

/// <summary>The tool's table of contents: its commands, and what a call ends with.</summary>
internal static class CommandLine
{
    private const string Name = "rnngen";

    /// <summary>No RootCommand, which is called like the file that runs.</summary>
    public static Command Create(ToolConsole console) =>
        new(Name, "Recurrent cells as equations: shows them, checks them, starts new ones, and takes models of other programs in. "
            + "Ends with 0 if all is well, 1 where the input has mistakes, 2 where the call is wrong.")
        {
            ShowCommand.Create(console), CheckCommand.Create(console), NewCommand.Create(console), ImportCommand.Create(console),
            ExportCommand.Create(console),
            new HelpOption(), new VersionOption(),
        };

    public static int Run(string[] arguments, ToolConsole console)
    {
        // A word that begins with @ is no file of options here.
        ParseResult call = Create(console).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (call.Action is ParseErrorAction)
        {
            foreach (ParseError error in call.Errors) Report(console, error.Message);
            console.Error.WriteLine($"Write 'rnngen {NameOf(call)}--help' for what there is.");
            return ExitCode.WrongUsage;
        }
        try
        {
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = console.Out.Profile.Out.Writer,
                Error = console.Error.Profile.Out.Writer,
            };
            return call.Invoke(invocation);
        }
        catch (UsageException wrong)
        {
            Report(console, wrong.Message);
            return ExitCode.WrongUsage;
        }
        catch (Exception mistake) when (mistake is ModelFormatException or SafetensorsException or ExportException)
        {
            Report(console, mistake.Message);
            return ExitCode.Mistakes;
        }
        // What the file system refuses: the path, or what may be done there.
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Report(console, refused.Message);
            return ExitCode.WrongUsage;
        }
    }

    public static void Report(ToolConsole console, string message) =>
        console.Error.MarkupLineInterpolated($"[red]error:[/] {message}");

    private static string NameOf(ParseResult call) =>
        call.CommandResult.Command.Name == Name ? "" : call.CommandResult.Command.Name + " ";
}
