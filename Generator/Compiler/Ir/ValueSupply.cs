using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>Hands out values whose ids nobody has: what is planned for a cell needs some that its function has not.</summary>
/// <param name="firstId">The first id that is free.</param>
public sealed class ValueSupply(int firstId)
{
    private int _nextId = firstId;

    /// <summary>A supply beside the values of a function, of its adjoint, and of what streams compute instead.</summary>
    public static ValueSupply Beside(AdjointFunction adjoint, StepFunction? streamed = null)
    {
        IEnumerable<Value> values = adjoint.Values().Concat((streamed?.Equations ?? default).Select(equation => equation.Result));
        return new ValueSupply(values.Select(value => value.Id).DefaultIfEmpty(-1).Max() + 1);
    }

    /// <summary>A temporary.</summary>
    /// <param name="stem">What it is on the way to.</param>
    public Value Temporary(string name, Shape shape, string stem) => new(_nextId++, name, shape, stem);
}
