using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// What differentiation of slices leaves behind. Before: <c>dz = pad(da, 0.. of 4) + pad(db, 2.. of 4)</c>. After: <c>dz = [da; db]</c>.
/// The ranges do not overlap and leave no gap; apart from the sign of a zero, no bit changes. Adjoints of parameters stay
/// sums of terms, each <c>outer(u, v)</c> or any other value, padded along either axis: those add into the gradient where they lie.
/// </summary>
internal sealed class JoinPads : Pass
{
    public override string Name => "join pads";

    public override Fragment Rewrite(Fragment fragment) => Rewriter.Exhaust(fragment, Name, Join);

    private static Value? Join(Equation equation, Rewriter r)
    {
        if (!equation.Operation.IsSum() || r.Uses.IsSummed(equation.Result)) return null;
        // Only the whole sum: a sum that is a part of another is looked at there.
        IReadOnlyList<Equation> users = r.Uses.Of(equation.Result);
        if (users.Count == 1 && users[0].Operation.IsSum() && !r.Uses.IsResult(equation.Result)) return null;
        var terms = new List<Value>();
        Collect(equation, r, terms);
        IEnumerable<Equation> padded = terms.Select(term => r.Definition<Operation.Pad>(term)).OfType<Equation>();
        foreach (var group in padded.GroupBy(pad => (((Operation.Pad)pad.Operation).Axis, ((Operation.Pad)pad.Operation).Total)))
        {
            List<Equation> pads = [.. group.OrderBy(pad => ((Operation.Pad)pad.Operation).Start)];
            if (pads.Count < 2 || !Tile(pads, group.Key.Axis, group.Key.Total)) continue;
            var joined = new HashSet<int>(pads.Select(pad => pad.Result.Id));
            int first = terms.FindIndex(term => joined.Contains(term.Id));
            terms[first] = r.Builder.Concat(group.Key.Axis, pads.Select(pad => pad.Operands[0]).ToArray());
            terms.RemoveAll(term => joined.Contains(term.Id));
            return terms.Aggregate((left, right) => r.Builder.Apply(PointwiseFunction.Add, left, right));
        }
        return null;
    }

    /// <summary>The terms of a + b + c, in order; a sum that others read too is a term.</summary>
    private static void Collect(Equation sum, Rewriter r, List<Value> terms)
    {
        foreach (Value operand in sum.Operands)
        {
            bool isOwn = r.Uses.Of(operand).Count == 1 && !r.Uses.IsResult(operand);
            if (isOwn && r.Definition(operand) is { } inner && inner.Operation.IsSum()) Collect(inner, r, terms);
            else terms.Add(operand);
        }
    }

    private static bool Tile(List<Equation> pads, int axis, int total)
    {
        int end = 0;
        foreach (Equation pad in pads)
        {
            if (((Operation.Pad)pad.Operation).Start != end) return false;
            end += pad.Operands[0].Shape.Extent(axis);
        }
        return end == total;
    }
}
