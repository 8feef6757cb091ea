using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// The input of the step before, <c>x'</c>, is a state that keeps the input: <c>xPrevious = x</c>, read as <c>xPrevious'</c>.
/// </summary>
internal static class PreviousInputs
{
    public static CellSyntax Expand(CellSyntax syntax)
    {
        var values = syntax.Equations.Select(e => e.Value).Concat(syntax.Outputs.Select(o => o.Value).OfType<ExpressionSyntax>());
        HashSet<string> read = [.. values.SelectMany(EquationGraph.NamesIn).Where(name => name.IsPrevious).Select(name => name.Identifier)];
        var kept = syntax.Inputs.Where(input => read.Contains(input.Name.Text)).GroupBy(input => input.Name.Text)
            .Select(same => same.First()).ToList();
        if (kept.Count == 0) return syntax;
        var names = new FreeNames(syntax);
        var states = kept.ToDictionary(input => input.Name.Text, input => names.Take(input.Name.Text + "Previous"));
        return syntax with
        {
            States = syntax.States.Concat(kept.Select(input => input with
            {
                Name = input.Name with { Text = states[input.Name.Text] },
                Initializer = null,
            })).ToEquatableArray(),
            Equations = syntax.Equations.Select(e => e with { Value = Expand(e.Value) }).Concat(kept.Select(Keep)).ToEquatableArray(),
            Outputs = syntax.Outputs.Select(o => o.Value is { } value ? o with { Value = Expand(value) } : o).ToEquatableArray(),
        };

        ExpressionSyntax Expand(ExpressionSyntax value) => ExpressionMap.Of(value, part =>
            part is ExpressionSyntax.Name { IsPrevious: true } name && states.TryGetValue(name.Identifier, out string? state)
                ? name with { Identifier = state }
                : part);

        EquationSyntax Keep(TensorSyntax input)
        {
            (string name, TextSpan span) = (input.Name.Text, input.Name.Span);
            return new EquationSyntax(
                EquatableArray.Of(new TargetSyntax(states[name], span)), new ExpressionSyntax.Name(span, name, IsPrevious: false), span,
                $"{states[name]} = {name}");
        }
    }
}
