using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>Which equation reads what of this time step, as it is written: for what to say of equations that cannot be ordered.</summary>
internal sealed class EquationGraph
{
    private readonly EquatableArray<EquationSyntax> _equations;
    private readonly Dictionary<string, int> _sources = [];

    /// <summary>By equation, those that assign what it reads; null where nobody asked yet.</summary>
    private readonly int[]?[] _reads;

    public EquationGraph(EquatableArray<EquationSyntax> equations)
    {
        _equations = equations;
        _reads = new int[]?[equations.Count];
        for (int i = equations.Count - 1; i >= 0; i--)
            foreach (TargetSyntax target in equations[i].Targets) _sources[target.Name] = i;
    }

    /// <summary>The equations from one that reads a name round to itself; null where the name does not depend on it.</summary>
    public IReadOnlyList<EquationSyntax>? Cycle(EquationSyntax reader, string name)
    {
        if (!_sources.TryGetValue(name, out int first)) return null;
        var by = new Dictionary<int, int> { [first] = -1 };
        var open = new Queue<int>([first]);
        while (open.Count > 0)
        {
            int equation = open.Dequeue();
            if (ReferenceEquals(_equations[equation], reader)) return Unwind(equation, by);
            foreach (int source in ReadsOf(equation))
            {
                if (by.ContainsKey(source)) continue;
                by.Add(source, equation);
                open.Enqueue(source);
            }
        }
        return null;
    }

    private int[] ReadsOf(int equation) => _reads[equation] ??=
    [
        .. NamesIn(_equations[equation].Value)
            .Where(read => !read.IsPrevious && _sources.ContainsKey(read.Identifier))
            .Select(read => _sources[read.Identifier]).Distinct(),
    ];

    /// <summary>From the reader, which comes first, over what it reads to what reads the reader.</summary>
    private List<EquationSyntax> Unwind(int reader, Dictionary<int, int> by)
    {
        var chain = new List<EquationSyntax>();
        for (int equation = by[reader]; equation >= 0; equation = by[equation]) chain.Insert(0, _equations[equation]);
        chain.Insert(0, _equations[reader]);
        return chain;
    }

    /// <summary>The names of an expression, from left to right.</summary>
    public static IEnumerable<ExpressionSyntax.Name> NamesIn(ExpressionSyntax expression) =>
        Subexpressions(expression).OfType<ExpressionSyntax.Name>();

    /// <summary>An expression and all its subexpressions.</summary>
    public static IEnumerable<ExpressionSyntax> Subexpressions(ExpressionSyntax expression)
    {
        var open = new Stack<ExpressionSyntax>();
        open.Push(expression);
        while (open.Count > 0)
        {
            ExpressionSyntax inner = open.Pop();
            yield return inner;
            foreach (ExpressionSyntax operand in OperandsOf(inner).Reverse()) open.Push(operand);
        }
    }

    private static IEnumerable<ExpressionSyntax> OperandsOf(ExpressionSyntax expression) => expression switch
    {
        ExpressionSyntax.Negate negate => [negate.Operand],
        ExpressionSyntax.Binary binary => [binary.Left, binary.Right],
        ExpressionSyntax.Comparison comparison => [comparison.Left, comparison.Right],
        ExpressionSyntax.Call call => call.Arguments,
        ExpressionSyntax.Join join => join.Items,
        ExpressionSyntax.Slice slice => [slice.Operand],
        _ => [],
    };
}
