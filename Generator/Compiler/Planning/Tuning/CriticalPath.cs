using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>
/// How long the chains of a stage's equations are, in units of one addition. A step of a small cell is one such chain: what lies on it must
/// not wait behind what does not, and processors start instructions in the order in which they are written.
/// </summary>
public static class CriticalPath
{
    /// <summary>For each value, the longest chain from it to the end; operands have more than what is made of them.</summary>
    public static Dictionary<int, int> Ahead(IReadOnlyList<Equation> equations)
    {
        var ahead = new Dictionary<int, int>();
        foreach (Equation equation in equations.Reverse())
        {
            int length = At(ahead, equation.Result) + Cost(equation);
            foreach (Value operand in equation.Operands) ahead[operand.Id] = Math.Max(At(ahead, operand), length);
        }
        return ahead;
    }

    /// <summary>For each value, the longest chain that leads to it; zero for what a stage starts from.</summary>
    public static Dictionary<int, int> Behind(IReadOnlyList<Equation> equations)
    {
        var behind = new Dictionary<int, int>();
        foreach (Equation equation in equations)
            behind[equation.Result.Id] = Cost(equation) + equation.Operands.Select(o => At(behind, o)).DefaultIfEmpty(0).Max();
        return behind;
    }

    /// <summary>
    /// Before: <c>o = sigmoid(zo); f = sigmoid(zf); g = tanh(zg); c = f * c' + g; h = o * tanh(c)</c>.
    /// After: <c>g = …; f = …; c = …; h_1 = tanh(c); o = …; h = o * h_1</c>. Equal chains keep their order.
    /// </summary>
    public static IEnumerable<Equation> LongestFirst(IReadOnlyList<Equation> equations)
    {
        Dictionary<int, int> ahead = Ahead(equations);
        return equations.OrderByDescending(e => At(ahead, e.Result) + Cost(e));
    }

    /// <summary>What the equations start from, in the same order: first what the longest chain begins with.</summary>
    public static IEnumerable<T> LongestFirst<T>(IEnumerable<T> starts, Func<T, Value> value, IReadOnlyList<Equation> equations)
    {
        Dictionary<int, int> ahead = Ahead(equations);
        return starts.OrderByDescending(start => At(ahead, value(start)));
    }

    /// <summary>
    /// How many of some starts the longest chains begin with: what is ahead of the others is shorter by a function or more. Of the sums
    /// of a GRU with the reset after this is one, the reset gate's.
    /// </summary>
    /// <param name="starts">In the order of <see cref="LongestFirst{T}"/>.</param>
    public static int WantedFirst<T>(IReadOnlyList<T> starts, Func<T, Value> value, IReadOnlyList<Equation> equations)
    {
        Dictionary<int, int> ahead = Ahead(equations);
        return starts.TakeWhile(s => At(ahead, value(starts[0])) - At(ahead, value(s)) < KernelTable.FunctionCost).Count();
    }

    /// <summary>
    /// The same list in parts, at least one: a new one begins where the chain reaches a further function. Of <c>g = tanh(zg);
    /// f = sigmoid(zf); c = f * c' + g; h_1 = tanh(c); o = sigmoid(zo); h = o * h_1</c> the second begins with <c>h_1</c>.
    /// </summary>
    public static List<List<Equation>> Phases(IReadOnlyList<Equation> equations)
    {
        var functions = new Dictionary<int, int>();
        var phases = new List<List<Equation>> { new() };
        int most = 1;
        foreach (Equation equation in equations)
        {
            int before = equation.Operands.Select(o => At(functions, o)).DefaultIfEmpty(0).Max();
            int here = before + (Cost(equation) >= KernelTable.FunctionCost ? 1 : 0);
            functions[equation.Result.Id] = here;
            if (here > most) phases.Add([]);
            most = Math.Max(most, here);
            phases[phases.Count - 1].Add(equation);
        }
        return phases;
    }

    /// <summary>Of one equation.</summary>
    public static int Cost(Equation equation) =>
        equation.Operation is Operation.Pointwise pointwise ? PointwiseTable.Of(pointwise.Function).Cost : 1;

    private static int At(Dictionary<int, int> lengths, Value value) => lengths.TryGetValue(value.Id, out int length) ? length : 0;
}
