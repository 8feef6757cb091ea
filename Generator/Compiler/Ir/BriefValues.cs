using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// The temporaries that people read as their expressions wherever they occur, such as <c>r * h'</c>: a name that nobody gave would say
/// less.
/// </summary>
public static class BriefValues
{
    /// <summary>Temporaries of more operations are called by name. The length of names says nothing.</summary>
    private const int MostOperations = 2;

    /// <param name="mayBe">Which equations may be written out.</param>
    /// <param name="mayCall">Which other temporaries an expression may call by name; any where it is left out.</param>
    public static Dictionary<int, Equation> Find(
        IEnumerable<Equation> equations, Func<Equation, bool> mayBe, Func<Value, bool>? mayCall = null)
    {
        var brief = new Dictionary<int, Equation>();
        var operations = new Dictionary<int, int>();
        foreach (Equation equation in equations.Where(equation => equation.Result.IsTemporary && mayBe(equation)))
        {
            int count = equation.Operation.IsRepeated() ? 0 : 1;
            foreach (Value operand in equation.Operands) count += operations.TryGetValue(operand.Id, out int inner) ? inner : 0;
            if (count > MostOperations) continue;
            if (!equation.Operation.IsRepeated() && equation.Operands.Any(IsUnknown)) continue;
            operations[equation.Result.Id] = count;
            brief.Add(equation.Result.Id, equation);
        }
        return brief;

        bool IsUnknown(Value operand) =>
            operand.IsTemporary && !brief.ContainsKey(operand.Id) && mayCall is not null && !mayCall(operand);
    }
}
