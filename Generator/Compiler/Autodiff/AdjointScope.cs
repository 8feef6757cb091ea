using System;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// What a rule sees: one forward equation <c>y = op(a, b, …)</c>, the adjoint <c>dy</c> of its result, and arithmetic to write with.
/// </summary>
/// <param name="factor">Gives an operand as a factor: zero where no adjoint that it is multiplied by differs from zero.</param>
internal readonly struct AdjointScope(IrBuilder builder, Equation equation, Value adjoint, int operand, Func<int, Value> factor)
{
    public IrBuilder Builder { get; } = builder;

    public Equation Equation { get; } = equation;

    /// <summary>The adjoint of the result.</summary>
    public Value Dy { get; } = adjoint;

    /// <summary>Which operand's contribution is asked for.</summary>
    public int Operand { get; } = operand;

    /// <summary>An operand that the adjoint is summed with, element by element of another shape.</summary>
    public Value Factor(int operand) => factor(operand);

    public Value Y => Equation.Result;

    public Value A => Equation.Operands[0];

    public Value B => Equation.Operands[1];

    public Value Number(double number) => Builder.Constant(number);

    public Value Negate(Value a) => Builder.Apply(PointwiseFunction.Negate, a);

    public Value Add(Value a, Value b) => Builder.Apply(PointwiseFunction.Add, a, b);

    public Value Subtract(Value a, Value b) => Builder.Apply(PointwiseFunction.Subtract, a, b);

    public Value Multiply(Value a, Value b) => Builder.Apply(PointwiseFunction.Multiply, a, b);

    public Value Divide(Value a, Value b) => Builder.Apply(PointwiseFunction.Divide, a, b);

    public Value Apply(PointwiseFunction function, Value a) => Builder.Apply(function, a);

    /// <summary><c>where(a comparison b, then, otherwise)</c>.</summary>
    public Value Where(Value a, Comparison comparison, Value b, Value then, Value otherwise) =>
        Builder.Select(comparison, a, b, then, otherwise);
}

/// <summary>The contribution of one equation to the adjoint of one of its operands; null where it is zero by structure.</summary>
internal delegate Value? AdjointRule(AdjointScope scope);
