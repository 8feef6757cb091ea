using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tool.Checking;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Mathematics;
using RnnGen.Tool.Showing;

namespace RnnGen.Tool.Commands;

/// <summary><c>show</c>: what the compiler makes of a definition.</summary>
internal static class ShowCommand
{
    public static Command Create(ToolConsole console)
    {
        var definition = new Argument<string>("DEFINITION") { Description = "A cell of the zoo, or a file such as Cells/wake.cell.yaml." };
        var sizes = new SizeOptions();
        var layers = new Option<int>("--layers") { Description = "How many layers of the cell.", DefaultValueFactory = _ => 1 };
        var both = new Option<bool>("--bidirectional") { Description = "Each layer in both directions." };
        var wide = new Option<bool>("--double") { Description = "Elements of 8 bytes instead of 4." };
        var first = Cache("--l1", "first", CacheSizes.Usual.First);
        var second = Cache("--l2", "second", CacheSizes.Usual.Second);
        var latex = new Option<bool>("--latex") { Description = "Equations and gradient in LaTeX, and nothing else." };
        var mathml = new Option<bool>("--mathml") { Description = "Equations and gradient as XHTML with MathML, and nothing else." };
        var json = new Option<bool>("--json") { Description = "Everything as JSON." };
        var command = new Command("show", "Shows equations, shapes, gradient, costs, loops and stages of a cell.") { definition };
        sizes.AddTo(command);
        foreach (Option option in new Option[] { layers, both, wide, first, second, latex, mathml, json }) command.Add(option);
        layers.Validators.Add(written => Require(written, layers, value => value >= 1, "a whole number of at least 1"));
        first.Validators.Add(written => Require(written, first, value => value >= 1, "KiB, at least 1"));
        second.Validators.Add(written => Require(written, second, value => value >= 1, "KiB, at least 1"));
        command.Validators.Add(written =>
        {
            if (new[] { latex, mathml, json }.Count(written.GetValue) > 1)
                written.AddError("--latex, --mathml and --json exclude each other.");
        });
        command.SetAction(call =>
        {
            var settings = new CellSettings(sizes.Of(call), call.GetValue(layers), call.GetValue(both), call.GetValue(wide));
            CellFile file = CellFile.Find(call.GetValue(definition)!, console);
            if (Describe(file, settings, console) is not { } facts) return ExitCode.Mistakes;
            CellDescription cell = facts.Cell;
            if (call.GetValue(latex)) console.WritePlain(LatexPrinter.Document(CellFormulas.Of(cell)));
            else if (call.GetValue(mathml)) console.WritePlain(MathMLPrinter.Document(CellFormulas.Of(cell), cell.Signature.Title));
            else if (call.GetValue(json)) console.WritePlain(FactsJson.Of(facts));
            else FactsReport.Write(console.Out, facts, new CacheSizes(call.GetValue(first), call.GetValue(second)));
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Null for a definition with mistakes, which are reported.</summary>
    private static CellFacts? Describe(CellFile file, CellSettings settings, ToolConsole console)
    {
        CompletedRequest request = CellRequests.Complete(CellRequests.Of(file, settings));
        DescriptionResult result = CellDescriber.Describe(request.Request);
        if (result.Cell is { } cell) return CellFacts.Of(file, request, cell);
        // An argument of the attribute is an option here.
        if (result.Diagnostics.FirstOrDefault(found => found.Place is DiagnosticPlace.Argument) is { } wrong)
            throw new UsageException($"{((DiagnosticPlace.Argument)wrong.Place).Name}: {wrong.Message}");
        foreach (Finding finding in CellCheck.Locate(file, result.Diagnostics)) FindingReport.Write(console.Out, finding);
        return null;
    }

    private static Option<int> Cache(string name, string which, int usual) => new(name)
    {
        Description = $"The {which}-level cache in KiB.",
        HelpName = "KiB",
        DefaultValueFactory = _ => usual,
    };

    private static void Require(OptionResult written, Option<int> option, Func<int, bool> isAllowed, string allowed)
    {
        if (written.Errors.Any() || written.Implicit) return;
        if (!isAllowed(written.GetValueOrDefault<int>())) written.AddError($"{option.Name} has to be {allowed}.");
    }
}
