using System;
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
    private readonly List<Value> _inactive;
    private readonly HashSet<int> _active = [];
    private readonly GuardBuilder _guards;
    private readonly SingularValues _singular;
    private readonly HashSet<int> _inPassing;
    private readonly Dictionary<int, List<Contribution>> _contributions = [];
    private readonly List<Value> _reached = [];
    private readonly AdjointNames _names;

    private Differentiator(StepFunction forward, IEnumerable<Value> inactive)
    {
        _forward = forward;
        _inactive = [.. inactive, .. forward.Inputs.Skip(forward.GivenInputs)];
        List<Value> values = [.. Arguments(forward), .. forward.Equations.Select(equation => equation.Result)];
        _builder = IrBuilder.Beside(values);
        _names = new AdjointNames(forward);
        _guards = new GuardBuilder(_builder, forward);
        _singular = new SingularValues(forward, _guards);
        // Temporaries that act element by element: nobody reads their adjoints but their own rules.
        _inPassing = new(forward.Equations
            .Where(equation => equation.Operation.IsElementwise() && equation.Result.IsTemporary)
            .Select(equation => equation.Result.Id));
    }

    /// <returns>
    /// The adjoint as it falls out, before passes. The origins of its equations have no text:
    /// <see cref="DerivedText"/> writes it when the equations are final.
    /// </returns>
    public static AdjointFunction Differentiate(StepFunction forward) => new Differentiator(forward, ConstantsOf(forward)).Run();

    private static IEnumerable<Value> ConstantsOf(StepFunction function) =>
        function.Constants.Select(parameter => function.Parameters[parameter]);

    private AdjointFunction Run()
    {
        FindActive();
        Value[] outputSeeds = _forward.Outputs.Select(output => Seed(output, "_out")).ToArray();
        Value[] nextSeeds = _forward.Next.Select(next => Seed(next, "_in")).ToArray();
        foreach (Equation equation in _forward.Equations.Reverse())
            if (Gather(equation.Result) is { } adjoint) Propagate(equation, adjoint);
        // In the order of their first contributions, not of their declarations: equal cells give equal equations.
        foreach (Value value in _reached) Adjoint(value);
        var function = new AdjointFunction(
            _forward,
            outputSeeds.ToEquatableArray(),
            nextSeeds.ToEquatableArray(),
            default,
            _forward.Parameters.Select(Adjoint).ToEquatableArray(),
            _forward.Inputs.Select((input, i) => i < _forward.GivenInputs ? Adjoint(input) : null).ToEquatableArray(),
            _forward.Previous.Select(Adjoint).ToEquatableArray());
        function = _names.Rename(function with { Equations = _builder.Equations.ToEquatableArray() });
        if (_forward.Precomputation is { } once)
            function = function with { Precomputation = new Differentiator(once, ConstantsOf(_forward)).Run() };
        Verifier.Verify(function);
        return function;
    }

    private static IEnumerable<Value> Arguments(StepFunction function) =>
        function.Parameters.Concat(function.Inputs).Concat(function.Previous);

    /// <summary>
    /// A value is active where it depends on an argument that is neither drawn nor a parameter that is not learned; only those need
    /// adjoints.
    /// </summary>
    private void FindActive()
    {
        foreach (Value argument in Arguments(_forward).Except(_inactive)) _active.Add(argument.Id);
        foreach (Equation equation in _forward.Equations)
            if (equation.Operands.Any(operand => _active.Contains(operand.Id))) _active.Add(equation.Result.Id);
    }

    private Value Seed(Value result, string suffix)
    {
        Value seed = _builder.Argument($"seed of {result.Name}", result.Shape);
        _names.Seed(seed, result, suffix);
        Contribute(result, new Contribution(seed, Guard.Always, IsExact: true));
        return seed;
    }

    private void Contribute(Value target, Contribution contribution)
    {
        if (!_contributions.TryGetValue(target.Id, out List<Contribution>? list)) _contributions.Add(target.Id, list = Reach(target));
        list.Add(contribution);
    }

    private List<Contribution> Reach(Value target)
    {
        _reached.Add(target);
        return [];
    }

    private Value? Adjoint(Value value) => Gather(value)?.Value;

    /// <summary>The sum of all contributions: complete, since every use of the value has been walked over.</summary>
    private Contribution? Gather(Value value)
    {
        if (!_contributions.TryGetValue(value.Id, out List<Contribution>? contributions) || !_active.Contains(value.Id)) return null;
        _names.Begin(value, _builder.Equations.Count);
        Contribution sum = Sum(contributions, value);
        if (!_inPassing.Contains(value.Id)) sum = Exact(sum);
        _contributions[value.Id] = [sum];
        _names.Adjoint(sum.Value, value);
        return sum;
    }

    private Contribution Sum(List<Contribution> contributions, Value value)
    {
        if (contributions.Count == 1) return contributions[0];
        // Under one guard it is enough to apply it to the sum.
        bool isOne = contributions.All(contribution => contribution.Guard == contributions[0].Guard);
        List<Contribution> terms = isOne ? contributions : [.. contributions.Select(Exact)];
        Value sum = terms.Select(term => term.Value).Aggregate((left, right) => _builder.Apply(PointwiseFunction.Add, left, right));
        Guard guard = isOne ? terms[0].Guard : _guards.Union(terms.Select(term => (term.Guard, value.Shape)));
        return new Contribution(sum, guard, terms.All(term => term.IsExact));
    }

    private Contribution Exact(Contribution contribution) => contribution.IsExact ? contribution
        : contribution with { Value = _guards.Apply(contribution.Guard, contribution.Value), IsExact = true };

    private void Propagate(Equation equation, Contribution adjoint)
    {
        // What goes on element by element may be anything outside the guard until it is applied at the end.
        if (!equation.Operation.IsElementwise()) adjoint = Exact(adjoint);
        int contributions = PointwiseAdjoints.IsOfOneValue(equation) ? 1 : equation.Operands.Count;
        for (int i = 0; i < contributions; i++)
        {
            Value operand = equation.Operands[i];
            if (!_active.Contains(operand.Id)) continue;
            _names.Begin(operand, _builder.Equations.Count);
            var scope = new AdjointScope(_builder, equation, adjoint.Value, i, factor => Factor(equation, adjoint.Guard, factor));
            if (OperationAdjoints.Contribution(scope) is { } contribution) Contribute(operand, Guarded(equation, adjoint, i, contribution));
        }
    }

    /// <summary>A contribution of an equation to an operand, under its guard; where that makes no difference, without one.</summary>
    private Contribution Guarded(Equation equation, Contribution adjoint, int operand, Value contribution)
    {
        bool isExact = equation.Operation switch
        {
            Operation.Select => false,
            Operation.Pointwise pointwise => adjoint.IsExact && (adjoint.Guard == Guard.Always
                || !PointwiseAdjoints.HasFactor(pointwise.Function)
                || !adjoint.Guard.IsWritten && !_singular.Contains(equation.Result)),
            _ => true,
        };
        bool isSingular = _singular.Contains(equation.Operands[operand]);
        if (isExact && !isSingular && !adjoint.Guard.IsWritten) return new Contribution(contribution, Guard.Always, IsExact: true);
        Guard guard = GuardRules.Of(new GuardScope(_builder, _guards, equation, adjoint.Guard, operand, isSingular));
        return new Contribution(contribution, guard, isExact || guard == Guard.Always);
    }

    /// <summary>An operand, or the result (-1), where the adjoints of other operands are multiplied by it and summed.</summary>
    private Value Factor(Equation equation, Guard guard, int operand)
    {
        Value factor = operand < 0 ? equation.Result : equation.Operands[operand];
        if (!guard.IsWritten || _guards.IsParameter(factor)) return factor;
        var scope = new GuardScope(_builder, _guards, equation, guard, Math.Max(operand, 0), IsSingular: true);
        return _guards.Apply(GuardRules.Of(scope), factor);
    }
}
