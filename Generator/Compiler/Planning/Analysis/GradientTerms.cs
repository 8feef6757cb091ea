using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Analysis;

/// <summary>
/// Takes the adjoint of each parameter apart into terms that add into the gradient where they lie. Before:
/// dW = Pad(Outer(u, v)) + Outer(s, t). After: two outer products, each with its submatrix of W; the sums and the padding are never
/// computed.
/// </summary>
internal static class GradientTerms
{
    public static List<GradientTerm> Find(AdjointFunction adjoint, DataFlow flow)
    {
        var terms = new List<GradientTerm>();
        foreach (int p in InOrderOfUse(adjoint))
        {
            Value parameter = adjoint.Forward.Parameters[p];
            if (adjoint.ParameterAdjoints[p] is not { } total) continue;
            var whole = new Rectangle(p, 0, parameter.Shape.Columns, 1, parameter.Shape.Columns);
            Split(total, whole, flow, terms);
        }
        return terms;
    }

    /// <summary>Parameters as the equations first read them: the order of their declarations must not reach the plan.</summary>
    private static IEnumerable<int> InOrderOfUse(AdjointFunction adjoint)
    {
        StepFunction step = adjoint.Forward;
        var places = new Dictionary<int, int>();
        foreach (Value parameter in step.Parameters) places.Add(parameter.Id, places.Count);
        return step.Equations.Concat(adjoint.Equations).SelectMany(equation => equation.Operands)
            .Concat(step.Next).Concat(step.Outputs).Concat(step.Parameters)
            .Where(value => places.ContainsKey(value.Id)).Select(value => places[value.Id]).Distinct();
    }

    /// <summary>Where the elements of a matrix (or vector) term lie in the parameter.</summary>
    private sealed record Rectangle(int Parameter, int Offset, int RowStride, int ColumnStride, int ParameterColumns);

    private static void Split(Value value, Rectangle at, DataFlow flow, List<GradientTerm> terms)
    {
        Equation? definition = flow.Definition(value);
        switch (definition?.Operation)
        {
            case Operation.Pointwise { Function: PointwiseFunction.Add }:
                foreach (Value operand in definition.Operands) Split(operand, at, flow, terms);
                return;
            case Operation.Pad { Axis: 0 } pad:
                Split(definition.Operands[0], at with { Offset = at.Offset + pad.Start * at.RowStride }, flow, terms);
                return;
            case Operation.Pad { Axis: 1 } pad when LeadsToOuter(definition.Operands[0], flow):
                Split(definition.Operands[0], at with { Offset = at.Offset + pad.Start * at.ColumnStride }, flow, terms);
                return;
            case Operation.Concat { Axis: 0 }:
                foreach (Value operand in definition.Operands)
                {
                    Split(operand, at, flow, terms);
                    at = at with { Offset = at.Offset + operand.Shape.Rows * at.RowStride };
                }
                return;
            case Operation.Concat { Axis: 1 } when definition.Operands.All(o => LeadsToOuter(o, flow)):
                foreach (Value operand in definition.Operands)
                {
                    Split(operand, at, flow, terms);
                    at = at with { Offset = at.Offset + operand.Shape.Columns * at.ColumnStride };
                }
                return;
            case Operation.Transpose when LeadsToOuter(definition.Operands[0], flow):
                Split(definition.Operands[0], at with { RowStride = at.ColumnStride, ColumnStride = at.RowStride }, flow, terms);
                return;
            case Operation.Outer:
                Value left = definition.Operands[0], right = definition.Operands[1];
                var block = new Submatrix(
                    at.Parameter, at.Offset, at.RowStride, at.ColumnStride, left.Shape.Length, right.Shape.Length);
                terms.Add(new GradientTerm.OuterProduct(left, right, block));
                return;
            default:
                terms.Add(new GradientTerm.Elementwise(at.Parameter, value, at.Offset));
                return;
        }
    }

    /// <summary>Whether every term below is an outer product, so that any arrangement of it can be followed.</summary>
    private static bool LeadsToOuter(Value value, DataFlow flow) => flow.Definition(value) is { } definition && definition.Operation switch
    {
        Operation.Outer => true,
        Operation.Pad or Operation.Transpose or Operation.Concat or Operation.Pointwise { Function: PointwiseFunction.Add } =>
            definition.Operands.All(o => LeadsToOuter(o, flow)),
        _ => false,
    };
}
