using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;

namespace RnnGen.Tool.Mathematics;

/// <summary>The mathematics of a cell: its equations as they are written, and its gradient as it was derived.</summary>
internal sealed record CellFormulas(IReadOnlyList<FormulaLine> Equations, IReadOnlyList<FormulaLine> Gradient)
{
    public static CellFormulas Of(CellDescription cell)
    {
        var symbols = new SymbolTable(cell);
        return new CellFormulas(
            [.. new SyntaxFormulas(symbols).Of(cell.Syntax)],
            [.. new DerivedFormulas(symbols, cell.Sizes).Of(cell.Derived)]);
    }
}
