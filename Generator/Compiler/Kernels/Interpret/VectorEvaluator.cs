using System;
using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// Evaluates vectors, element by element. Operands lie in scratch vectors that are used again, because a kernel evaluates millions: one in
/// each place of the expression that is not a variable.
/// </summary>
internal sealed class VectorEvaluator(InterpreterFrame frame, int lanes)
{
    private readonly List<double[]> _scratch = [];
    private int _used;

    /// <summary>Writes a value. The result may be the memory of a variable that the value has as an operand.</summary>
    public void Write(VectorExpression expression, double[] result)
    {
        _used = 0;
        Evaluate(expression, result);
    }

    /// <summary>Elements that last until the next vector is evaluated.</summary>
    public double[] Read(VectorExpression expression)
    {
        _used = 0;
        return Operand(expression);
    }

    private double[] Operand(VectorExpression expression)
    {
        if (expression is VectorExpression.Variable variable) return frame.Vector(variable.Name);
        if (_used == _scratch.Count) _scratch.Add(new double[lanes]);
        double[] result = _scratch[_used++];
        Evaluate(expression, result);
        return result;
    }

    private void Evaluate(VectorExpression expression, double[] result)
    {
        switch (expression)
        {
            case VectorExpression.MultiplyAdd sum: MultiplyAdd(sum, result); break;
            case VectorExpression.Load load: frame.At(load.Address).Read(result, lanes); break;
            case VectorExpression.Broadcast broadcast: Fill(result, frame.Element(broadcast.Address)); break;
            case VectorExpression.Repeat repeat: Fill(result, frame.Of(repeat.Number)); break;
            case VectorExpression.Apply apply: Apply(PointwiseTable.Of(apply.Function), apply.Operands, result); break;
            case VectorExpression.Variable variable: frame.Vector(variable.Name).CopyTo(result, 0); break;
            case VectorExpression.Constant constant: Fill(result, constant.Number); break;
            case VectorExpression.LoadPartial part:
                long at = frame.Of(part.At);
                frame.At(part.Row, at).Read(result, (int)Math.Max(0, Math.Min(lanes, part.Length - at)));
                break;
            case VectorExpression.Select select: Select(select.Comparison, select.Operands, result); break;
            case VectorExpression.KeepTail keep: Keep(Operand(keep.Value), keep.Units - frame.Of(keep.At), keep.Fill, result); break;
            case VectorExpression.KeepFirst keep: Keep(Operand(keep.Value), frame.Of(keep.Count), 0, result); break;
            case VectorExpression.FirstOfPair pair:
                double[] both = Operand(pair.Pair);
                for (int i = 0; i < lanes; i++) result[i] = BFloat16.First(both[i]);
                break;
            default: throw InterpreterFrame.Unknown(expression);
        }
    }

    private void MultiplyAdd(VectorExpression.MultiplyAdd sum, double[] result)
    {
        double[] left = Operand(sum.Left), right = Operand(sum.Right), addend = Operand(sum.Addend);
        for (int i = 0; i < result.Length; i++) result[i] = (sum.Negated ? -left[i] : left[i]) * right[i] + addend[i];
    }

    private void Apply(PointwiseRow function, EquatableArray<VectorExpression> operands, double[] result)
    {
        double[] first = Operand(operands[0]), last = operands.Count == 1 ? first : Operand(operands[operands.Count - 1]);
        for (int i = 0; i < result.Length; i++) result[i] = function.Evaluate(first[i], last[i]);
    }

    private void Select(Comparison comparison, EquatableArray<VectorExpression> operands, double[] result)
    {
        double[] left = Operand(operands[0]), right = Operand(operands[1]), chosen = Operand(operands[2]), other = Operand(operands[3]);
        for (int i = 0; i < result.Length; i++) result[i] = ScalarMath.Compare(comparison, left[i], right[i]) ? chosen[i] : other[i];
    }

    private static void Keep(double[] value, long count, double fill, double[] result)
    {
        for (int i = 0; i < result.Length; i++) result[i] = i < count ? value[i] : fill;
    }

    private static void Fill(double[] result, double value)
    {
        for (int i = 0; i < result.Length; i++) result[i] = value;
    }
}
