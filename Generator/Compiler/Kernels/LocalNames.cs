using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// What kernels call values. Those of the definition keep their names. A temporary is called by what it holds, as long as that is little:
/// <c>tanh_c</c>, <c>one_minus_z</c>, <c>f_times_c_prev</c>, <c>one_minus_g_squared</c>.
/// </summary>
internal sealed class LocalNames
{
    /// <summary>
    /// Operations, one in the other, and values that a name tells: more say less than the equation does. How long names are does not count.
    /// </summary>
    private const int Deepest = 3, MostValues = 2;

    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly Dictionary<int, string> _names = [];

    public LocalNames(CellPlan plan)
    {
        foreach (Equation equation in plan.Equations) _definitions[equation.Result.Id] = equation;
        // What holds one thing in a stream and another on a tape is not called by it.
        foreach (Equation streamed in plan.Streamed.Equations)
        {
            int id = streamed.Result.Id;
            if (_definitions.TryGetValue(id, out Equation? other) && other != streamed) _definitions.Remove(id);
        }
    }

    public string Of(Value value)
    {
        if (HasName(value)) return Names.Identifier(value.Name);
        if (_names.TryGetValue(value.Id, out string? name)) return name;
        return _names[value.Id] =
            Content(value, Deepest) is { Values: <= MostValues } content ? content.Text : Names.Identifier(value.Name);
    }

    /// <summary>The same where it tells one value; null for others, whose names would be too long for a part of another name.</summary>
    public string? OfOneValue(Value value)
    {
        if (HasName(value)) return Names.Identifier(value.Name);
        return Content(value, Deepest) is { Values: <= 1 } content ? content.Text : null;
    }

    /// <summary>Of the definition, or derived from it: <c>h</c>, <c>dzg</c>; a mere number tells nothing: <c>h_1</c>.</summary>
    private static bool HasName(Value value) => !value.IsTemporary || value.Name == value.Stem;

    /// <summary>What a temporary holds; null where that takes too many words.</summary>
    private Telling? Content(Value value, int deepest)
    {
        if (deepest == 0 || !_definitions.TryGetValue(value.Id, out Equation? equation)) return null;
        if (equation.Operation is not Operation.Pointwise { Function: var function }) return null;
        Telling?[] operands = [.. equation.Operands.Select(operand => Operand(operand, deepest))];
        if (operands.Contains(null)) return null;
        Telling first = operands[0]!;
        if (operands.Length == 2)
        {
            Telling second = operands[1]!;
            return function switch
            {
                PointwiseFunction.Multiply when first == second => first with { Text = first.Text + "_squared" },
                PointwiseFunction.Add => Both("_plus_"),
                PointwiseFunction.Subtract => Both("_minus_"),
                PointwiseFunction.Multiply => Both("_times_"),
                PointwiseFunction.Divide => Both("_over_"),
                _ => null,
            };

            Telling Both(string between) => new(first.Text + between + second.Text, first.Values + second.Values);
        }
        string before = function == PointwiseFunction.Negate ? "minus" : function.ToString().ToLowerInvariant();
        return operands.Length == 1 ? first with { Text = $"{before}_{first.Text}" } : null;
    }

    /// <summary>How an operand is called in the name of a temporary: values by their names, numbers by none but 1.</summary>
    private Telling? Operand(Value value, int deepest)
    {
        if (HasName(value)) return new Telling(Names.Identifier(value.Name), 1);
        return _definitions.TryGetValue(value.Id, out Equation? equation) && equation.Operation.IsRepeated()
            ? equation.Operation is Operation.Constant { Number: 1 } ? new Telling("one", 0)
                : equation.Operation is Operation.Broadcast ? Operand(equation.Operands[0], deepest) : null
            : Content(value, deepest - 1);
    }

    /// <summary>A name, and how many values of the definition it tells.</summary>
    private sealed record Telling(string Text, int Values);
}
