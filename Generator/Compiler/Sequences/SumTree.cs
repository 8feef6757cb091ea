using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>Sums of vectors, seen as a tree: <c>(a + b) + c</c> has the leaves a, b and c.</summary>
/// <param name="pinned">Values that somebody outside needs as they are: the tree ends at them.</param>
internal sealed class SumTree(DataFlow flow, HashSet<int> pinned)
{
    public static bool IsSum(Equation equation) =>
        equation.Operation.IsSum() && equation.Result.Shape.IsVector;

    /// <summary>Used once, and by nobody outside.</summary>
    public bool IsOwn(Value value) =>
        !pinned.Contains(value.Id) && flow.Users(value) is { Count: 1 } users && users[0].Operands.Count(o => o.Id == value.Id) == 1;

    /// <summary>The leaves in order, and the sums that they go through, the root first.</summary>
    public (List<Value> Leaves, List<Equation> Inner) Flatten(Equation root)
    {
        var leaves = new List<Value>();
        var inner = new List<Equation>();
        Visit(root);
        return (leaves, inner);

        void Visit(Equation sum)
        {
            inner.Add(sum);
            foreach (Value operand in sum.Operands)
            {
                if (IsOwn(operand) && flow.Definition(operand) is { } definition && IsSum(definition)) Visit(definition);
                else leaves.Add(operand);
            }
        }
    }
}
