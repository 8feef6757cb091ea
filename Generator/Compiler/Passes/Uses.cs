using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Who reads each value of a fragment; what no result needs reads nothing.</summary>
internal sealed class Uses
{
    private readonly Dictionary<int, List<Equation>> _users = [];
    private readonly HashSet<int> _results;
    private readonly HashSet<int> _sums;

    public Uses(Fragment fragment)
    {
        _results = new(fragment.Results.Concat(fragment.Sums).OfType<Value>().Select(value => value.Id));
        foreach (Equation equation in fragment.Equations.Reverse())
        {
            if (!_results.Contains(equation.Result.Id) && !_users.ContainsKey(equation.Result.Id)) continue;
            foreach (Value operand in equation.Operands)
            {
                if (!_users.TryGetValue(operand.Id, out List<Equation>? users)) _users.Add(operand.Id, users = []);
                users.Add(equation);
            }
        }
        _sums = FindSums(fragment);
    }

    /// <summary>One entry a use: an equation that reads a value twice stands there twice.</summary>
    public IReadOnlyList<Equation> Of(Value value) => _users.TryGetValue(value.Id, out List<Equation>? users) ? users : [];

    public bool IsResult(Value value) => _results.Contains(value.Id);

    /// <summary>Whether the value is a part of the sum that is a parameter's adjoint.</summary>
    public bool IsSummed(Value value) => _sums.Contains(value.Id);

    /// <summary>
    /// Whether nothing reads the value but slices of it that do not overlap: then whole elements are computed as often as before.
    /// </summary>
    public bool IsOnlyCut(Value value)
    {
        if (IsResult(value) || Of(value).Count == 0) return false;
        var ranges = new List<Operation.Slice>();
        foreach (Equation user in Of(value))
        {
            if (user.Operation is not Operation.Slice slice) return false;
            ranges.Add(slice);
        }
        ranges.Sort((left, right) => left.Start.CompareTo(right.Start));
        for (int i = 1; i < ranges.Count; i++)
            if (ranges[i].Axis != ranges[0].Axis || ranges[i].Start < ranges[i - 1].Start + ranges[i - 1].Length) return false;
        return true;
    }

    private static HashSet<int> FindSums(Fragment fragment)
    {
        var sums = new HashSet<int>(fragment.Sums.OfType<Value>().Select(value => value.Id));
        foreach (Equation equation in fragment.Equations.Reverse())
        {
            bool passesOn = equation.Operation is Operation.Pad or Operation.Concat or Operation.Transpose
                or Operation.Pointwise { Function: PointwiseFunction.Add };
            if (!passesOn || !sums.Contains(equation.Result.Id)) continue;
            foreach (Value operand in equation.Operands) sums.Add(operand.Id);
        }
        return sums;
    }
}
