using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Takes products with stacked parameters and stacked vectors apart, so that however a cell is written, the planner sees the same small
/// products and stacks them as it likes. Before: <c>z = W @ [h'; x] + b</c> and <c>f = sigmoid(z[0..n])</c>.
/// After: <c>f = sigmoid(W[0..n][:, 0..n] @ h' + W[0..n][:, n..] @ x + b[0..n])</c>.
/// Sums of products are taken in another order: equal but for rounding.
/// </summary>
internal sealed class SplitProducts : Pass
{
    private const int MostEquations = 4000;

    public override string Name => "split products";

    public override Fragment Rewrite(Fragment fragment)
    {
        var parameters = new HashSet<int>(fragment.Parameters.Select(parameter => parameter.Id));
        // A long chain of which many slices are taken at its end would become as many chains.
        int room = MostEquations - fragment.Equations.Count;
        return Rewriter.Exhaust(fragment, Name, (equation, rewriter) => equation.Operation switch
        {
            Operation.MatMul => Product(equation, rewriter, parameters),
            Operation.Slice slice when room > 0 && rewriter.Uses.IsOnlyCut(equation.Operands[0]) => Counted(slice, equation, rewriter),
            _ => null,
        });

        Value? Counted(Operation.Slice slice, Equation equation, Rewriter rewriter)
        {
            Value? cut = Cut(slice, equation, rewriter, parameters);
            if (cut is not null) room--;
            return cut;
        }
    }

    private static Value? Product(Equation equation, Rewriter r, HashSet<int> parameters)
    {
        Value left = equation.Operands[0], right = equation.Operands[1];
        if (left.Shape.IsMatrix && right.Shape.IsVector) return MatrixByVector(left, right, r, parameters);
        if (left.Shape.IsVector && right.Shape.IsMatrix) return VectorByMatrix(left, right, r, parameters);
        return null;
    }

    private static Value? MatrixByVector(Value matrix, Value vector, Rewriter r, HashSet<int> parameters)
    {
        IrBuilder b = r.Builder;
        // W @ [a; b] = W[:, ..n] @ a + W[:, n..] @ b
        if (IsView(matrix, r, parameters) && r.Definition<Operation.Concat>(vector) is { } joined)
            return Sum(r, joined.Operands, 0, (operand, start) => b.MatMul(b.Slice(matrix, 1, start, operand.Shape.Rows), operand));
        if (r.Definition<Operation.Concat>(matrix) is not { } stacked) return null;
        // [V; W] @ x = [V @ x; W @ x]
        if (((Operation.Concat)stacked.Operation).Axis == 0)
            return b.Concat(0, stacked.Operands.Select(operand => b.MatMul(operand, vector)).ToArray());
        // [V | W] @ x = V @ x[..n] + W @ x[n..]
        return Sum(r, stacked.Operands, 1, (operand, start) => b.MatMul(operand, b.Slice(vector, 0, start, operand.Shape.Columns)));
    }

    private static Value? VectorByMatrix(Value vector, Value matrix, Rewriter r, HashSet<int> parameters)
    {
        IrBuilder b = r.Builder;
        // [a; b] @ W = a @ W[..n] + b @ W[n..]
        if (IsView(matrix, r, parameters) && r.Definition<Operation.Concat>(vector) is { } joined)
            return Sum(r, joined.Operands, 0, (operand, start) => b.MatMul(operand, b.Slice(matrix, 0, start, operand.Shape.Rows)));
        if (r.Definition<Operation.Concat>(matrix) is not { } stacked) return null;
        // x @ [V | W] = [x @ V; x @ W]
        if (((Operation.Concat)stacked.Operation).Axis == 1)
            return b.Concat(0, stacked.Operands.Select(operand => b.MatMul(vector, operand)).ToArray());
        // x @ [V; W] = x[..n] @ V + x[n..] @ W
        return Sum(r, stacked.Operands, 0, (operand, start) => b.MatMul(b.Slice(vector, 0, start, operand.Shape.Rows), operand));
    }

    private delegate Value Term(Value operand, int start);

    private static Value Sum(Rewriter r, IReadOnlyList<Value> operands, int axis, Term term)
    {
        Value? sum = null;
        int start = 0;
        foreach (Value operand in operands)
        {
            Value product = term(operand, start);
            sum = sum is null ? product : r.Builder.Apply(PointwiseFunction.Add, sum, product);
            start += operand.Shape.Extent(axis);
        }
        return sum!;
    }

    /// <summary>A slice of something that nothing else needs whole is computed from slices.</summary>
    private static Value? Cut(Operation.Slice slice, Equation equation, Rewriter r, HashSet<int> parameters)
    {
        if (r.Definition(equation.Operands[0]) is not { } whole) return null;
        switch (whole.Operation)
        {
            // (a + b)[i..j] = a[i..j] + b[i..j], and so for every pointwise function and for where
            case Operation.Pointwise or Operation.Select:
                return r.Builder.Add(whole.Operation, whole.Operands.Select(operand => Sliced(operand)).ToArray());
            // (W @ x)[i..j] = W[i..j] @ x
            case Operation.MatMul when slice.Axis == 0 && whole.Operands[1].Shape.IsVector && IsView(whole.Operands[0], r, parameters):
                return r.Builder.MatMul(Sliced(whole.Operands[0]), whole.Operands[1]);
            // (x @ W)[i..j] = x @ W[:, i..j]
            case Operation.MatMul when whole.Operands[0].Shape.IsVector && IsView(whole.Operands[1], r, parameters):
                return r.Builder.MatMul(whole.Operands[0], r.Builder.Slice(whole.Operands[1], 1, slice.Start, slice.Length));
            default:
                return null;
        }

        Value Sliced(Value value) => r.Builder.Slice(value, slice.Axis, slice.Start, slice.Length);
    }

    /// <summary>Slices and transposes of parameters cost nothing; of other matrices they are copies.</summary>
    private static bool IsView(Value value, Rewriter r, HashSet<int> parameters) =>
        parameters.Contains(value.Id)
        || (r.Definition(value) is { Operation: Operation.Slice or Operation.Transpose } definition
            && IsView(definition.Operands[0], r, parameters));
}
