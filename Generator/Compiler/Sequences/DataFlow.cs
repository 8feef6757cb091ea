using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>Who defines and who uses what, over a list of equations.</summary>
internal sealed class DataFlow
{
    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly Dictionary<int, List<Equation>> _users = [];

    public DataFlow(IEnumerable<Equation> equations)
    {
        foreach (Equation equation in equations)
        {
            _definitions[equation.Result.Id] = equation;
            foreach (int operand in equation.Operands.Select(o => o.Id).Distinct())
                (_users.TryGetValue(operand, out var users) ? users : _users[operand] = []).Add(equation);
        }
    }

    public Equation? Definition(Value value) => _definitions.TryGetValue(value.Id, out Equation? equation) ? equation : null;

    public IReadOnlyList<Equation> Users(Value value) => _users.TryGetValue(value.Id, out var users) ? users : [];

    /// <summary>Ids of all values that lead to one of <paramref name="targets"/>, themselves included.</summary>
    public HashSet<int> Ancestors(IEnumerable<Value> targets)
    {
        var found = new HashSet<int>();
        var open = new Stack<Value>(targets);
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (!found.Add(value.Id) || Definition(value) is not { } definition) continue;
            foreach (Value operand in definition.Operands) open.Push(operand);
        }
        return found;
    }

    /// <summary>Ids of all values that one of <paramref name="sources"/> leads to, themselves included.</summary>
    public HashSet<int> Descendants(IEnumerable<Value> sources)
    {
        var found = new HashSet<int>();
        var open = new Stack<Value>(sources);
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (!found.Add(value.Id)) continue;
            foreach (Equation user in Users(value)) open.Push(user.Result);
        }
        return found;
    }
}
