using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Writes for every derived equation the mathematics that it is part of, such as <c>dzf = dc * c' * f * (1 - f)</c>: one text for each
/// adjoint and for each value that several of them share. Passes change equations; describing them again keeps the texts true.
/// </summary>
public static class DerivedText
{
    /// <summary>Temporaries of the forward function whose text is longer are called by their name.</summary>
    private const int LongestInline = 24;

    public static AdjointFunction Describe(AdjointFunction function)
    {
        var definitions = new Dictionary<int, Equation>();
        foreach (Equation equation in function.Equations) definitions.Add(equation.Result.Id, equation);
        Dictionary<int, Equation> brief = ShortTemporaries(function.Forward);
        Dictionary<int, int> groups = Group(function, definitions);

        Equation? Inline(int group, Value operand)
        {
            if (brief.TryGetValue(operand.Id, out Equation? forward)) return forward;
            if (!definitions.TryGetValue(operand.Id, out Equation? own)) return null;
            return groups[operand.Id] == group || IsNumber(own, definitions) ? own : null;
        }

        var texts = new Dictionary<int, string>();
        foreach (Equation equation in function.Equations)
        {
            int id = equation.Result.Id;
            if (groups[id] == id) texts.Add(id, EquationText.Of(equation, operand => Inline(id, operand)));
        }
        return function with
        {
            Equations = function.Equations
                .Select(equation => equation with { Source = texts[groups[equation.Result.Id]] }).ToEquatableArray(),
        };
    }

    /// <summary>The texts, each once, then the adjoints that are another value themselves.</summary>
    public static IReadOnlyList<string> Lines(AdjointFunction function)
    {
        var lines = function.Equations.Select(e => e.Source).Distinct().ToList();
        Alias(function.Forward.Parameters, function.ParameterAdjoints);
        Alias(function.Forward.Inputs, function.InputAdjoints);
        Alias(function.Forward.Previous, function.PreviousAdjoints);
        return lines;

        void Alias(EquatableArray<Value> values, EquatableArray<Value?> adjoints)
        {
            for (int i = 0; i < values.Count; i++)
                if (adjoints[i] is { } adjoint && adjoint.Name != "d" + values[i].Name) lines.Add($"d{values[i].Name} = {adjoint.Name}");
        }
    }

    /// <summary>Numbers are written out wherever they occur.</summary>
    private static bool IsNumber(Equation equation, Dictionary<int, Equation> definitions) =>
        equation.Operation is Operation.Constant
        || (equation.Operation is Operation.Broadcast
            && definitions.TryGetValue(equation.Operands[0].Id, out Equation? scalar) && scalar.Operation is Operation.Constant);

    /// <summary>For each derived value the id of the value whose text it is part of.</summary>
    private static Dictionary<int, int> Group(AdjointFunction function, Dictionary<int, Equation> definitions)
    {
        var roots = new HashSet<int>();
        foreach (Value? adjoint in function.ParameterAdjoints.Concat(function.InputAdjoints).Concat(function.PreviousAdjoints))
            if (adjoint is not null) roots.Add(adjoint.Id);
        var groups = new Dictionary<int, int>();
        var users = new Dictionary<int, List<int>>();
        foreach (Equation equation in function.Equations.Reverse())
        {
            Value result = equation.Result;
            // A value that is used twice would double the text, and a chain of such values would do so again and again; a number would not.
            bool isInline = !roots.Contains(result.Id)
                && !EquationText.IsNamed(equation)
                && users.TryGetValue(result.Id, out List<int>? usedBy) && (usedBy.Count == 1 || IsNumber(equation, definitions));
            int group = isInline ? users[result.Id].Last() : result.Id; // the first, in order
            groups.Add(result.Id, group);
            foreach (Value operand in equation.Operands)
            {
                if (!users.TryGetValue(operand.Id, out List<int>? list)) users.Add(operand.Id, list = []);
                list.Add(group);
            }
        }
        return groups;
    }

    /// <summary>Values that the definition gives no name, where writing them out is short.</summary>
    private static Dictionary<int, Equation> ShortTemporaries(StepFunction function)
    {
        var result = new Dictionary<int, Equation>();
        foreach (Equation equation in function.Equations)
        {
            if (EquationText.IsNamed(equation)) continue;
            string text = EquationText.Expression(equation, operand => result.TryGetValue(operand.Id, out Equation? inner) ? inner : null);
            if (text.Length <= LongestInline) result.Add(equation.Result.Id, equation);
        }
        return result;
    }
}
