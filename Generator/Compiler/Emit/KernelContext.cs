using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>What the emitters of one part of a cell share: element type, options, kernels, spellings of addresses, signatures.</summary>
/// <param name="kernels">What of the kernels of one row is written out.</param>
/// <param name="loops">What of the loops over time is written out.</param>
internal sealed class KernelContext(ElementType element, CellOptions options, UnrollBudget kernels, UnrollBudget loops, Document document)
{
    private int _printed;

    public Document Document { get; } = document;

    /// <summary>The document, for what is written as text.</summary>
    public CodeWriter Writer { get; } = new(document);

    public ElementType Element { get; } = element;

    public CellOptions Options { get; } = options;

    /// <summary>The kernels of the part.</summary>
    public KernelSet Kernels { get; } = new(options, KernelTable.Lanes(element == ElementType.Float ? 4 : 8), kernels);

    public UnrollBudget Loops { get; } = loops;

    /// <summary>The element type's keyword.</summary>
    public string T { get; } = RuntimeNames.Keyword(element);

    /// <summary>Prints the kernels that were built since the last time.</summary>
    public void PrintKernels()
    {
        var printer = new KernelPrinter(Element, Constraint, Document);
        for (; _printed < Kernels.All.Count; _printed++) printer.Print(Kernels.All[_printed]);
    }

    /// <summary>Kernels that read weights of bfloat16 need vectors that take pairs apart.</summary>
    public string Constraint { get; } = $"where V : struct, {RuntimeNames.Vector}<V, {RuntimeNames.Keyword(element)}>"
        + (options.StreamingWeights == StreamingWeightsOption.BFloat16 ? $", {RuntimeNames.Pairs}<V>" : "");

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

    /// <summary>
    /// A method that is optimised from its first call on, its arithmetic on addresses unchecked whatever the project's settings.
    /// </summary>
    public IDisposable Method(string head)
    {
        Writer.Line(KernelPrinter.Attribute);
        Document.Scope outer = Writer.Block(head);
        return new Nested(outer, Writer.Block("unchecked"));
    }

    private sealed class Nested(Document.Scope outer, Document.Scope inner) : IDisposable
    {
        public void Dispose()
        {
            inner.Dispose();
            outer.Dispose();
        }
    }

    /// <summary>The equations that a kernel implements, as comment lines above it.</summary>
    public void Comment(IEnumerable<string> equations) => new KernelPrinter(Element, Constraint, Document).Comment(equations);
}
