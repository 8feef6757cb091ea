using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>Says of a name without meaning what it may have meant: each name once, as its other uses follow from the first.</summary>
internal sealed class UnknownNames(CellSyntax syntax, SizeTable sizes, Scope scope, DiagnosticBag diagnostics)
{
    private const int MostSuggestions = 100;

    private readonly HashSet<string> _reported = [];
    private readonly EquationGraph _equations = new(syntax.Equations);
    private HashSet<(string Operator, string Name)>? _operands;
    private int _suggestions;

    /// <param name="reader">The equation that reads the name; null for an output.</param>
    public void Report(ExpressionSyntax.Name read, EquationSyntax? reader)
    {
        string name = read.Identifier;
        if (!_reported.Add(name)) return;
        if (TryReportStep(name, read.Span)) return;
        if (ForeignName.Is(name)) diagnostics.Report(Rules.ForeignNotation, read.Span, name, AdviceForForeign(name));
        else if (scope.IsTarget(name)) ReportEarly(read, reader);
        else if (sizes.Contains(name)) diagnostics.Report(Rules.SizeIsNoValue, read.Span, name);
        else if (Operators.FunctionNames.Contains(name)) diagnostics.Report(Rules.FunctionIsNoValue, read.Span, name);
        else if (syntax.IsComplete) diagnostics.Report(Rules.UnknownName, read.Span, FixesFor(read), name, Suggestion(name));
    }

    /// <summary>A call of a function that there is not.</summary>
    public void Report(ExpressionSyntax.Call call)
    {
        string name = call.Function;
        string member = ForeignName.Member(name);
        if (ForeignName.Is(name) && member is "T" or "t")
            diagnostics.Report(Rules.ForeignNotation, call.FunctionSpan, name, AdviceForForeign(name));
        else if (ForeignName.Is(name) && Operators.FunctionNames.FirstOrDefault(known => IsSame(known, member)) is { } function)
        {
            bool isMethod = scope.Find(ForeignName.Owner(name)) is not null;
            string instead = $"{function}({(isMethod ? ForeignName.Owner(name) : "…")})";
            diagnostics.Report(Rules.ForeignNotation, call.FunctionSpan, name, $"the function is written '{instead}'");
        }
        else diagnostics.Report(Rules.UnknownFunction, call.FunctionSpan, FixesFor(call, member), name, SuggestFunction(name, member));

        static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private string SuggestFunction(string name, string member)
    {
        if (scope.Find(name) is { } symbol) return $" '{name}' is {symbol.KindWithArticle}: a product is written with '@' or '*'.";
        if (ForeignFunctions.AdviceFor(member) is not { } advice) return Spelling.Suggest(name, Operators.FunctionNames);
        return $" {char.ToUpperInvariant(advice[0])}{advice.Substring(1)}.";
    }

    /// <summary>h_t - 1, in which h_t is no name, also where it ends a sum: <c>W @ x + h_t - 1</c>.</summary>
    public bool TryReportStepBefore(ExpressionSyntax.Binary difference)
    {
        if (difference.Symbol != "-") return false;
        ExpressionSyntax last = difference.Left;
        while (last is ExpressionSyntax.Binary sum) last = sum.Right;
        ExpressionSyntax first = difference.Right;
        while (first is ExpressionSyntax.Binary product) first = product.Left;
        if (last is not ExpressionSyntax.Name { Identifier: var name } || first is not ExpressionSyntax.Number { Value: 1 }) return false;
        if (scope.Find(name) is not null || !name.EndsWith("_t", StringComparison.Ordinal)) return false;
        return TryReportStep(name.Substring(0, name.Length - 2), isPrevious: true, TextSpan.FromBounds(last.Span.Start, first.Span.End));
    }

    /// <summary>h(t - 1) and h[t - 1], where h is a value; false where this is no time step.</summary>
    public bool TryReportStep(string name, bool? isPrevious, TextSpan span)
    {
        if (isPrevious is not { } previous || (scope.Find(name) is null && !scope.IsTarget(name))) return false;
        diagnostics.Report(Rules.StepNotation, span, previous ? "the step before" : "this time step", AdviceForStep(name, previous));
        return true;
    }

    /// <summary>What equations assign instead of a state: of h the name h_t.</summary>
    public static string SuggestTarget(string state, IReadOnlyList<string> locals) =>
        locals.FirstOrDefault(local => StepNames.Read(local).Any(step => step.Name == state)) is { } other
            ? $" The value of this time step, here '{other}', is written '{state}'."
            : Spelling.Suggest(state, locals);

    private bool TryReportStep(string name, TextSpan span)
    {
        foreach ((string value, bool isPrevious) in StepNames.Read(name))
            if (TryReportStep(value, isPrevious, span)) return true;
        return false;
    }

    private string AdviceForStep(string name, bool isPrevious) => (isPrevious, scope.Find(name)?.Kind) switch
    {
        (false, _) => $"'{name}'",
        (true, SymbolKind.State or SymbolKind.Input) => $"\"{name}'\"",
        (true, SymbolKind.Parameter or SymbolKind.Constant) => $"'{name}', which is the same at every step",
        _ => $"\"{name}'\", once '{name}' is declared under states",
    };

    /// <summary>What is written instead of a name with an owner or an index.</summary>
    private static string AdviceForForeign(string name)
    {
        string owner = ForeignName.Owner(name);
        if (ForeignName.Member(name) is "T" or "t" or "mT" or "H") return $"the transpose is 'transpose({owner})'";
        return $"it is written '{ForeignName.Plain(name)}'";
    }

    /// <summary>A name whose equation stands below, or which has no value of the step before.</summary>
    private void ReportEarly(ExpressionSyntax.Name read, EquationSyntax? reader)
    {
        string name = read.Identifier;
        if (read.IsPrevious && !syntax.IsComplete) return;
        if (read.IsPrevious) diagnostics.Report(Rules.NoPreviousValue, read.Span, name, "assigned by an equation");
        else if (reader is not null && _equations.Cycle(reader, name) is { } cycle)
        {
            diagnostics.Report(Rules.DependsOnItself, read.Span, name, Chain(cycle));
            _reported.UnionWith(cycle.SelectMany(equation => equation.Targets).Select(target => target.Name));
        }
        else diagnostics.Report(Rules.CycleWithoutPrevious, read.Span, name);
    }

    private static string Chain(IReadOnlyList<EquationSyntax> cycle) =>
        string.Join(", ", cycle.Take(4).Select(equation => Excerpts.Shorten(equation.Text))) + (cycle.Count > 4 ? ", …" : "");

    /// <summary>The name that was meant, or a parameter of this name.</summary>
    private EquatableArray<Fix> FixesFor(ExpressionSyntax.Name name)
    {
        string written = name.IsPrevious ? name.Identifier + "'" : name.Identifier;
        EquatableArray<Fix> respelled = Fix.Respell(name.Span, written, scope.Readable(name.IsPrevious));
        if (name.IsPrevious || syntax.Definition.NextParameter is not { } next) return respelled;
        var declared = new Fix(
            $"Declare the parameter '{name.Identifier}'", new DiagnosticPlace.Definition(next.Span), next.With(name.Identifier));
        return respelled.Append(declared).ToEquatableArray();
    }

    /// <summary>The function that was meant, unless it is one of another library, for which the message says what to write.</summary>
    private EquatableArray<Fix> FixesFor(ExpressionSyntax.Call call, string member) =>
        scope.Find(call.Function) is null && ForeignFunctions.AdviceFor(member) is null
            ? Fix.Respell(call.FunctionSpan, call.Function, Operators.FunctionNames)
            : default;

    private string Suggestion(string name)
    {
        // Whoever mistyped more names than these has another problem.
        if (_suggestions++ >= MostSuggestions) return "";
        if (syntax.Outputs.Any(output => output.Name.Text == name)) return " It is an output, and outputs are read by nothing.";
        string nearest = Spelling.Suggest(name, scope.Names);
        return nearest + (IsLikeParameter(name, nearest.Length == 0) ? $" If it is learned, add '{name}' under parameters." : "");
    }

    /// <summary>Left of a product, or added and called as people call weights and biases.</summary>
    private bool IsLikeParameter(string name, bool isFar)
    {
        _operands ??= Operands();
        return _operands.Contains((Operators.Product, name))
            || (isFar && name[0] is 'b' or 'B' or 'W' or 'U' or 'V' or 'w' && _operands.Contains(("", name)));
    }

    /// <summary>The names that stand left of a product, and under "" those on a side of any other operator.</summary>
    private HashSet<(string Operator, string Name)> Operands()
    {
        var found = new HashSet<(string, string)>();
        var values = syntax.Equations.Select(equation => equation.Value).Concat(syntax.Outputs.Select(output => output.Value));
        var parts = values.OfType<ExpressionSyntax>().SelectMany(EquationGraph.Subexpressions);
        foreach (ExpressionSyntax.Binary binary in parts.OfType<ExpressionSyntax.Binary>())
        {
            bool isProduct = binary.Symbol == Operators.Product;
            Add(isProduct ? Operators.Product : "", binary.Left);
            if (!isProduct) Add("", binary.Right);
        }
        return found;

        void Add(string of, ExpressionSyntax operand)
        {
            if (operand is ExpressionSyntax.Name { IsPrevious: false } name) found.Add((of, name.Identifier));
        }
    }
}
