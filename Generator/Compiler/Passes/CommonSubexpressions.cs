using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Computes once what two equations compute. Before: <c>t = 1 - z; u = 1 - z</c>. After: <c>t = 1 - z</c>, and t for u. In an adjoint, what
/// the forward function computed already is used again.
/// </summary>
internal sealed class CommonSubexpressions : Pass
{
    public override string Name => "common subexpressions";

    public override Fragment Rewrite(Fragment fragment)
    {
        var known = new Dictionary<Key, Value>();
        foreach (Equation equation in fragment.Given) Remember(known, equation);
        return Rewriter.Once(fragment, (equation, _) => Remember(known, equation));
    }

    private static Value? Remember(Dictionary<Key, Value> known, Equation equation)
    {
        var key = new Key(equation);
        if (known.TryGetValue(key, out Value? earlier)) return earlier;
        known.Add(key, equation.Result);
        return null;
    }

    private readonly struct Key : IEquatable<Key>
    {
        private readonly Operation _operation;
        private readonly int[] _operands;

        public Key(Equation equation)
        {
            _operation = equation.Operation;
            _operands = equation.Operands.Select(operand => operand.Id).ToArray();
            if (_operation is Operation.Pointwise pointwise && PointwiseTable.Of(pointwise.Function).IsCommutative) Array.Sort(_operands);
        }

        public bool Equals(Key other) => SameOperation(_operation, other._operation) && _operands.SequenceEqual(other._operands);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => _operands.Aggregate(_operation.GetHashCode(), (hash, id) => unchecked(hash * 31 + id));

        // Double.Equals takes 0 and -0 for the same; as factors and divisors they are not.
        private static bool SameOperation(Operation left, Operation right) =>
            left is Operation.Constant a && right is Operation.Constant b
                ? BitConverter.DoubleToInt64Bits(a.Number) == BitConverter.DoubleToInt64Bits(b.Number)
                : left == right;
    }
}
