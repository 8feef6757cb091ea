using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>What states are before the first step: a parameter of their shape, or a number in every element.</summary>
internal static class InitialStateBinder
{
    /// <summary>Reports what cannot be an initial value, and learns the shapes of parameters from the states that they begin.</summary>
    public static void Check(Scope scope, ShapeSolver solver, NumberRange range, DiagnosticBag diagnostics)
    {
        foreach (Symbol state in scope.Of(SymbolKind.State))
        {
            if (state.Declaration?.Initial is not { } initial) continue;
            if (initial.Name.Length == 0) range.Check(initial.Value, initial.Span, initial.Value.ToString(CultureInfo.InvariantCulture));
            else if (scope.Find(initial.Name) is not { } symbol)
            {
                var known = scope.Of(SymbolKind.Parameter).Concat(scope.Of(SymbolKind.Constant)).Select(s => s.Name).ToList();
                Report(initial, state, "there is no such parameter or constant", Spelling.Suggest(initial.Name, known));
            }
            else if (symbol.Kind is not (SymbolKind.Parameter or SymbolKind.Constant))
                Report(initial, state, $"it is {symbol.KindWithArticle}, not a parameter or a number", "");
            else
            {
                symbol.IsRead = true;
                if (symbol.Kind == SymbolKind.Parameter && !solver.Unify(state.Shape, symbol.Shape))
                    Report(initial, state, $"it has the shape {solver.Display(symbol.Shape)}, the state {solver.Display(state.Shape)}", "");
            }
        }

        void Report(InitialSyntax initial, Symbol state, string reason, string suggestion) =>
            diagnostics.Report(Rules.WrongInitial, initial.Span, initial.Name, state.Name, reason, suggestion);
    }

    /// <summary>Null for zero.</summary>
    public static BoundInitial? Bind(Symbol state, Scope scope)
    {
        if (state.Declaration?.Initial is not { } initial) return null;
        Symbol? symbol = initial.Name.Length == 0 ? null : scope.Find(initial.Name);
        if (symbol is { Kind: SymbolKind.Parameter }) return new BoundInitial(0, symbol.Name);
        double value = symbol?.Number ?? initial.Value;
        return value == 0 ? null : new BoundInitial(value, null);
    }
}
