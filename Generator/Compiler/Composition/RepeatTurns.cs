using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>The equations of a definition in the order in which they run, those of a repeat turn by turn.</summary>
/// <param name="values">Is told the turns: while an equation is handed out, each index has its number.</param>
internal sealed class RepeatTurns(CellSyntax syntax, IndexValues values, DiagnosticBag diagnostics)
{
    /// <summary>Turns may be empty; one that is not has an equation, which counts once for each repeat around it.</summary>
    private const int MostTurns = Limits.Equations * Limits.Repeats;

    private readonly HashSet<int> _known = [];
    private int _turns, _equations;
    private bool _isFull;

    /// <returns>Equations, and whether they come for the first time.</returns>
    public IEnumerable<(EquationSyntax Equation, bool IsFirst)> All()
    {
        _known.Clear();
        (_turns, _equations, _isFull) = (0, 0, false);
        return From(0, syntax.Equations.Count, null);
    }

    /// <summary>Of equations behind each other that stand in one repeat, or in none.</summary>
    private IEnumerable<(EquationSyntax Equation, bool IsFirst)> From(int first, int end, RepeatSyntax? outer)
    {
        for (int i = first; i < end && !_isFull;)
        {
            if (HeadAt(i, outer) is not { } head)
            {
                EquationSyntax equation = syntax.Equations[i];
                bool hasRoom = HasRoom(ref _equations, Limits.Equations, equation.Repeat?.Span ?? equation.Span);
                if (hasRoom) yield return (equation, _known.Add(i));
                i++;
                continue;
            }
            int start = i;
            while (i < end && HeadAt(i, outer) == head) i++;
            if (values.Of(head.From) is not { } from || values.Of(head.To) is not { } to) continue;
            for (int turn = from; turn < to && HasRoom(ref _turns, MostTurns, head.Span); turn++)
            {
                using var begun = values.Begin(head.Index, turn);
                foreach (var one in From(start, i, head)) yield return one;
            }
        }
    }

    /// <summary>The repeat inside of the outer one that the equation stands in; null where it stands in the outer one itself.</summary>
    private RepeatSyntax? HeadAt(int equation, RepeatSyntax? outer) =>
        syntax.Equations[equation].Repeat?.Chain().TakeWhile(head => head != outer).LastOrDefault();

    /// <summary>False, which is reported, where there are too many.</summary>
    private bool HasRoom(ref int count, int most, TextSpan place)
    {
        if (_isFull) return false;
        if (count++ < most) return true;
        _isFull = true;
        string limit = Limits.Equations.ToString(CultureInfo.InvariantCulture);
        diagnostics.Report(Rules.TooManyEquations, place, limit, " when its repeats are written out");
        return false;
    }
}
