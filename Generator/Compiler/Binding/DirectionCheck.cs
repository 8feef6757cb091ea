using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// States that depend on each other go over the steps in one direction: one of them at the step after and another at the step before would
/// wait for each other for ever.
/// </summary>
internal sealed class DirectionCheck
{
    private readonly Dictionary<string, EquationSyntax> _makers = [];
    private readonly Dictionary<string, Symbol> _states;

    private DirectionCheck(CellSyntax syntax, IEnumerable<Symbol> states)
    {
        foreach (EquationSyntax equation in syntax.Equations)
            foreach (TargetSyntax target in equation.Targets) _makers[target.Name] = equation;
        _states = states.ToDictionary(state => state.Name);
    }

    public static void Check(CellSyntax syntax, IEnumerable<Symbol> states, DiagnosticBag diagnostics)
    {
        var check = new DirectionCheck(syntax, states);
        if (!check._states.Values.Any(IsReversed)) return;
        Dictionary<string, HashSet<string>> leading = check._states.Keys.ToDictionary(name => name, check.Leading);
        foreach (Symbol reversed in check._states.Values.Where(IsReversed))
        {
            Symbol? other = check._states.Values.FirstOrDefault(state => !IsReversed(state)
                && leading[reversed.Name].Contains(state.Name) && leading[state.Name].Contains(reversed.Name));
            if (other is null) continue;
            diagnostics.Report(Rules.MixedDirections, other.Span, $"'{other.Name}' and '{reversed.Name}'");
            return;
        }
    }

    private static bool IsReversed(Symbol state) => state.Declaration is { IsReversed: true };

    /// <summary>The states that a state depends on, over any number of steps.</summary>
    private HashSet<string> Leading(string state)
    {
        var seen = new HashSet<string>();
        var found = new HashSet<string>();
        var open = new Stack<string>([state]);
        while (open.Count > 0)
        {
            if (!_makers.TryGetValue(open.Pop(), out EquationSyntax? maker)) continue;
            foreach (ExpressionSyntax.Name read in EquationGraph.NamesIn(maker.Value))
            {
                if (read.IsPrevious) found.Add(read.Identifier);
                if (seen.Add(read.Identifier)) open.Push(read.Identifier);
            }
        }
        return found;
    }
}
