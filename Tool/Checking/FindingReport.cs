using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using Spectre.Console;

namespace RnnGen.Tool.Checking;

/// <summary>Writes findings for people: the place, the message, the line with carets under it, what to do.</summary>
internal static class FindingReport
{
    public static void Write(IAnsiConsole console, Finding finding)
    {
        string color = finding.IsError ? "red" : finding.IsWarning ? "yellow" : "blue";
        string kind = finding.IsError ? "error" : finding.IsWarning ? "warning" : "info";
        string place = finding.Excerpt is { } at ? $"{finding.File}:{at.Line}:{at.Column}" : finding.File;
        console.MarkupLine($"[bold]{Markup.Escape(place)}:[/] [{color}]{kind} {finding.Rule.Id}:[/] {Markup.Escape(finding.Message)} "
            + $"[grey]({Markup.Escape(finding.Rule.Title)})[/]");
        if (finding.Excerpt is { } excerpt) Write(console, excerpt, color);
        foreach (string fix in finding.Fixes) console.MarkupLine($"  [green]fix:[/] {Markup.Escape(fix)}");
    }

    /// <summary>"3 errors and 1 warning in 2 of 5 files."</summary>
    public static string Summary(IReadOnlyCollection<Finding> findings, int files)
    {
        if (findings.Count == 0) return $"No mistakes in {Count(files, "file")}.";
        string[] kinds =
        [
            .. new[]
            {
                (Number: findings.Count(f => f.IsError), Name: "error"),
                (Number: findings.Count(f => f.IsWarning), Name: "warning"),
                (Number: findings.Count(f => f.Rule.Severity == Severity.Info), Name: "remark"),
            }.Where(kind => kind.Number > 0).Select(kind => Count(kind.Number, kind.Name)),
        ];
        return $"{string.Join(" and ", kinds)} in {Count(files, "file")}.";
    }

    private static void Write(IAnsiConsole console, Excerpt excerpt, string color)
    {
        string number = $"{excerpt.Line}";
        console.MarkupLine($"  [grey]{number} |[/] {Markup.Escape(excerpt.Text)}");
        // Tabs stay tabs, so that the carets stand under what they mean.
        string before = string.Concat(excerpt.Text.Take(excerpt.Column - 1).Select(c => c == '\t' ? '\t' : ' '));
        console.MarkupLine($"  [grey]{new string(' ', number.Length)} |[/] {before}[{color}]{new string('^', excerpt.Length)}[/]");
    }

    private static string Count(int number, string name) => $"{number} {name}{(number == 1 ? "" : "s")}";
}
