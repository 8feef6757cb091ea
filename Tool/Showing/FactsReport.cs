using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Memory;
using Spectre.Console;

namespace RnnGen.Tool.Showing;

/// <summary>Writes the facts for people.</summary>
internal sealed class FactsReport
{
    private readonly IAnsiConsole _console;
    private readonly CellFacts _facts;

    private FactsReport(IAnsiConsole console, CellFacts facts) => (_console, _facts) = (console, facts);

    public static void Write(IAnsiConsole console, CellFacts facts, CacheSizes caches)
    {
        var report = new FactsReport(console, facts);
        report.Introduction();
        report.Lines("Equations", facts.Cell.Signature.EquationTexts);
        report.Values();
        report.Lines("Gradient (dv is the adjoint of v; sums over time steps and sequences make those of parameters)", facts.Gradient);
        report.Costs(caches);
        foreach (ProgramOutline program in facts.Cell.Programs) report.Program(program);
    }

    private void Introduction()
    {
        CellSignature signature = _facts.Cell.Signature;
        string about = signature.About is { } text ? ": " + text.Trim() : "";
        _console.MarkupLineInterpolated($"[bold]{signature.Title}[/]{about}");
        if (signature.Source is { } source) _console.MarkupLine($"[grey]{Markup.Escape(source.Trim())}[/]");
        if (signature.Sizes.Count > 0)
            _console.WriteLine($"Sizes: {string.Join(", ", signature.Sizes.Select(size => $"{size.Name} = {size.Value}"))}");
        if (_facts.Assumed.Count > 0)
        {
            IEnumerable<string> assumed = _facts.Assumed.Select(size => $"{size.Name} = {size.Value}");
            _console.WriteLine($"Without a value, and taken so here: {string.Join(", ", assumed)}");
        }
    }

    private void Values()
    {
        Title("Values");
        int kinds = _facts.Values.Max(value => value.Kind.Length), names = _facts.Values.Max(value => value.Name.Length);
        int symbols = _facts.Values.Max(value => value.Symbols.Length);
        foreach (NamedValue value in _facts.Values)
        {
            string line = $"  {value.Kind.PadRight(kinds)}  {value.Name.PadRight(names)}  {value.Symbols.PadRight(symbols)}  {value.Shape}";
            _console.WriteLine(line.TrimEnd());
        }
    }

    private void Costs(CacheSizes caches)
    {
        StepCosts costs = _facts.Cell.Costs;
        Title($"Costs of a step, in elements of {_facts.ElementSize} bytes");
        Fact("parameters", $"{Number(_facts.ParameterCount)} in {Number(_facts.Cell.Signature.Parameters.Count)} tensors");
        Fact("operations", $"{Number(costs.Flops)} (a multiply-add counts two, a function one)");
        if (_facts.CanStream)
        {
            Fact("weights read", $"{Number(costs.WeightBytes)} bytes");
            Fact("states and work", $"{Number(costs.StreamBytes)} bytes");
            Fact("together", $"{Number(_facts.StepBytes)} bytes: {caches.Fit(_facts.StepBytes)}");
        }
        else Fact("streaming", "none: a state goes from the last step to the first");
        Fact("kept in training", $"{Number(costs.TapeBytes)} bytes for each step of each sequence, besides inputs, states and outputs");
    }

    private void Program(ProgramOutline program)
    {
        Title(program.Name);
        foreach (LoopOutline loop in program.Loops)
        {
            string carried = loop.States.Count > 0 ? $" [{string.Join(", ", loop.States)}]" : "";
            _console.MarkupLine($"  [blue]{Markup.Escape(Kind(loop.Kind) + carried)}[/]");
            foreach (StageOutline stage in loop.Stages)
            {
                _console.MarkupLine($"    [bold]{Markup.Escape(stage.Name)}[/]");
                foreach (string equation in stage.Equations) _console.WriteLine("      " + equation);
            }
        }
    }

    private void Lines(string title, IEnumerable<string> lines)
    {
        Title(title);
        foreach (string line in lines) _console.WriteLine("  " + line);
    }

    private void Title(string title)
    {
        _console.WriteLine();
        _console.MarkupLine($"[bold green]{Markup.Escape(title)}[/]");
    }

    private void Fact(string name, string text) => _console.WriteLine($"  {name,-16}  {text}");

    public static string Kind(SweepKind kind) => kind switch
    {
        SweepKind.TimeLoop => "over time, first step to last",
        SweepKind.ReverseTimeLoop => "over time, last step to first",
        _ => "all rows at once",
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
