using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>
/// What a cell has in place of <c>Step</c> and <c>Run</c> where states go from the last step to the first: the members stand there, so that
/// a call is an error that says why.
/// </summary>
internal sealed class NoStreaming(CellModel model)
{
    private string Why
    {
        get
        {
            var reversed = model.Signature.States.Where(s => s.IsReversed).Select(s => $"'{s.Name}'").ToList();
            string states = reversed.Count == 1 ? $"the state {reversed[0]} goes" : $"the states {string.Join(", ", reversed.Take(3))} go";
            return Rules.NoSteps.Format(EquatableArray.Of(model.Name, states));
        }
    }

    public Code Attribute => Code.List(
        "[global::System.Obsolete", [FreeText.Literal(Why), "true", $"DiagnosticId = \"{Rules.NoSteps.Id}\""], "]");

    public Code Throw => Code.Of($"throw new global::System.NotSupportedException({FreeText.Literal(Why)})");
}
