using System.Globalization;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Shapes;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>Puts the numbers of one cell into what was checked with symbols, and reports what only numbers can show.</summary>
internal sealed class Concretion(SizeTable sizes, DiagnosticBag diagnostics)
{
    private int _errors = diagnostics.ErrorCount;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>Something else begins: what is in error so far has no bearing on it.</summary>
    public void Begin() => _errors = Diagnostics.ErrorCount;

    public BigInteger Evaluate(SizePolynomial size) => sizes.Solver.Resolve(size).Evaluate(sizes.ValueOf);

    /// <summary>The numbers behind an expression of sizes: "hidden = 64, input = 16".</summary>
    public string Values(params SizePolynomial[] expressions) => string.Join(", ", expressions
        .SelectMany(size => sizes.Solver.Resolve(size).Symbols).Distinct().Select(name => $"{name} = {Text(sizes.ValueOf(name))}"));

    /// <param name="what">Names the tensor in messages: "The state 'h'".</param>
    public Shape Shape(SymbolicShape symbolic, TextSpan span, string what)
    {
        // Where a part is in error already, the shape of the whole is, too.
        if (Diagnostics.ErrorCount > _errors) return Shapes.Shape.Scalar;
        var extents = ((SymbolicShape.Known)sizes.Solver.Resolve(symbolic)).Extents;
        var numbers = extents.Select(Evaluate).ToList();
        bool good = true;
        for (int i = 0; i < numbers.Count; i++) good &= CheckExtent(extents[i], numbers[i], span);
        if (!good) return Shapes.Shape.Scalar;
        BigInteger length = numbers.Aggregate(BigInteger.One, (product, number) => product * number);
        if (length > Limits.Elements)
        {
            Diagnostics.Report(Rules.CellTooLarge, span, $"{what} has", Text(length), Text(Limits.Elements));
            return Shapes.Shape.Scalar;
        }
        return numbers.Count switch
        {
            0 => Shapes.Shape.Scalar,
            1 => Shapes.Shape.Vector((int)numbers[0]),
            _ => Shapes.Shape.Matrix((int)numbers[0], (int)numbers[1]),
        };
    }

    private bool CheckExtent(SizePolynomial extent, BigInteger number, TextSpan span)
    {
        if (number.Sign > 0 && number <= Limits.Extent) return true;
        string values = Values(extent);
        string text = $"The extent {sizes.Solver.Resolve(extent)}";
        if (values.Length == 0) values = "all sizes";
        if (number.Sign <= 0) Diagnostics.Report(Rules.ExtentNotPositive, span, text, Text(number), values);
        else Diagnostics.Report(Rules.ExtentTooLarge, span, text, Text(number), values, Text(Limits.Extent));
        return false;
    }

    public static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
