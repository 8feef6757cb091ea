namespace RnnGen.Compiler.Binding;

/// <summary>The rules for shapes that operators share.</summary>
internal static class ShapeRules
{
    /// <summary>s, s, … → s, where scalars fit any shape.</summary>
    public static SymbolicShape Elementwise(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        int first = -1;
        for (int i = 0; i < operands.Count; i++)
        {
            if (operands[i].IsScalar) continue;
            if (first < 0) first = i;
            else if (!operands.Unify(first, i)) return operands.FailMismatch(first, i);
        }
        return first < 0 ? SymbolicShape.Scalar : operands[first];
    }

    /// <summary>[n] or [m, n] → [].</summary>
    public static SymbolicShape Reduction(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        return operands[0].IsScalar ? operands.FailOperand(0, "a vector or a matrix") : SymbolicShape.Scalar;
    }

    /// <summary>One operand is reduced, two are taken element by element.</summary>
    public static SymbolicShape ElementwiseOrReduction(OperandList operands) =>
        operands.Count == 1 ? Reduction(operands) : Elementwise(operands);

    /// <summary>[n] → [n].</summary>
    public static SymbolicShape OfVector(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        SymbolicShape shape = operands.Decided(0, 1);
        return shape.IsVector ? shape : operands.FailOperand(0, "a vector");
    }

    /// <summary>[n], [n] → [].</summary>
    public static SymbolicShape OfTwoVectors(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        for (int i = 0; i < 2; i++)
            if (!operands.Decided(i, 1).IsVector) return operands.FailOperand(i, "vectors");
        return operands.Unify(0, 1) ? SymbolicShape.Scalar : operands.FailMismatch(0, 1);
    }

    /// <summary>[n] → [n], and a number beside it.</summary>
    public static SymbolicShape Normalization(OperandList operands)
    {
        SymbolicShape shape = OfVector(operands);
        return operands.HasErrors || operands.Count == 1 || operands[1].IsScalar ? shape : operands.FailOperand(1, "a scalar");
    }

    /// <summary>s, and a number that is written beside it → s.</summary>
    public static SymbolicShape Power(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        return operands.IsNumber(1) ? operands[0] : operands.FailNumber(1);
    }

    /// <summary>[m], [n] → [m, n].</summary>
    public static SymbolicShape Outer(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        for (int i = 0; i < 2; i++)
            if (!operands.Decided(i, 1).IsVector) return operands.FailOperand(i, "vectors");
        return SymbolicShape.Matrix(Extent(operands, 0, 0), Extent(operands, 1, 0));
    }

    /// <summary>[m, n] → [n, m].</summary>
    public static SymbolicShape Transpose(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        return operands.Decided(0, 2).IsMatrix
            ? SymbolicShape.Matrix(Extent(operands, 0, 1), Extent(operands, 0, 0))
            : operands.FailOperand(0, "a matrix");
    }

    /// <summary>[n] → [m, n], where m follows from what it meets.</summary>
    public static SymbolicShape Rows(OperandList operands)
    {
        SymbolicShape shape = OfVector(operands);
        return operands.HasErrors || !shape.IsVector ? shape
            : SymbolicShape.Matrix(operands.NewExtent("rows"), Extent(operands, 0, 0));
    }

    /// <summary>[m] → [m, n], where n follows from what it meets.</summary>
    public static SymbolicShape Columns(OperandList operands)
    {
        SymbolicShape shape = OfVector(operands);
        return operands.HasErrors || !shape.IsVector ? shape
            : SymbolicShape.Matrix(Extent(operands, 0, 0), operands.NewExtent("columns"));
    }

    /// <summary>[m, n] → [m].</summary>
    public static SymbolicShape OfEachRow(OperandList operands) => OfEach(operands, 0);

    /// <summary>[m, n] → [n].</summary>
    public static SymbolicShape OfEachColumn(OperandList operands) => OfEach(operands, 1);

    /// <summary>[n] → [n, n].</summary>
    public static SymbolicShape Diagonal(OperandList operands)
    {
        SymbolicShape shape = OfVector(operands);
        return operands.HasErrors || !shape.IsVector ? shape : SymbolicShape.Matrix(Extent(operands, 0, 0), Extent(operands, 0, 0));
    }

    /// <summary>[n, n] → [n].</summary>
    public static SymbolicShape OfSquare(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        bool isSquare = operands.Decided(0, 2).IsMatrix && operands.Solver.Unify(Extent(operands, 0, 0), Extent(operands, 0, 1));
        return isSquare ? SymbolicShape.Vector(Extent(operands, 0, 0)) : operands.FailOperand(0, "a matrix of as many rows as columns");
    }

    /// <summary>[n, n] → [].</summary>
    public static SymbolicShape Trace(OperandList operands) =>
        OfSquare(operands) is SymbolicShape.Erroneous error ? error : SymbolicShape.Scalar;

    private static SymbolicShape OfEach(OperandList operands, int axis)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        return operands.Decided(0, 2).IsMatrix ? SymbolicShape.Vector(Extent(operands, 0, axis)) : operands.FailOperand(0, "a matrix");
    }

    /// <summary>[m, n] @ [n] → [m];  [m] @ [m, n] → [n];  [m, k] @ [k, n] → [m, n];  [n] @ [n] → [].</summary>
    public static SymbolicShape Product(OperandList operands)
    {
        if (operands.HasErrors) return SymbolicShape.Error;
        SymbolicShape left = operands.Decided(0, 2);
        SymbolicShape right = operands.Decided(1, 1);
        if (left.IsScalar || right.IsScalar) return operands.FailProduct("a scalar is multiplied by '*'");
        SizePolynomial inner = Extent(operands, 0, left.IsMatrix ? 1 : 0);
        SizePolynomial other = Extent(operands, 1, 0);
        if (!operands.Solver.Unify(inner, other))
            return operands.FailProduct($"{operands.Solver.Display(inner)} is not {operands.Solver.Display(other)}");
        return (left.IsMatrix, right.IsMatrix) switch
        {
            (true, true) => SymbolicShape.Matrix(Extent(operands, 0, 0), Extent(operands, 1, 1)),
            (true, false) => SymbolicShape.Vector(Extent(operands, 0, 0)),
            (false, true) => SymbolicShape.Vector(Extent(operands, 1, 1)),
            _ => SymbolicShape.Scalar,
        };
    }

    private static SizePolynomial Extent(OperandList operands, int index, int axis) =>
        ((SymbolicShape.Known)operands[index]).Extents[axis];
}
