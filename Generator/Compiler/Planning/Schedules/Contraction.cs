using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// Which products of a stage go into multiply-adds. Before: <c>p = f * c'; q = i * g; c = p + q</c>. After: <c>p = f * c';
/// c = i * g + p</c>. Of two products in an addition, the one that is there last is taken, else the first.
/// </summary>
internal sealed class Contraction
{
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, Equation> _users = [];
    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly Dictionary<int, int> _behind;

    private Contraction(IReadOnlyList<Equation> equations, IEnumerable<Value> kept)
    {
        _behind = CriticalPath.Behind(equations);
        foreach (Equation equation in equations)
        {
            _definitions[equation.Result.Id] = equation;
            foreach (Value operand in equation.Operands)
            {
                Use(operand);
                _users[operand.Id] = equation;
            }
        }
        // What leaves the registers has to be there by itself.
        foreach (Value value in kept) Keep(value);
    }

    /// <summary>The equations that are taken in, by index.</summary>
    /// <param name="held">What others read in registers.</param>
    public static IEnumerable<int> Of(Stage.Map stage, IEnumerable<Value>? held = null)
    {
        var contraction = new Contraction(stage.Equations, stage.Stores.Select(s => s.Value).Concat(stage.Gradients.Select(g => g.Value))
            .Concat(stage.Reductions.Select(r => r.Equation.Operands[0])).Concat(held ?? []));
        return Enumerable.Range(0, stage.Equations.Count).Where(i => contraction.IsTakenIn(stage.Equations[i]));
    }

    /// <summary>The same over a matrix: what is made once a row, or once a column, stays there.</summary>
    public static IEnumerable<int> Of(MatrixBody body)
    {
        Dictionary<int, Along> kinds = body.Kinds();
        var contraction = new Contraction(body.Equations, body.Stores.Select(s => s.Value).Concat(body.Gradients.Select(g => g.Value))
            .Concat(body.Sums.SelectMany(s => s.Factors)).Concat(body.Sums.Select(s => s.Scale).OfType<Value>()));
        return Enumerable.Range(0, body.Equations.Count).Where(i => contraction.IsTakenIn(body.Equations[i])
            && kinds[body.Equations[i].Result.Id] == kinds[contraction._users[body.Equations[i].Result.Id].Result.Id]);
    }

    private void Use(Value value, int times = 1) => _uses[value.Id] = (_uses.TryGetValue(value.Id, out int uses) ? uses : 0) + times;

    private void Keep(Value value) => Use(value, 2);

    private bool IsTakenIn(Equation equation)
    {
        if (!IsLoneProduct(equation)) return false;
        Equation user = _users[equation.Result.Id];
        Value first = user.Operands[0], second = user.Operands[user.Operands.Count - 1];
        if (user.Operation is Operation.Pointwise { Function: PointwiseFunction.Subtract }) return second.Id == equation.Result.Id;
        if (user.Operation is not Operation.Pointwise { Function: PointwiseFunction.Add }) return false;
        bool isFirst = first.Id == equation.Result.Id;
        if (!_definitions.TryGetValue((isFirst ? second : first).Id, out Equation? other) || !IsLoneProduct(other)) return true;
        int length = _behind[equation.Result.Id], otherLength = _behind[other.Result.Id];
        return isFirst ? length >= otherLength : length > otherLength;
    }

    private bool IsLoneProduct(Equation equation) =>
        equation.Operation is Operation.Pointwise { Function: PointwiseFunction.Multiply } && _uses[equation.Result.Id] == 1;
}
