using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Mathematics;

/// <summary>Formulas in presentation MathML, as browsers show it.</summary>
internal sealed class MathMLPrinter : FormulaPrinter<XElement>
{
    private static readonly XNamespace s_math = "http://www.w3.org/1998/Math/MathML";
    private static readonly XNamespace s_html = "http://www.w3.org/1999/xhtml";

    private MathMLPrinter()
    {
    }

    /// <summary>A piece of XHTML: the equations, and the gradient in which a bar means the adjoint.</summary>
    public static string Document(CellFormulas cell, string title)
    {
        var root = new XElement(
            s_html + "div",
            new XElement(s_html + "h2", title),
            Display(cell.Equations),
            new XElement(s_html + "p", "Gradient: a bar means the derivative of the loss by what is below it."),
            Display(cell.Gradient));
        return root.ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Display(IReadOnlyList<FormulaLine> lines)
    {
        var printer = new MathMLPrinter();
        XElement table = Element("mtable", [.. lines.Select(line => Element(
            "mtr",
            Element("mtd", printer.Print(line.Left)),
            Element("mtd", Operator(line.Adds ? "+=" : "=")),
            Element("mtd", printer.Print(line.Right))))]);
        table.SetAttributeValue("columnalign", "right center left");
        XElement math = Element("math", table);
        math.SetAttributeValue("display", "block");
        return math;
    }

    protected override XElement Number(double value)
    {
        string[] parts = NumberText.Of(value).Split('E');
        XElement number = Text("mn", parts[0]);
        if (parts.Length == 1) return number;
        XElement exponent = Text("mn", $"{int.Parse(parts[1], CultureInfo.InvariantCulture)}");
        return Row(number, Operator("·"), Element("msup", Text("mn", "10"), exponent));
    }

    protected override XElement Filled(double value)
    {
        XElement number = Number(value);
        number.SetAttributeValue("mathvariant", "bold");
        return number;
    }

    protected override XElement Symbol(Formula.Symbol symbol, SymbolName name)
    {
        XElement letter = name.IsWord ? Word(name.Letter) : Text("mi", name.IsGreek ? SymbolName.Greek[name.Letter] : name.Letter);
        if (symbol.IsAdjoint)
        {
            letter = Element("mover", letter, Operator("¯"));
            letter.SetAttributeValue("accent", "true");
        }
        string mark = symbol.Mark.Length > 0 && symbol.Mark.All(char.IsAsciiDigit) ? $"({symbol.Mark})" : symbol.Mark;
        string above = string.Join(' ', new[] { symbol.Path.Length > 0 ? $"({symbol.Path})" : "", mark }.Where(part => part.Length > 0));
        XElement? step = Step(symbol.Step), index = name.Index.Length > 0 ? Text("mi", name.Index) : null;
        XElement? below = index is not null && step is not null ? Row(index, Operator(","), step) : index ?? step;
        XElement? over = above.Length > 0 ? Text("mtext", above) : null;
        return (below, over) switch
        {
            (null, null) => letter,
            (not null, null) => Element("msub", letter, below),
            (null, not null) => Element("msup", letter, over),
            _ => Element("msubsup", letter, below, over),
        };
    }

    protected override XElement Word(string text)
    {
        XElement word = Text("mi", text);
        word.SetAttributeValue("mathvariant", "normal");
        return word;
    }

    protected override XElement Negated(XElement operand) => Row(Operator("−"), operand);

    protected override XElement Bracketed(XElement inner) => Row(Operator("("), inner, Operator(")"));

    protected override XElement Between(string sign, XElement left, XElement right) => Row(left, Operator(sign switch
    {
        "" => "\u2062", // invisible times
        "-" => "−",
        "<=" => "≤",
        ">=" => "≥",
        "==" => "=",
        "!=" => "≠",
        _ => sign,
    }), right);

    protected override XElement Fraction(XElement numerator, XElement denominator) => Element("mfrac", numerator, denominator);

    protected override XElement Call(string function, IReadOnlyList<XElement> arguments) => function switch
    {
        "sqrt" => Element("msqrt", arguments[0]),
        "abs" => Row(Operator("|"), arguments[0], Operator("|")),
        // Between a function and its brackets stands the invisible sign of application.
        _ => Row(Text("mi", FunctionNotation.Of(function).Text), Operator("\u2061"), Tuple(arguments)),
    };

    protected override XElement Transposed(XElement operand) => Element("msup", operand, Operator("⊤"));

    protected override XElement Part(XElement operand, XElement start, IReadOnlyList<XElement> end, bool isOfColumns)
    {
        XElement[] columns = isOfColumns ? [Operator(":"), Operator(",")] : [];
        XElement[] upTo = [.. end.SelectMany(element => new[] { Operator(":"), element })];
        return Element("msub", operand, Row([Operator("["), .. columns, start, .. upTo, Operator("]")]));
    }

    protected override XElement Stack(IReadOnlyList<XElement> items, bool isVertical)
    {
        XElement[] rows = isVertical
            ? [.. items.Select(item => Element("mtr", Element("mtd", item)))]
            : [Element("mtr", [.. items.Select(item => Element("mtd", item))])];
        return Row(Operator("["), Element("mtable", rows), Operator("]"));
    }

    protected override XElement Cases(XElement condition, XElement then, XElement otherwise) => Row(
        Operator("{"),
        Element(
            "mtable",
            Element("mtr", Element("mtd", then), Element("mtd", Row(Text("mtext", "if "), condition))),
            Element("mtr", Element("mtd", otherwise), Element("mtd", Text("mtext", "otherwise")))));

    protected override XElement Tuple(IReadOnlyList<XElement> items) => Row(
        [Operator("("), .. items.SelectMany((item, i) => i == 0 ? new[] { item } : [Operator(","), item]), Operator(")")]);

    private static XElement? Step(int? step) => step switch
    {
        null => null,
        0 => Text("mi", "t"),
        _ => Row(Text("mi", "t"), Operator(step < 0 ? "−" : "+"), Text("mn", $"{int.Abs(step.Value)}")),
    };

    private static XElement Row(params XElement[] items) => Element("mrow", items);

    private static XElement Operator(string sign) => Text("mo", sign);

    private static XElement Text(string name, string text) => new(s_math + name, text);

    private static XElement Element(string name, params XElement[] content) => new(s_math + name, content.Cast<object>().ToArray());
}
