using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>Warns of numbers that the element type cannot hold: they become infinite or zero.</summary>
internal sealed class NumberRange(ElementType element, DiagnosticBag diagnostics)
{
    public void Check(double number, TextSpan span, string text) => Check(number, new DiagnosticPlace.Definition(span), text);

    /// <param name="text">As it is written.</param>
    public void Check(double number, DiagnosticPlace place, string text)
    {
        if (element != ElementType.Float || double.IsNaN(number) || double.IsInfinity(number) || number == 0) return;
        float rounded = (float)number;
        if (float.IsInfinity(rounded))
            diagnostics.Report(Rules.NumberOutOfRange, place, text, number > 0 ? "infinity" : "minus infinity");
        else if (rounded == 0)
            diagnostics.Report(Rules.NumberOutOfRange, place, text, "zero");
    }
}
