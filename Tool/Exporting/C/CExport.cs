using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>
/// A cell and its parameters as one header and one source of C99. They need the C library's mathematics and nothing else, and take no
/// memory but what they are given.
/// </summary>
internal sealed class CExport
{
    private readonly ScalarCell _cell;
    private readonly CSettings _settings;
    private readonly double[][] _parameters;
    private readonly CStream? _stream;
    private readonly CTape? _tape;

    /// <param name="parameters">One natural row-major array for each.</param>
    private CExport(ScalarCell cell, CSettings settings, double[][] parameters)
    {
        (_cell, _settings, _parameters) = (cell, settings, parameters);
        string t = cell.Element == ElementType.Float ? "float" : "double";
        if (cell.Plan.Step.CanStream) _stream = new CStream(cell, settings, t);
        if (settings.Tape is { } extents) _tape = new CTape(cell, settings, extents, t);
    }

    /// <exception cref="ExportException">There is nothing of it in C.</exception>
    public static CFiles Write(ScalarCell cell, CSettings settings, double[][] parameters)
    {
        if (!cell.Plan.Step.CanStream && settings.Tape is null)
        {
            throw new ExportException("States go from the last step to the first, so that there are no single steps; "
                + "--training T B exports passes over T steps of B sequences.");
        }
        var export = new CExport(cell, settings, parameters);
        return new CFiles(export.Header(), export.Source());
    }

    private string Name => _settings.Prefix;

    private string Header()
    {
        var document = new Document();
        CellSignature signature = _cell.Signature;
        document.Comment(signature.Title + (signature.About is { } about ? ": " + about.Trim() : ""));
        if (signature.Source is { } source) document.Comment("Source: " + source.Trim());
        string sizes = string.Join(", ", signature.Sizes.Select(size => $"{size.Name} = {size.Value}"));
        if (sizes.Length > 0) document.Comment($"Sizes: {sizes}.");
        document.Line("//");
        foreach (string equation in signature.EquationTexts) document.Comment(equation, "//     ");
        if (_tape is not null)
        {
            document.Line("//");
            document.Comment("Backward (dv is the adjoint of v; sums over steps and sequences make the gradients):");
            document.Line("//");
            foreach (string equation in _cell.Derived) document.Comment(equation, "//     ");
        }
        string guard = Name.ToUpperInvariant() + "_H";
        document.Line($"#ifndef {guard}");
        document.Line($"#define {guard}");
        document.Blank();
        document.Line("#include <stddef.h>");
        document.Blank();
        document.Lines(["#ifdef __cplusplus", "extern \"C\" {", "#endif"]);
        document.Blank();
        document.Comment("Elements of each tensor of a step.");
        foreach (SlotSignature slot in signature.Inputs.Concat(signature.Outputs).DistinctBy(slot => slot.Name))
            document.Line($"#define {Name.ToUpperInvariant()}_{CNames.Of(slot.Name)}_LENGTH {slot.Shape.Length}");
        _tape?.DeclareParameters(document);
        if (_tape is not null) _stream?.DeclareWeights(document);
        _stream?.Declare(document);
        _tape?.Declare(document);
        document.Blank();
        document.Lines(["#ifdef __cplusplus", "}", "#endif"]);
        document.Blank();
        document.Line("#endif");
        return document.ToString();
    }

    private string Source()
    {
        var kernels = new Document();
        var printer = new CKernelPrinter(_cell.Element, kernels);
        foreach (Kernel head in (_stream?.Heads ?? []).Concat(_tape?.Heads ?? [])) printer.Print(head);

        var document = new Document();
        document.Comment($"Of {Name}.h: weights, kernels, and the functions that call them.");
        document.Line($"#include \"{Name}.h\"");
        document.Blank();
        document.Lines(["#include <math.h>", "#include <string.h>"]);
        document.Blank();
        document.Comment("Where a length is a multiple of those that a loop takes at a time, the loop that takes the rest never runs; gcc, "
            + "which knows the length and not yet that, warns of what it would do.");
        document.Lines(
        [
            "#if defined(__GNUC__) && !defined(__clang__)", "#pragma GCC diagnostic ignored \"-Waggressive-loop-optimizations\"", "#endif",
        ]);
        _tape?.Data(document, _parameters);
        _stream?.Data(document, _parameters);
        foreach (CFunction function in printer.Functions.OrderBy(name => name, System.StringComparer.Ordinal).SelectMany(CFunctions.With)
            .DistinctBy(function => function.Name))
        {
            document.Blank();
            document.Verbatim(function.Of(_cell.Element));
        }
        document.Verbatim(kernels.ToString().TrimEnd('\n'));
        _stream?.Define(document, _parameters, printer.NameOf);
        _tape?.Define(document, printer.NameOf);
        return document.ToString();
    }
}
