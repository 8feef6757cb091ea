using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Mathematics;

/// <summary>Formulas in LaTeX with amsmath.</summary>
internal sealed class LatexPrinter : FormulaPrinter<string>
{
    private LatexPrinter()
    {
    }

    /// <summary>Two displays, which \input takes: the equations, and the gradient in which a bar means the adjoint.</summary>
    public static string Document(CellFormulas cell) =>
        "% Equations; needs amsmath.\n" + Display(cell.Equations)
        + "% Gradient: a bar means the derivative of the loss by what is below it.\n" + Display(cell.Gradient);

    private static string Display(IReadOnlyList<FormulaLine> lines)
    {
        var printer = new LatexPrinter();
        var text = new StringBuilder("\\begin{align*}\n");
        for (int i = 0; i < lines.Count; i++)
        {
            string equals = lines[i].Adds ? @"\mathrel{+}=" : "=";
            text.Append(CultureInfo.InvariantCulture, $"  {printer.Print(lines[i].Left)} &{equals} {printer.Print(lines[i].Right)}");
            text.Append(i < lines.Count - 1 ? " \\\\\n" : "\n");
        }
        return text.Append("\\end{align*}\n").ToString();
    }

    protected override string Number(double value)
    {
        string[] parts = NumberText.Of(value).Split('E');
        return parts.Length == 1 ? parts[0] : $@"{parts[0]} \cdot 10^{{{int.Parse(parts[1], CultureInfo.InvariantCulture)}}}";
    }

    protected override string Filled(double value) => $@"\mathbf{{{Number(value)}}}";

    protected override string Symbol(Formula.Symbol symbol, SymbolName name)
    {
        string letter = name.IsWord ? Upright(name.Letter) : name.IsGreek ? "\\" + name.Letter : name.Letter;
        if (symbol.IsAdjoint) letter = name.IsWord ? $@"\overline{{{letter}}}" : $@"\bar{{{letter}}}";
        string above = string.Join(@"\,", new[] { Above(symbol.Path, "({0})"), Mark(symbol.Mark) }.Where(part => part.Length > 0));
        string below = string.Join(",", new[] { Index(name.Index), Step(symbol.Step) }.Where(part => part.Length > 0));
        return letter + (above.Length > 0 ? $"^{{{above}}}" : "") + (below.Length > 0 ? $"_{{{below}}}" : "");
    }

    protected override string Word(string text) => Upright(text);

    protected override string Negated(string operand) => "-" + operand;

    protected override string Bracketed(string inner) => $@"\left( {inner} \right)";

    protected override string Between(string sign, string left, string right) => sign switch
    {
        "" => $@"{left}\, {right}",
        "⊙" => $@"{left} \odot {right}",
        "·" => $@"{left} \cdot {right}",
        "<=" => $@"{left} \le {right}",
        ">=" => $@"{left} \ge {right}",
        "==" => $"{left} = {right}",
        "!=" => $@"{left} \ne {right}",
        _ => $"{left} {sign} {right}",
    };

    protected override string Fraction(string numerator, string denominator) => $@"\frac{{{numerator}}}{{{denominator}}}";

    protected override string Call(string function, IReadOnlyList<string> arguments) => function switch
    {
        "sqrt" => $@"\sqrt{{{arguments[0]}}}",
        "abs" => $@"\left| {arguments[0]} \right|",
        _ => FunctionNotation.Of(function).Latex + Bracketed(string.Join(", ", arguments)),
    };

    protected override string Transposed(string operand) => $@"{{{operand}}}^{{\top}}";

    protected override string Part(string operand, string start, IReadOnlyList<string> end, bool isOfColumns) =>
        $"{{{operand}}}_{{[{(isOfColumns ? @":,\, " : "")}{string.Join(" : ", end.Prepend(start))}]}}";

    protected override string Stack(IReadOnlyList<string> items, bool isVertical) =>
        $@"\begin{{bmatrix}} {string.Join(isVertical ? @" \\ " : " & ", items)} \end{{bmatrix}}";

    protected override string Cases(string condition, string then, string otherwise) =>
        $@"\begin{{cases}} {then} & \text{{if }} {condition} \\ {otherwise} & \text{{otherwise}} \end{{cases}}";

    protected override string Tuple(IReadOnlyList<string> items) => Bracketed(string.Join(", ", items));

    private static string Above(string text, string format) =>
        text.Length == 0 ? "" : string.Format(CultureInfo.InvariantCulture, format, Upright(text));

    /// <summary>A number in brackets is no power.</summary>
    private static string Mark(string mark) =>
        mark.Length > 0 && mark.All(char.IsAsciiDigit) ? $"({mark})" : Above(mark, "{0}");

    private static string Index(string index) =>
        index.Length <= 1 || index.All(char.IsAsciiDigit) ? index : index.Length <= 3 ? Escape(index) : Upright(index);

    private static string Step(int? step) => step switch
    {
        null => "",
        0 => "t",
        < 0 => $"t-{-step}",
        _ => $"t+{step}",
    };

    private static string Upright(string text) => $@"\mathrm{{{Escape(text)}}}";

    private static string Escape(string name) => string.Concat(name.Select(c => c == '_' ? @"\_" : c.ToString()));
}
