using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// Puts cells into another one: what they declare at once, their equations where they run. What comes of it is the syntax of one cell.
/// </summary>
internal sealed class CellNetwork(CellSyntax syntax)
{
    private readonly List<RequirementSyntax> _requirements = [.. syntax.Requirements];
    private readonly List<ConstantSyntax> _constants = [.. syntax.Constants];
    private readonly List<TensorSyntax> _states = [.. syntax.States];
    private readonly List<TensorSyntax> _parameters = [.. syntax.Parameters];
    private readonly List<TensorSyntax> _arguments = [];
    private readonly List<EquationSyntax> _equations = [];
    private readonly List<InnerSizeSyntax> _sizes = [];

    /// <summary>The equations of the definition, and of the cells that there was room for.</summary>
    private int _promised = syntax.Equations.Count;

    public CellSyntax Build(EquatableArray<OutputSyntax> outputs) => syntax with
    {
        Requirements = _requirements.ToEquatableArray(),
        Constants = _constants.ToEquatableArray(),
        States = _states.ToEquatableArray(),
        Parameters = _parameters.ToEquatableArray(),
        Arguments = _arguments.ToEquatableArray(),
        Equations = _equations.ToEquatableArray(),
        InnerSizes = _sizes.ToEquatableArray(),
        Outputs = outputs,
    };

    /// <summary>What stands behind the limit of equations where those of cells count.</summary>
    public const string WithCells = ", with those of all cells inside";

    /// <summary>Whether so many more equal cells keep the network within what is compiled in reasonable time.</summary>
    public bool HasRoomFor(InnerCell cell, int count)
    {
        CellSyntax inner = cell.Syntax;
        _promised += count * (inner.Inputs.Count + inner.Equations.Count + inner.Outputs.Count);
        return _promised <= Limits.NetworkEquations;
    }

    public void Add(EquationSyntax equation) => _equations.Add(equation);

    /// <summary>Declares what an inner cell declares, under the names that it has outside.</summary>
    public void Add(CellInstance instance)
    {
        CellSyntax inner = instance.Cell.Syntax;
        SyntaxNames names = NamesOf(instance);
        _states.AddRange(inner.States.Select(
            state => names.Rename(state) with { IsReversed = state.IsReversed != instance.IsReversed }));
        _arguments.AddRange(inner.Inputs.Concat(inner.Arguments).Select(names.Rename));
        if (!instance.HasOwnParameters) return;
        _parameters.AddRange(inner.Parameters.Select(names.Rename));
        _requirements.AddRange(inner.Requirements.Select(names.Rename));
        foreach (ConstantSyntax constant in inner.Constants)
        {
            string name = constant.Name.Text;
            if (instance.SharedConstants.ContainsKey(name)) continue;
            NumberSyntax? value = instance.Constants.TryGetValue(name, out NumberSyntax? set) ? set : constant.Value;
            _constants.Add(constant with { Name = names.Rename(constant.Name), Value = value });
        }
        foreach (SizeDefinition size in instance.Cell.Sizes)
        {
            SizeSyntax? value = instance.Sizes.TryGetValue(size.Name.Text, out SizeSyntax? set) ? set
                : instance.Following.Contains(size.Name.Text) ? null
                : Fixed(size);
            _sizes.Add(new InnerSizeSyntax(instance.Size(size.Name.Text), instance.Name, value, instance.Span));
        }
        _sizes.AddRange(inner.InnerSizes.Select(size => size with
        {
            Name = instance.Size(size.Name),
            Cell = $"{instance.Name}.{size.Cell}",
            Value = size.Value is null ? null : names.Rename(size.Value),
        }));
    }

    /// <summary>The equations of an inner cell, for this step.</summary>
    /// <param name="arguments">Its inputs, in the order of its declaration.</param>
    /// <param name="textOf">How an argument is written.</param>
    public void Run(CellInstance instance, IReadOnlyList<ExpressionSyntax> arguments, System.Func<ExpressionSyntax, string> textOf)
    {
        instance.IsRun = true;
        CellSyntax inner = instance.Cell.Syntax;
        SyntaxNames names = NamesOf(instance);
        for (int i = 0; i < arguments.Count; i++)
        {
            string input = instance.Value(inner.Inputs[i].Name.Text);
            var target = new TargetSyntax(input, arguments[i].Span);
            _equations.Add(new EquationSyntax(
                EquatableArray.Of(target), arguments[i], arguments[i].Span, $"{input} = {textOf(arguments[i])}"));
        }
        _equations.AddRange(inner.Equations.Select(
            equation => names.Rename(equation) with { Text = $"{instance.Name}: {equation.Text}" }));
        foreach (OutputSyntax output in inner.Outputs)
        {
            if (output.Value is not { } value) continue;
            var target = new TargetSyntax(instance.Value(output.Name.Text), output.Name.Span);
            _equations.Add(new EquationSyntax(
                EquatableArray.Of(target), names.Rename(value), value.Span, $"{instance.Name}: {output.Text}"));
        }
    }

    private static SyntaxNames NamesOf(CellInstance instance) => new(instance.Value, instance.Size);

    private static SizeSyntax? Fixed(SizeDefinition size) =>
        size.Value is { } value ? new SizeSyntax.Integer(value.Span, value.Value) : null;
}
