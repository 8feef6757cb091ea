using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Tests.Passes;

/// <summary>
/// Small functions of a, b, c (vectors of 6), s (a scalar), V and W (6 x 6 parameters) before and after a pass, as one expression.
/// </summary>
internal sealed class Expressions
{
    private readonly IrBuilder _builder = new();

    public Expressions()
    {
        Value Vector(string name) => _builder.Argument(name, Shape.Vector(6));
        (A, B, C) = (Vector("a"), Vector("b"), Vector("c"));
        S = _builder.Argument("s", Shape.Scalar);
        (V, W) = (_builder.Argument("V", Shape.Matrix(6, 6)), _builder.Argument("W", Shape.Matrix(6, 6)));
    }

    public Value A { get; }

    public Value B { get; }

    public Value C { get; }

    public Value S { get; }

    public Value V { get; }

    public Value W { get; }

    public IrBuilder Builder => _builder;

    public Value Negate(Value x) => _builder.Apply(PointwiseFunction.Negate, x);

    public Value Add(Value x, Value y) => _builder.Apply(PointwiseFunction.Add, x, y);

    public Value Subtract(Value x, Value y) => _builder.Apply(PointwiseFunction.Subtract, x, y);

    public Value Multiply(Value x, Value y) => _builder.Apply(PointwiseFunction.Multiply, x, y);

    public Value Divide(Value x, Value y) => _builder.Apply(PointwiseFunction.Divide, x, y);

    public Value Apply(PointwiseFunction function, Value x) => _builder.Apply(function, x);

    public Value Number(double number) => _builder.Constant(number);

    public static string After(Pass pass, Func<Expressions, Value> define) => After(pass, e => [define(e)]);

    /// <summary>The outputs after the pass, separated by semicolons; broadcasts are written out.</summary>
    public static string After(Pass pass, Func<Expressions, Value[]> define)
    {
        var expressions = new Expressions();
        Value[] outputs = define(expressions);
        StepFunction function = expressions.Builder.Build(
            "test", [expressions.V, expressions.W], [expressions.A, expressions.B, expressions.C, expressions.S], [], [], outputs);
        StepFunction after = pass.Rewrite(function);
        Verifier.Verify(after);
        Dictionary<int, Equation> definitions = after.Equations.ToDictionary(equation => equation.Result.Id);
        return string.Join("; ", after.Outputs.Select(output => Spell(output).Text));

        Spelling Spell(Value value) => definitions.TryGetValue(value.Id, out Equation? equation)
            ? OperationText.Of(equation.Operation, [.. equation.Operands.Select(Spell)])
            : new(value.Name, Precedence.Primary);
    }
}
