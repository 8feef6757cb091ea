using System.CommandLine;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tool.Mathematics;
using RnnGen.Tool.Showing;

namespace RnnGen.Tool.Commands;

/// <summary>The options that ask for another notation than the one for people at a prompt.</summary>
internal sealed class NotationOptions
{
    private readonly Option<bool> _latex = new("--latex") { Description = "Equations and gradient in LaTeX, and nothing else." };

    private readonly Option<bool> _mathml = new("--mathml")
    {
        Description = "Equations and gradient as XHTML with MathML, and nothing else.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Everything as JSON." };

    public void AddTo(Command command)
    {
        Option<bool>[] all = [_latex, _mathml, _json];
        foreach (Option<bool> option in all) command.Add(option);
        command.Validators.Add(written =>
        {
            if (all.Count(written.GetValue) > 1) written.AddError("--latex, --mathml and --json exclude each other.");
        });
    }

    /// <summary>The text that is asked for; null for the usual output.</summary>
    public string? TextOf(CellFacts facts, ParseResult call)
    {
        CellDescription cell = facts.Cell;
        if (call.GetValue(_latex)) return LatexPrinter.Document(CellFormulas.Of(cell));
        if (call.GetValue(_mathml)) return MathMLPrinter.Document(CellFormulas.Of(cell), cell.Signature.Title);
        return call.GetValue(_json) ? FactsJson.Of(facts) : null;
    }
}
