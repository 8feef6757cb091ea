using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// Sequences that begin anew on the way. Before: h'. After: where(restart > 0, h0, h'), with an input 'restart' of one element, so that
/// neither values nor gradients cross.
/// </summary>
internal sealed class Resets
{
    private readonly CellSyntax _syntax;
    private readonly string _input;
    private readonly TextSpan _span;
    private readonly FreeNames _names;
    private readonly List<TensorSyntax> _states = [];
    private readonly List<EquationSyntax> _first = [], _last = [];

    private Resets(CellSyntax syntax, DefinitionName input)
    {
        (_syntax, _input, _span) = (syntax, input.Text, input.Span);
        _names = new FreeNames(syntax);
    }

    /// <param name="syntax">One cell: those inside have been put in.</param>
    /// <param name="input">The name of the input that says where sequences begin; null where none does.</param>
    public static CellSyntax Apply(CellSyntax syntax, DefinitionName? input) =>
        input is null ? syntax : new Resets(syntax, input).Apply();

    private CellSyntax Apply()
    {
        var scalar = new ShapeSyntax(EquatableArray<SizeSyntax>.Empty, _span);
        var restart = new TensorSyntax(new DefinitionName(_input, _span), scalar, null, IsWrong: false) { IsRestart = true };
        Dictionary<string, string> begun = [];
        string? later = null;
        foreach (TensorSyntax state in _syntax.States)
        {
            // From the last step to the first: what comes from the step after is cut off where that one begins a sequence.
            ExpressionSyntax flag = state.IsReversed
                ? Name(later ??= KeepForReversed(restart), isPrevious: true)
                : Name(_input, isPrevious: false);
            string name = begun[state.Name.Text] = _names.Take(state.Name.Text + "Begun");
            var before = new ExpressionSyntax.Comparison(_span, ">", _span, flag, new ExpressionSyntax.Number(_span, 0, "0"));
            ExpressionSyntax initial = state.Initial switch
            {
                null => new ExpressionSyntax.Number(_span, 0, "0"),
                { Name.Length: > 0 } value => Name(value.Name, isPrevious: false),
                { } number => new ExpressionSyntax.Number(_span, number.Value, number.Value.ToString(CultureInfo.InvariantCulture)),
            };
            ExpressionSyntax[] arguments = [before, initial, Name(state.Name.Text, isPrevious: true)];
            string written = $"{SyntaxText.Of(flag)} > 0, {SyntaxText.Of(initial)}, {state.Name}'";
            _first.Add(Equation(name, new ExpressionSyntax.Call(_span, "where", _span, arguments.ToEquatableArray()), $"where({written})"));
        }
        return _syntax with
        {
            Inputs = _syntax.Inputs.Concat([restart]).ToEquatableArray(),
            States = _syntax.States.Concat(_states).ToEquatableArray(),
            Equations = _first.Concat(_syntax.Equations.Select(e => e with { Value = Begin(e.Value) })).Concat(_last).ToEquatableArray(),
            Outputs = _syntax.Outputs.Select(o => o.Value is { } value ? o with { Value = Begin(value) } : o).ToEquatableArray(),
        };

        ExpressionSyntax Begin(ExpressionSyntax value) => ExpressionMap.Of(value, part =>
            part is ExpressionSyntax.Name { IsPrevious: true } name && begun.TryGetValue(name.Identifier, out string? local)
                ? name with { Identifier = local, IsPrevious = false }
                : part);
    }

    /// <summary>A state that goes from the last step to the first, and keeps the input of the step after.</summary>
    private string KeepForReversed(TensorSyntax restart)
    {
        string state = _names.Take(_input + "Next");
        _states.Add(restart with { Name = new DefinitionName(state, _span), IsReversed = true, IsRestart = false });
        _last.Add(Equation(state, Name(_input, isPrevious: false), _input));
        return state;
    }

    private EquationSyntax Equation(string target, ExpressionSyntax value, string text) =>
        new(EquatableArray.Of(new TargetSyntax(target, _span)), value, _span, $"{target} = {text}");

    private ExpressionSyntax.Name Name(string name, bool isPrevious) => new(_span, name, isPrevious);
}
