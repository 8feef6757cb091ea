using System.Collections.Generic;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>The loops of a program as text for people and tests.</summary>
public static class SequenceText
{
    public static string Print(SequenceProgram program)
    {
        var text = new StringBuilder();
        foreach (Loop loop in program.Loops) Print(text, program.Function, loop);
        return text.ToString();
    }

    /// <summary>The loops in one line each, by what they leave for the next step and hand on, without equations.</summary>
    public static string Outline(SequenceProgram program) => string.Join("\n", program.Loops.Select(loop => Title(loop)
        + ": " + string.Join(", ", loop.Body.Equations.Where(e => !loop.Body.Again.Contains(e.Result)).Select(e => e.Result.Name))));

    private static void Print(StringBuilder text, SequenceFunction function, Loop loop)
    {
        LoopBody body = loop.Body;
        text.Append(Title(loop)).Append('\n');
        Line(text, "reads", body.Flow.Reads);
        foreach (Equation equation in body.Equations)
        {
            Spelling[] operands = equation.Operands.Select(operand => new Spelling(operand.Name, Precedence.Primary)).ToArray();
            string again = body.Again.Contains(equation.Result) ? "    // again" : "";
            text.Append($"    {equation.Result} = {OperationText.Of(equation.Operation, operands).Text}{again}\n");
        }
        Line(text, "hands on", body.Flow.Handed);
        Line(text, "keeps", body.Flow.Kept);
        Line(text, "results", body.Flow.Results.Select(r => r.Value));
        Line(text, "sums", body.Flow.Sums.Select(s => function.Sums[s]).Select(s => string.Join(" ⊗ ", s.Values.Select(v => v.Name))));
    }

    private static string Title(Loop loop)
    {
        string carries = string.Join(", ", loop.Body.Carries.Select(c => $"{c.Leaving?.Name ?? "0"} to {c.Arriving.Name}"));
        return loop switch
        {
            Loop.TimeLoop { Direction: Direction.Reversed } => $"back over time [{carries}]",
            Loop.TimeLoop => $"over time [{carries}]",
            _ => carries.Length > 0 ? $"all rows [{carries}]" : "all rows",
        };
    }

    private static void Line<T>(StringBuilder text, string title, IEnumerable<T> values)
    {
        string list = string.Join(", ", values.Select(v => v!.ToString()));
        if (list.Length > 0) text.Append($"    {title}: {list}\n");
    }
}
