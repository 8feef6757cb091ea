using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>The names of a cell's values.</summary>
internal sealed class Scope
{
    private readonly CellSyntax _syntax;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, Symbol> _byName = [];
    private readonly List<Symbol> _symbols = [];
    private readonly HashSet<string> _twice = [];
    private readonly HashSet<string> _targets;

    public Scope(CellSyntax syntax, SizeTable sizes, DiagnosticBag diagnostics)
    {
        _syntax = syntax;
        _diagnostics = diagnostics;
        _targets = [.. syntax.Equations.SelectMany(equation => equation.Targets).Select(target => target.Name)];
        Unknown = new UnknownNames(syntax, sizes, this, diagnostics);
    }

    /// <summary>Says what names without meaning may have meant.</summary>
    public UnknownNames Unknown { get; }

    /// <summary>The equation whose right side is being read; null while outputs are.</summary>
    public EquationSyntax? Reader { get; set; }

    /// <summary>All that are declared or assigned, here or further down.</summary>
    public IEnumerable<string> Names =>
        _symbols.Select(symbol => symbol.Name).Concat(_targets.OrderBy(name => name, StringComparer.Ordinal));

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
            _diagnostics.Report(Rules.DuplicateName, symbol.Span, symbol.Name, other.KindWithArticle);
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
            Unknown.Report(name, Reader);
            return null;
        }
        symbol.IsRead = true;
        if (name.IsPrevious) return CheckPrevious(symbol, name.Span);
        if (symbol.Kind != SymbolKind.State || symbol.IsAssigned) return symbol;
        // A state without any equation is reported as such.
        if (IsTarget(symbol.Name)) _diagnostics.Report(
            Rules.StateBeforeAssignment, name.Span, Fix.Write(name.Span, symbol.Name + "'"), symbol.Name);
        return null;
    }

    private Symbol? CheckPrevious(Symbol symbol, TextSpan span)
    {
        if (symbol.Kind == SymbolKind.State) return symbol;
        // What it is may be another thing than it seems: the declaration of a state was not read, or stands beside another one.
        if (IsDeclaredTwice(symbol.Name) || (symbol.Kind == SymbolKind.Local && !_syntax.IsComplete)) return null;
        _diagnostics.Report(Rules.NoPreviousValue, span, symbol.Name, symbol.KindWithArticle);
        return null;
    }

    /// <summary>The names that may be read where the equation at hand stands, states of the step before with their prime.</summary>
    public IEnumerable<string> Readable(bool isPrevious) => isPrevious
        ? Of(SymbolKind.State).Select(state => state.Name + "'")
        : _symbols.Where(symbol => symbol.Kind != SymbolKind.State || symbol.IsAssigned).Select(symbol => symbol.Name);
}
