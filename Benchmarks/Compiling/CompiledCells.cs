using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Hosting;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>Code that is written once for all cells.</summary>
internal interface ICellVisitor
{
    void Visit<TCell>()
        where TCell : struct, ICell<float>;
}

/// <summary>Cells compiled by the generator and the C# compiler while this program runs.</summary>
internal sealed class CompiledCells
{
    private readonly Assembly _assembly;

    public CompiledCells(IEnumerable<CellSpec> specs)
    {
        CreateDriver().RunGeneratorsAndUpdateCompilation(CreateCompilation(specs), out Compilation output, out _);
        using var bytes = new MemoryStream();
        var result = output.Emit(bytes);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException("The emitted code does not compile:\n" + string.Join('\n', errors));
        }

        bytes.Position = 0;
        // For good: code of contexts that can be unloaded is compiled otherwise.
        _assembly = AssemblyLoadContext.Default.LoadFromStream(bytes);
    }

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(new CellGenerator());

    /// <summary>A project that declares these cells, with the assemblies of this program as references.</summary>
    public static CSharpCompilation CreateCompilation(IEnumerable<CellSpec> specs) => CSharpCompilation.Create(
        "Cells" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
        specs.Select(s => CSharpSyntaxTree.ParseText(s.Source, path: s.TypeName + ".cs")),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(MetadataReference (p) => MetadataReference.CreateFromFile(p))
            .ToImmutableArray(),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    public void Accept(CellSpec spec, ICellVisitor visitor)
    {
        Type type = _assembly.GetType(spec.TypeName, throwOnError: true)!;
        MethodInfo visit = typeof(ICellVisitor).GetMethod(nameof(ICellVisitor.Visit))!.MakeGenericMethod(type);
        visit.Invoke(visitor, BindingFlags.DoNotWrapExceptions, null, [], CultureInfo.InvariantCulture);
    }
}
