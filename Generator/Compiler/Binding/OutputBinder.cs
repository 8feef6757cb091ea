using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

internal sealed record TypedOutput(Symbol Symbol, OutputSyntax Syntax, TypedExpression Value);

/// <summary>Binds the outputs, which see every value of the step and are seen by none.</summary>
internal sealed class OutputBinder(
    CellSyntax syntax, CellRequest request, Scope scope, ExpressionBinder expressions, DiagnosticBag diagnostics)
{
    /// <summary>The outputs without errors.</summary>
    public List<TypedOutput> Bind()
    {
        var outputs = new List<TypedOutput>();
        foreach (OutputSyntax output in syntax.Outputs)
        {
            DeclarationBinder.CheckMember(output.Name, request, diagnostics);
            if (output.IsWrong) continue;
            TypedExpression? value = output.Value is null ? Expose(output) : Bind(output, output.Value);
            if (value is null or { IsError: true }) continue;
            var symbol = new Symbol(SymbolKind.Output, output.Name.Text, output.Name.Span, value.Shape, "");
            outputs.Add(new TypedOutput(symbol, output, value));
        }
        var symbols = outputs.Select(output => output.Symbol).ToList();
        MemberNames.CheckDerived(scope.Of(SymbolKind.Input).ToList(), scope.Of(SymbolKind.State).ToList(), symbols, diagnostics);
        return outputs;
    }

    private TypedExpression? Bind(OutputSyntax output, ExpressionSyntax expression)
    {
        TypedExpression value = expressions.Bind(expression);
        if (scope.Find(output.Name.Text) is not { } other) return value;
        diagnostics.Report(Rules.DuplicateName, output.Name.Span, output.Name.Text, other.KindWithArticle);
        return null;
    }

    /// <summary>An output without an expression is what an equation assigned to its name.</summary>
    private TypedExpression? Expose(OutputSyntax output)
    {
        string name = output.Name.Text;
        Symbol? symbol = scope.Find(name);
        if (symbol is { Kind: SymbolKind.State or SymbolKind.Local })
            return expressions.Bind(new ExpressionSyntax.Name(output.Name.Span, name, IsPrevious: false));
        if (symbol is not null)
        {
            string reason = $"'{name}' is {symbol.KindWithArticle}, not the value of an equation";
            diagnostics.Report(Rules.NothingToExpose, output.Name.Span, name, reason, "");
        }
        else if (syntax.IsComplete)
        {
            var assigned = scope.Of(SymbolKind.State).Concat(scope.Of(SymbolKind.Local)).Select(known => known.Name);
            string suggestion = Spelling.Suggest(name, assigned);
            diagnostics.Report(Rules.NothingToExpose, output.Name.Span, name, $"no equation assigns '{name}'", suggestion);
        }
        return null;
    }
}
