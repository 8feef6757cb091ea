using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Compiler.Ir;

/// <summary>The IR as text for people: one line an equation, shapes at definitions, the equation's source behind it.</summary>
public static class Printer
{
    public static string Print(StepFunction function)
    {
        var text = new StringBuilder();
        text.Append("step ").Append(function.Name).Append('\n');
        Line(text, "parameters", function.Parameters);
        Line(text, "inputs", function.Inputs);
        Line(text, "previous", function.Previous);
        Body(text, function.Equations);
        Line(text, "next", function.Next);
        Line(text, "outputs", function.Outputs);
        return text.ToString();
    }

    public static string Print(AdjointFunction function)
    {
        var text = new StringBuilder(Print(function.Forward));
        text.Append("adjoint of ").Append(function.Forward.Name).Append('\n');
        Line(text, "output seeds", function.OutputSeeds);
        Line(text, "next seeds", function.NextSeeds);
        Body(text, function.Equations);
        Line(text, "parameter adjoints", function.ParameterAdjoints);
        Line(text, "input adjoints", function.InputAdjoints);
        Line(text, "previous adjoints", function.PreviousAdjoints);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string title, IEnumerable<Value?> values) =>
        text.Append("  ").Append(title).Append(": ")
            .Append(string.Join(", ", values.Select(value => value?.ToString() ?? "0"))).Append('\n');

    private static void Body(StringBuilder text, IEnumerable<Equation> equations)
    {
        string previous = "";
        foreach (Equation equation in equations)
        {
            Spelling[] operands = equation.Operands.Select(operand => new Spelling(operand.Name, Precedence.Primary)).ToArray();
            text.Append("    ").Append(equation.Result).Append(" = ").Append(OperationText.Of(equation.Operation, operands).Text);
            string origin = equation.Origin.Text;
            if (origin.Length > 0 && origin != previous) text.Append("    // ").Append(origin);
            text.Append('\n');
            previous = origin;
        }
    }
}
