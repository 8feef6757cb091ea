using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// Reverse-mode differentiation of one step: walks the equations backward, and each sends to its operands what the adjoint of its result
/// is worth to them. Adjoints always add; a value that nothing arrives at has none (zeros are never written down).
/// The adjoints of a parameter are the contribution of this step and row; summing them over time and batch is left to the planner.
/// </summary>
public sealed class Differentiator
{
    private readonly StepFunction _forward;
    private readonly IrBuilder _builder;
    private readonly HashSet<int> _active = [];
    private readonly Dictionary<int, List<Value>> _contributions = [];
    private readonly List<Value> _reached = [];
    private readonly AdjointNames _names;

    private Differentiator(StepFunction forward)
    {
        _forward = forward;
        List<Value> values = [.. Arguments(forward), .. forward.Equations.Select(equation => equation.Result)];
        _builder = IrBuilder.Beside(values);
        _names = new AdjointNames(forward);
    }

    /// <returns>
    /// The adjoint as it falls out, before passes. The sources of its equations name the adjoint that they belong to and no more;
    /// <see cref="DerivedText"/> completes them when the equations are final.
    /// </returns>
    public static AdjointFunction Differentiate(StepFunction forward) => new Differentiator(forward).Run();

    private AdjointFunction Run()
    {
        FindActive();
        Value[] outputSeeds = _forward.Outputs.Select(output => Seed(output, "_out")).ToArray();
        Value[] nextSeeds = _forward.Next.Select(next => Seed(next, "_in")).ToArray();
        foreach (Equation equation in _forward.Equations.Reverse())
            if (Adjoint(equation.Result) is { } adjoint) Propagate(equation, adjoint);
        // In the order of their first contributions, not of their declarations: equal cells give equal equations.
        foreach (Value value in _reached) Adjoint(value);
        var function = new AdjointFunction(
            _forward,
            outputSeeds.ToEquatableArray(),
            nextSeeds.ToEquatableArray(),
            default,
            _forward.Parameters.Select(Adjoint).ToEquatableArray(),
            _forward.Inputs.Select(Adjoint).ToEquatableArray(),
            _forward.Previous.Select(Adjoint).ToEquatableArray());
        function = _names.Rename(function with { Equations = _builder.Equations.ToEquatableArray() });
        Verifier.Verify(function);
        return function;
    }

    private static IEnumerable<Value> Arguments(StepFunction function) =>
        function.Parameters.Concat(function.Inputs).Concat(function.Previous);

    /// <summary>A value is active where it depends on an argument; only those need adjoints.</summary>
    private void FindActive()
    {
        foreach (Value argument in Arguments(_forward)) _active.Add(argument.Id);
        foreach (Equation equation in _forward.Equations)
            if (equation.Operands.Any(operand => _active.Contains(operand.Id))) _active.Add(equation.Result.Id);
    }

    private Value Seed(Value result, string suffix)
    {
        Value seed = _builder.Argument($"seed of {result.Name}", result.Shape);
        _names.Seed(seed, result, suffix);
        Contribute(result, seed);
        return seed;
    }

    private void Contribute(Value target, Value contribution)
    {
        if (!_contributions.TryGetValue(target.Id, out List<Value>? list)) _contributions.Add(target.Id, list = Reach(target));
        list.Add(contribution);
    }

    private List<Value> Reach(Value target)
    {
        _reached.Add(target);
        return [];
    }

    /// <summary>The sum of all contributions: complete, since every use of the value has been walked over.</summary>
    private Value? Adjoint(Value value)
    {
        if (!_contributions.TryGetValue(value.Id, out List<Value>? contributions) || !_active.Contains(value.Id)) return null;
        _builder.Source = AdjointNames.Group(value);
        Value sum = contributions.Aggregate((left, right) => _builder.Apply(PointwiseFunction.Add, left, right));
        _contributions[value.Id] = [sum];
        _names.Adjoint(sum, value);
        return sum;
    }

    private void Propagate(Equation equation, Value adjoint)
    {
        for (int i = 0; i < equation.Operands.Count; i++)
        {
            Value operand = equation.Operands[i];
            if (!_active.Contains(operand.Id)) continue;
            _builder.Source = AdjointNames.Group(operand);
            if (OperationAdjoints.Contribution(new AdjointScope(_builder, equation, adjoint, i)) is { } contribution)
                Contribute(operand, contribution);
        }
    }
}
