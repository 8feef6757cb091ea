using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler;

namespace RnnGen.Tool.Exporting.C;

/// <summary>Numbers as initialised arrays.</summary>
internal static class CData
{
    public static void Array(Document document, string declaration, ElementType element, IEnumerable<double> values)
    {
        document.Blank();
        using (document.Block(declaration + " =", "};")) Numbers(document, element, values, "");
    }

    /// <summary>A struct of arrays; those without elements are none of its members.</summary>
    public static void Struct(Document document, string declaration, ElementType element, IReadOnlyList<double[]> arrays)
    {
        document.Blank();
        using (document.Block(declaration + " =", "};"))
        {
            foreach (double[] values in arrays.Where(values => values.Length > 0))
                using (document.Block("", "},")) Numbers(document, element, values, "");
            if (arrays.All(values => values.Length == 0)) document.Line("0");
        }
    }

    private static void Numbers(Document document, ElementType element, IEnumerable<double> values, string tail)
    {
        foreach (double[] line in values.Chunk(element == ElementType.Float ? 8 : 5))
            document.Line(string.Join(", ", line.Select(value => CNumber.Of(element, value))) + "," + tail);
    }
}
