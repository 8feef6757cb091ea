using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>What kind of work an equation is, for the question in which loop it belongs.</summary>
internal static class OperationCosts
{
    /// <summary>Needs all elements of its operands for one of its own: a pass over rows by itself, which many rows share better.</summary>
    public static bool IsHeavy(Equation equation) => equation.Operation
        is Operation.MatMul or Operation.Reduce or Operation.CumulativeSum or Operation.DiagonalOf or Operation.Softmax
            or Operation.FirstMaximum;

    /// <summary>Multiply-adds of a product; others count nothing.</summary>
    public static long Products(Equation equation) =>
        equation.Operation is Operation.MatMul ? equation.Operands.Max(o => (long)o.Shape.Length) : 0;
}
