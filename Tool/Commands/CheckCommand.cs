using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Tool.Checking;
using RnnGen.Tool.Definitions;
using Spectre.Console;

namespace RnnGen.Tool.Commands;

/// <summary><c>check</c>: what the compiler has to say about definitions, without a project around them.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolConsole console)
    {
        var files = new Argument<string[]>("FILES")
        {
            Description = "Files, folders (all *.cell.yaml below them), or patterns such as Cells/**/*.cell.yaml.",
            Arity = ArgumentArity.OneOrMore,
        };
        var strict = new Option<bool>("--warnings-as-errors") { Description = "End with 1 for a warning too." };
        var command = new Command("check", "Reports the mistakes in definitions, with their places and what to do.") { files, strict };
        command.SetAction(call => Run(console, call.GetValue(files)!, call.GetValue(strict)));
        return command;
    }

    private static int Run(ToolConsole console, IEnumerable<string> written, bool isStrict)
    {
        IReadOnlyList<string> paths = FileSearch.Find(written, console);
        // A file of a cell inside others is read with each of them.
        Finding[] findings = [.. paths.SelectMany(path => CellCheck.Run(CellFile.Read(path, console))).Distinct()];
        foreach (Finding finding in findings) FindingReport.Write(console.Out, finding);
        console.Out.WriteLine(FindingReport.Summary(findings, paths.Count));
        return findings.Any(finding => finding.IsError || (isStrict && finding.IsWarning)) ? ExitCode.Mistakes : ExitCode.Fine;
    }
}
