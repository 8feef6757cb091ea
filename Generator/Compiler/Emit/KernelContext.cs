using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>What the emitters of one part of a cell share: element type, options, kernels, spellings of addresses, signatures.</summary>
/// <param name="kernels">What of the kernels of one row is written out.</param>
/// <param name="loops">What of the loops over time is written out.</param>
/// <param name="notes">What people read above kernels.</param>
internal sealed class KernelContext(
    ElementType element, CellOptions options, UnrollBudget kernels, UnrollBudget loops, StageNotes notes, CodeWriter writer)
{
    /// <summary>Characters of an equation above a kernel.</summary>
    private const int LongestEquation = 2000;

    private int _printed;

    // Without the second the first calls, and a thousand more of a short training step, run code that is two to four times slower.
    private const string Attribute = "[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]";

    public CodeWriter Writer { get; } = writer;

    public ElementType Element { get; } = element;

    public CellOptions Options { get; } = options;

    /// <summary>The kernels of the part.</summary>
    public KernelSet Kernels { get; } = new(options, KernelTable.Lanes(element == ElementType.Float ? 4 : 8), kernels, notes);

    public UnrollBudget Loops { get; } = loops;

    /// <summary>The element type's keyword.</summary>
    public string T { get; } = RuntimeNames.Keyword(element);

    /// <summary>Prints the kernels that were built since the last time.</summary>
    public void PrintKernels()
    {
        var printer = new KernelPrinter(this);
        for (; _printed < Kernels.All.Count; _printed++) printer.Print(Kernels.All[_printed]);
    }

    /// <summary>Kernels that read weights of bfloat16 need vectors that take pairs apart.</summary>
    public string Constraint { get; } = $"where V : struct, {RuntimeNames.Vector}<V, {RuntimeNames.Keyword(element)}>"
        + (options.StreamingWeights == StreamingWeightsOption.BFloat16 ? $", {RuntimeNames.Pairs}<V>" : "");

    public string Number(double value) => Number(Element, value);

    public static string Number(ElementType element, double value)
    {
        string keyword = RuntimeNames.Keyword(element);
        if (double.IsNaN(value)) return $"{keyword}.NaN";
        string suffix = element == ElementType.Float ? "f" : "d";
        // In the element type: what is beyond its range is infinite there, what is too small for it zero.
        if (element == ElementType.Float) value = (float)value;
        if (double.IsInfinity(value)) return value > 0 ? $"{keyword}.PositiveInfinity" : $"{keyword}.NegativeInfinity";
        // Not every host writes the sign of a zero.
        if (value == 0) return (double.IsNegativeInfinity(1 / value) ? "-0" : "0") + suffix;
        return (element == ElementType.Float ? Single((float)value) : Double(value)) + suffix;
    }

    // The shorter spelling where it reads back as the same number; "R" is not reliable on every host, and some fail on what is rounded up
    // beyond the largest number.
    private static string Single(float value)
    {
        string text = value.ToString("G7", CultureInfo.InvariantCulture);
        bool isSame = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value;
        return isSame ? text : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string Double(double value)
    {
        return NumberText.Of(value);
    }

    /// <summary><c>ref Unsafe.Add(ref name, offset)</c>, or the name itself at 0.</summary>
    public static string Ref(string name, string offset) => offset is "0" or "" ? $"ref {name}" : $"ref Unsafe.Add(ref {name}, {offset})";

    /// <summary>So many vectors, as elements.</summary>
    public static string Vectors(int count) => count == 1 ? "V.Count" : $"{count} * V.Count";

    public static string Sum(params string[] terms)
    {
        string sum = string.Join(" + ", terms.Where(t => t is not ("0" or "")));
        return sum.Length == 0 ? "0" : sum;
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A call or declaration with its arguments on one line if they fit, else one or more lines of arguments.</summary>
    public static string List(string head, IEnumerable<string> items, string tail)
    {
        var all = items.ToList();
        string flat = $"{head}({string.Join(", ", all)}){tail}";
        if (flat.Length <= 110) return flat;
        var lines = new List<string> { "" };
        foreach (string item in all)
        {
            if (lines[lines.Count - 1].Length + item.Length > 100) lines.Add("");
            lines[lines.Count - 1] += (lines[lines.Count - 1].Length == 0 ? "    " : " ") + item + ",";
        }
        string body = string.Join("\n", lines);
        return $"{head}(\n{body.Substring(0, body.Length - 1)}){tail}";
    }

    /// <summary>A member with an expression for a body, which has lines of its own where it is long.</summary>
    public static string Member(string head, string body)
    {
        string flat = $"{head} => {body};";
        return flat.Length <= 110 ? flat : $"{head} =>\n    {string.Join("\n    ", Wrap(body + ";", 110))}";
    }

    /// <summary>
    /// A method that is optimised from its first call on, its arithmetic on addresses unchecked whatever the project's settings.
    /// </summary>
    public IDisposable Method(string head)
    {
        Writer.Line(Attribute);
        CodeWriter.Scope outer = Writer.Block(head);
        return new Nested(outer, Writer.Block("unchecked"));
    }

    private sealed class Nested(CodeWriter.Scope outer, CodeWriter.Scope inner) : IDisposable
    {
        public void Dispose()
        {
            inner.Dispose();
            outer.Dispose();
        }
    }

    /// <summary>The equations that a kernel implements, as comment lines above it.</summary>
    public void Comment(IEnumerable<string> equations)
    {
        foreach (string equation in equations.Where(e => e.Length > 0).Distinct())
            foreach (string line in Wrap(Shortened(equation), 120)) Writer.Line("// " + line);

        // The head of the file has it whole; above each of the kernels that it takes it would be most of the file.
        static string Shortened(string text) => text.Length <= LongestEquation ? text : text.Substring(0, LongestEquation) + " …";
    }

    public static IEnumerable<string> Wrap(string text, int width)
    {
        string all = FreeText.OnOneLine(text);
        string indent = "";
        int start = 0;
        while (indent.Length + all.Length - start > width)
        {
            int content = start;
            while (content < all.Length && char.IsWhiteSpace(all[content])) content++;
            int last = start + width - indent.Length, cut = all.LastIndexOf(' ', last, last - start + 1);
            // A word that is too long for a line has one of its own.
            if (cut < content) cut = content < all.Length ? all.IndexOf(' ', content) : -1;
            if (cut < 0) break;
            yield return indent + all.Substring(start, cut - start);
            indent = "    ";
            for (start = cut; start < all.Length && char.IsWhiteSpace(all[start]);) start++;
        }
        yield return indent + all.Substring(start);
    }
}
