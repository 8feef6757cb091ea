using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>The values that may be infinite or NaN, or have an infinite derivative, where all arguments are finite: past a pole.</summary>
internal sealed class SingularValues
{
    private readonly HashSet<int> _values = [];

    public SingularValues(StepFunction forward, GuardBuilder guards)
    {
        foreach (Equation equation in forward.Equations)
            if (equation.Operands.Any(Contains) || HasPole(equation, guards)) _values.Add(equation.Result.Id);
    }

    public bool Contains(Value value) => _values.Contains(value.Id);

    /// <summary>A quotient by a number is a product.</summary>
    private static bool HasPole(Equation equation, GuardBuilder guards) => equation.Operation is Operation.Pointwise pointwise
        && PointwiseTable.Of(pointwise.Function).HasPole
        && !(pointwise.Function == PointwiseFunction.Divide && guards.IsNumber(equation.Operands[1]));
}
