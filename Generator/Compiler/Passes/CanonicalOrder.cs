using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Orders equations, and the operands of sums and products, by what they compute and what for, never by names or by where they
/// stood. Two spellings of a cell that differ in names, in the order of independent equations or of gates come out alike, up to names.
/// Before: <c>i = …; f = …; c = i * g + f * c'</c>. After: the same as for <c>f = …; i = …; c = f * c' + i * g</c>.
/// </summary>
internal sealed class CanonicalOrder : Pass
{
    public override string Name => "canonical order";

    public override Fragment Rewrite(Fragment fragment)
    {
        var labels = new CanonicalLabels(fragment);
        Dictionary<int, Equation> definitions =
            fragment.Equations.ToDictionary(equation => equation.Result.Id, equation => Order(equation, labels));
        var ordered = new List<Equation>();
        var done = new HashSet<int>();
        IEnumerable<Value> roots = fragment.Results.Concat(fragment.Sums).OfType<Value>();
        foreach (Value root in roots.OrderBy(value => labels.Rank(value))) Append(root, definitions, done, ordered);
        // What leads nowhere keeps its place at the end; dead code is another pass's affair.
        foreach (Equation equation in fragment.Equations) Append(equation.Result, definitions, done, ordered);
        return ordered.SequenceEqual(fragment.Equations) ? fragment : fragment with { Equations = ordered };
    }

    private static Equation Order(Equation equation, CanonicalLabels labels)
    {
        if (!CanonicalLabels.Commutes(equation)) return equation;
        Value a = equation.Operands[0], b = equation.Operands[1];
        return labels.Rank(a).CompareTo(labels.Rank(b)) <= 0 ? equation : equation with { Operands = EquatableArray.Of(b, a) };
    }

    /// <summary>
    /// Appends what the value needs, depth first, operands in order, and then its equation. The stack stands for recursion.
    /// </summary>
    private static void Append(Value root, Dictionary<int, Equation> definitions, HashSet<int> done, List<Equation> ordered)
    {
        var open = new Stack<(Value Value, bool IsReady)>();
        open.Push((root, false));
        while (open.Count > 0)
        {
            (Value value, bool isReady) = open.Pop();
            if (done.Contains(value.Id) || !definitions.TryGetValue(value.Id, out Equation? equation)) continue;
            if (isReady)
            {
                done.Add(value.Id);
                ordered.Add(equation);
                continue;
            }
            open.Push((value, true));
            foreach (Value operand in equation.Operands.Reverse()) open.Push((operand, false));
        }
    }
}
