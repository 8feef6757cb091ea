using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// What kernels call values. Those of the definition keep their names. A temporary is called by what it holds, as long as that is short:
/// <c>tanh_c</c>, <c>one_minus_z</c>, <c>f_times_c_prev</c>, <c>one_minus_g_squared</c>.
/// </summary>
internal sealed class LocalNames
{
    /// <summary>Characters of a name that says what a temporary holds: a longer one says less than its equation.</summary>
    private const int Longest = 24;

    /// <summary>Operations that a name tells.</summary>
    private const int Deepest = 3;

    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly Dictionary<int, string> _names = [];

    public LocalNames(CellPlan plan)
    {
        foreach (Equation equation in plan.Step.Equations.Concat(plan.Adjoint.Equations)) _definitions[equation.Result.Id] = equation;
    }

    public string Of(Value value)
    {
        if (!value.IsTemporary) return Names.Identifier(value.Name);
        if (_names.TryGetValue(value.Id, out string? name)) return name;
        return _names[value.Id] = Content(value, Deepest) ?? Names.Identifier(value.Name);
    }

    /// <summary>What a temporary holds; null where that takes too many words.</summary>
    private string? Content(Value value, int deepest)
    {
        if (deepest == 0 || !_definitions.TryGetValue(value.Id, out Equation? equation)) return null;
        if (equation.Operation is not Operation.Pointwise { Function: var function }) return null;
        string?[] operands = [.. equation.Operands.Select(operand => Operand(operand, deepest))];
        if (operands.Contains(null)) return null;
        string? text = function switch
        {
            PointwiseFunction.Add => $"{operands[0]}_plus_{operands[1]}",
            PointwiseFunction.Subtract => $"{operands[0]}_minus_{operands[1]}",
            PointwiseFunction.Multiply when operands[0] == operands[1] => $"{operands[0]}_squared",
            PointwiseFunction.Multiply => $"{operands[0]}_times_{operands[1]}",
            PointwiseFunction.Divide => $"{operands[0]}_over_{operands[1]}",
            PointwiseFunction.Negate => $"minus_{operands[0]}",
            _ when operands.Length == 1 => $"{function.ToString().ToLowerInvariant()}_{operands[0]}",
            _ => null,
        };
        return text?.Length <= Longest ? text : null;
    }

    /// <summary>How an operand is called in the name of a temporary: values by their names, numbers by none but 1.</summary>
    private string? Operand(Value value, int deepest)
    {
        if (!value.IsTemporary) return Names.Identifier(value.Name);
        return _definitions.TryGetValue(value.Id, out Equation? equation) && equation.Operation.IsRepeated()
            ? equation.Operation is Operation.Constant { Number: 1 } ? "one"
                : equation.Operation is Operation.Broadcast ? Operand(equation.Operands[0], deepest) : null
            : Content(value, deepest - 1);
    }
}
