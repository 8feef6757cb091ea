using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>The names of a cell's values, and what a name without meaning may have meant.</summary>
internal sealed class Scope(CellSyntax syntax, SizeTable sizes, DiagnosticBag diagnostics)
{
    private const int MostSuggestions = 100;

    private readonly Dictionary<string, Symbol> _byName = [];
    private readonly List<Symbol> _symbols = [];
    private readonly HashSet<string> _twice = [];
    private int _suggestions;
    private readonly HashSet<string> _targets =
        [.. syntax.Equations.SelectMany(equation => equation.Targets).Select(target => target.Name)];

    public IEnumerable<Symbol> Of(SymbolKind kind) => _symbols.Where(symbol => symbol.Kind == kind);

    public Symbol? Find(string name) => _byName.TryGetValue(name, out Symbol? symbol) ? symbol : null;

    /// <summary>Some equation assigns the name, here or further down.</summary>
    public bool IsTarget(string name) => _targets.Contains(name);

    /// <summary>The name has been declared twice: what it is cannot be told.</summary>
    public bool IsDeclaredTwice(string name) => _twice.Contains(name);

    /// <summary>Adds a name; false, with a report, where it is there already.</summary>
    public bool TryAdd(Symbol symbol)
    {
        if (_byName.TryGetValue(symbol.Name, out Symbol? other))
        {
            diagnostics.Report(Rules.DuplicateName, symbol.Span, symbol.Name, other.KindWithArticle);
            _twice.Add(symbol.Name);
            return false;
        }
        _byName.Add(symbol.Name, symbol);
        _symbols.Add(symbol);
        return true;
    }

    /// <summary>The symbol that an expression reads; null, with a report where it is no follow-up of another mistake.</summary>
    public Symbol? Resolve(ExpressionSyntax.Name name)
    {
        if (Find(name.Identifier) is not { } symbol)
        {
            ReportUnknown(name);
            return null;
        }
        symbol.IsRead = true;
        if (name.IsPrevious) return CheckPrevious(symbol, name.Span);
        if (symbol.Kind != SymbolKind.State || symbol.IsAssigned) return symbol;
        // A state without any equation is reported as such.
        if (IsTarget(symbol.Name)) diagnostics.Report(
            Rules.StateBeforeAssignment, name.Span, Fix.Write(name.Span, symbol.Name + "'"), symbol.Name);
        return null;
    }

    private Symbol? CheckPrevious(Symbol symbol, TextSpan span)
    {
        if (symbol.Kind == SymbolKind.State) return symbol;
        // What it is may be another thing than it seems: the declaration of a state was not read, or stands beside another one.
        if (IsDeclaredTwice(symbol.Name) || (symbol.Kind == SymbolKind.Local && !syntax.IsComplete)) return null;
        if (symbol.Kind == SymbolKind.Input)
            diagnostics.Report(Rules.Reserved, span, $"\"{symbol.Name}'\", the last value of an input,",
                $"keep it in a state of its own, 'last = {symbol.Name}', and read \"last'\"");
        else diagnostics.Report(Rules.NoPreviousValue, span, symbol.Name, symbol.KindWithArticle);
        return null;
    }

    private void ReportUnknown(ExpressionSyntax.Name syntaxName)
    {
        string name = syntaxName.Identifier;
        if (IsTarget(name))
        {
            if (syntaxName.IsPrevious && !syntax.IsComplete) return;
            if (syntaxName.IsPrevious) diagnostics.Report(Rules.NoPreviousValue, syntaxName.Span, name, "assigned by an equation");
            else diagnostics.Report(Rules.CycleWithoutPrevious, syntaxName.Span, name);
        }
        else if (sizes.Contains(name)) diagnostics.Report(Rules.SizeIsNoValue, syntaxName.Span, name);
        else if (Operators.FunctionNames.Contains(name)) diagnostics.Report(Rules.FunctionIsNoValue, syntaxName.Span, name);
        else if (syntax.IsComplete) diagnostics.Report(
            Rules.UnknownName, syntaxName.Span, FixUnknown(syntaxName), name, Suggestion(name));
    }

    /// <summary>The name that was meant, or a parameter of this name.</summary>
    private EquatableArray<Fix> FixUnknown(ExpressionSyntax.Name name)
    {
        IEnumerable<string> readable = name.IsPrevious
            ? Of(SymbolKind.State).Select(state => state.Name + "'")
            : _symbols.Where(symbol => symbol.Kind != SymbolKind.State || symbol.IsAssigned).Select(symbol => symbol.Name);
        EquatableArray<Fix> respelled = Fix.Respell(name.Span, name.IsPrevious ? name.Identifier + "'" : name.Identifier, readable);
        if (name.IsPrevious || syntax.Definition.NextParameter is not { } next) return respelled;
        var declared = new Fix(
            $"Declare the parameter '{name.Identifier}'", new DiagnosticPlace.Definition(next.Span), next.With(name.Identifier));
        return respelled.Append(declared).ToEquatableArray();
    }

    /// <summary>Only for so many names: whoever mistyped more has another problem.</summary>
    private string Suggestion(string name) => _suggestions++ >= MostSuggestions ? ""
        : syntax.Outputs.Any(output => output.Name.Text == name)
        ? " It is an output, and outputs are read by nothing."
        : Spelling.Suggest(name, _symbols.Select(symbol => symbol.Name).Concat(_targets.OrderBy(t => t, System.StringComparer.Ordinal)));
}
