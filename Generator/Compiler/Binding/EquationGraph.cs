using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>Which equation reads what of this time step, as it is written: for what to say of equations that cannot be ordered.</summary>
internal sealed class EquationGraph(EquatableArray<EquationSyntax> equations)
{
    /// <summary>The equations from one that reads a name round to itself; null where the name does not depend on it.</summary>
    public IReadOnlyList<EquationSyntax>? Cycle(EquationSyntax reader, string name)
    {
        var from = new Dictionary<EquationSyntax, EquationSyntax>();
        var open = new Queue<EquationSyntax>();
        Visit(reader, name);
        while (open.Count > 0)
        {
            EquationSyntax equation = open.Dequeue();
            if (ReferenceEquals(equation, reader)) return Unwind(reader, from);
            foreach (string read in NamesIn(equation.Value).Where(part => !part.IsPrevious).Select(part => part.Identifier))
                Visit(equation, read);
        }
        return null;

        void Visit(EquationSyntax by, string read)
        {
            if (equations.FirstOrDefault(known => known.Targets.Any(target => target.Name == read)) is not { } source) return;
            if (from.ContainsKey(source)) return;
            from.Add(source, by);
            open.Enqueue(source);
        }
    }

    private static List<EquationSyntax> Unwind(EquationSyntax reader, Dictionary<EquationSyntax, EquationSyntax> from)
    {
        var chain = new List<EquationSyntax>();
        EquationSyntax equation = from[reader];
        while (!ReferenceEquals(equation, reader))
        {
            chain.Insert(0, equation);
            equation = from[equation];
        }
        chain.Insert(0, reader);
        return chain;
    }

    /// <summary>The names of an expression, from left to right.</summary>
    public static IEnumerable<ExpressionSyntax.Name> NamesIn(ExpressionSyntax expression) =>
        Parts(expression).OfType<ExpressionSyntax.Name>();

    /// <summary>An expression and all its parts.</summary>
    public static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax expression)
    {
        var open = new Stack<ExpressionSyntax>();
        open.Push(expression);
        while (open.Count > 0)
        {
            ExpressionSyntax part = open.Pop();
            yield return part;
            foreach (ExpressionSyntax operand in OperandsOf(part).Reverse()) open.Push(operand);
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
