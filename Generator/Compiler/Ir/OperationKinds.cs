namespace RnnGen.Compiler.Ir;

/// <summary>What sort of work an operation is, once for all who ask.</summary>
public static class OperationKinds
{
    /// <summary>a + b.</summary>
    public static bool IsSum(this Operation operation) => operation is Operation.Pointwise { Function: PointwiseFunction.Add };

    /// <summary>A number, or a scalar repeated: it costs nothing wherever it is read.</summary>
    public static bool IsRepeated(this Operation operation) => operation is Operation.Constant or Operation.Broadcast;

    /// <summary>
    /// At hand wherever its operands are: an arrangement of elements that are there, or of their products. An outer product costs less made
    /// again than in memory.
    /// </summary>
    public static bool IsView(this Operation operation) =>
        operation.IsRepeated() || operation.IsSpread() || operation is Operation.Slice or Operation.Transpose or Operation.Diagonal;

    /// <summary>A matrix whose elements are those of vectors, repeated, or their products.</summary>
    public static bool IsSpread(this Operation operation) => operation is Operation.Outer or Operation.Spread;

    /// <summary>Each element is made of the operands' elements in the same place.</summary>
    public static bool IsElementwise(this Operation operation) => operation is Operation.Pointwise or Operation.Select;
}
