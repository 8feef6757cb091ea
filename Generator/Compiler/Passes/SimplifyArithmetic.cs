using System;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Exact rules of element by element arithmetic. Signs move outward, where sums take them up.</summary>
internal static class SimplifyArithmetic
{
    public static Value? Pointwise(PointwiseFunction function, Equation equation, Rewriter r)
    {
        if (ScalarFirst(equation, r) is { } scalar) return scalar;
        Value a = equation.Operands[0], b = equation.Operands[equation.Operands.Count - 1];
        return function switch
        {
            PointwiseFunction.Negate => Negated(a, r),
            PointwiseFunction.Add => Add(a, b, r),
            PointwiseFunction.Subtract => Subtract(a, b, r),
            PointwiseFunction.Multiply => Multiply(a, b, r),
            PointwiseFunction.Divide => Divide(a, b, r),
            // min(x, x) = max(x, x) = x
            PointwiseFunction.Minimum or PointwiseFunction.Maximum when a == b => a,
            // |-x| = |x|
            PointwiseFunction.Abs when Negated(a, r) is { } x => r.Builder.Apply(PointwiseFunction.Abs, x),
            // ||x|| = |x|, relu(relu(x)) = relu(x)
            PointwiseFunction.Abs or PointwiseFunction.Relu when Is(function, a, r) => a,
            _ => null,
        };
    }

    /// <summary>where(…, x, x) = x; where(broadcast, …) = broadcast(where(…)).</summary>
    public static Value? Select(Equation equation, Rewriter r) =>
        equation.Operands[2] == equation.Operands[3] ? equation.Operands[2] : ScalarFirst(equation, r);

    /// <summary>f(broadcast(a), broadcast(b)) = broadcast(f(a, b)).</summary>
    private static Value? ScalarFirst(Equation equation, Rewriter r)
    {
        if (equation.Result.Shape.IsScalar) return null;
        var scalars = new Value[equation.Operands.Count];
        for (int i = 0; i < scalars.Length; i++)
        {
            if (r.Definition<Operation.Broadcast>(equation.Operands[i]) is not { } broadcast) return null;
            scalars[i] = broadcast.Operands[0];
        }
        return r.Builder.Broadcast(r.Builder.Add(equation.Operation, scalars), equation.Result.Shape);
    }

    private static Value? Add(Value a, Value b, Rewriter r)
    {
        // a + -0 = a (a + 0 is not: -0 + 0 = 0)
        if (r.Is(b, -0.0)) return a;
        if (r.Is(a, -0.0)) return b;
        // a + -b = a - b, -a + b = b - a; -a + -b would have to choose a side (and is not -(a + b) where a = -b: that is -0)
        return (Negated(a, r), Negated(b, r)) switch
        {
            (null, { } minusB) => r.Builder.Apply(PointwiseFunction.Subtract, a, minusB),
            ({ } minusA, null) => r.Builder.Apply(PointwiseFunction.Subtract, b, minusA),
            _ => null,
        };
    }

    private static Value? Subtract(Value a, Value b, Rewriter r)
    {
        // a - 0 = a
        if (r.Is(b, 0.0)) return a;
        // a - -b = a + b
        return Negated(b, r) is { } minus ? r.Builder.Apply(PointwiseFunction.Add, a, minus) : null;
    }

    private static Value? Multiply(Value a, Value b, Rewriter r)
    {
        // 1 * x = x, -1 * x = -x
        if (r.Is(b, 1)) return a;
        if (r.Is(a, 1)) return b;
        if (r.Is(b, -1)) return r.Builder.Apply(PointwiseFunction.Negate, a);
        if (r.Is(a, -1)) return r.Builder.Apply(PointwiseFunction.Negate, b);
        return SignOutward(PointwiseFunction.Multiply, a, b, r);
    }

    private static Value? Divide(Value a, Value b, Rewriter r)
    {
        if (r.Number(b) is { } divisor)
        {
            // x / 1 = x, x / -1 = -x
            if (divisor == 1) return a;
            if (divisor == -1) return r.Builder.Apply(PointwiseFunction.Negate, a);
            // x / 2^n = x * 2^-n: both round the same exact number
            if (IsModeratePowerOfTwo(divisor)) return r.Builder.Apply(PointwiseFunction.Multiply, a, r.Builder.Constant(1 / divisor));
        }
        return SignOutward(PointwiseFunction.Divide, a, b, r);
    }

    /// <summary>(-a) * b = a * (-b) = -(a * b), and so for quotients.</summary>
    private static Value? SignOutward(PointwiseFunction function, Value a, Value b, Rewriter r)
    {
        Value? x = Negated(a, r), y = Negated(b, r);
        if (x is null && y is null) return null;
        Value magnitude = r.Builder.Apply(function, x ?? a, y ?? b);
        return x is null || y is null ? r.Builder.Apply(PointwiseFunction.Negate, magnitude) : magnitude;
    }

    /// <summary>x, where the value is -x.</summary>
    private static Value? Negated(Value value, Rewriter r) =>
        Is(PointwiseFunction.Negate, value, r) ? r.Definition(value)!.Operands.Single() : null;

    private static bool Is(PointwiseFunction function, Value value, Rewriter r) =>
        r.Definition(value)?.Operation is Operation.Pointwise pointwise && pointwise.Function == function;

    /// <summary>Within a range in which the reciprocal is normal in single precision too.</summary>
    private static bool IsModeratePowerOfTwo(double number)
    {
        const long fraction = (1L << 52) - 1;
        double magnitude = Math.Abs(number);
        return (BitConverter.DoubleToInt64Bits(number) & fraction) == 0 && magnitude is > 1e-30 and < 1e30;
    }
}
