using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>Names for values that a cell gets besides its own: none that it has.</summary>
internal sealed class FreeNames(CellSyntax syntax)
{
    private readonly HashSet<string> _taken =
    [
        .. syntax.Inputs.Concat(syntax.States).Concat(syntax.Parameters).Concat(syntax.Arguments).Select(tensor => tensor.Name.Text),
        .. syntax.Constants.Select(constant => constant.Name.Text),
        .. syntax.Equations.SelectMany(e => e.Targets).Select(target => target.Name),
        .. syntax.Outputs.Select(output => output.Name.Text),
        .. syntax.Definition.Cells.Select(cell => cell.Name.Text),
    ];

    /// <summary>The name that is wanted, with a number behind it where it is taken.</summary>
    public string Take(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++) name = wanted + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
