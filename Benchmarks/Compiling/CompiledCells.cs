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
using RnnGen.Benchmarks.Contestants;
using RnnGen.Hosting;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>Cells compiled by the generator and the C# compiler while this program runs.</summary>
internal sealed class CompiledCells
{
    private readonly Assembly _assembly;

    /// <param name="specs">Each cell once, or more often.</param>
    /// <param name="generator">The file of another build of the generator; null for the one of this program.</param>
    public CompiledCells(IEnumerable<ICellSource> specs, string? generator = null)
    {
        CreateDriver(generator).RunGeneratorsAndUpdateCompilation(CreateCompilation(specs.Distinct()), out Compilation output, out _);
        using var bytes = new MemoryStream();
        var result = output.Emit(bytes);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException("The emitted code does not compile:\n" + string.Join('\n', errors.Take(20)));
        }

        bytes.Position = 0;
        // For good: code of contexts that can be unloaded is compiled otherwise.
        _assembly = AssemblyLoadContext.Default.LoadFromStream(bytes);
    }

    public static GeneratorDriver CreateDriver(string? generator = null)
    {
        if (generator is null) return CSharpGeneratorDriver.Create(new CellGenerator());
        // A context of its own, since that assembly has the name of one that is already here.
        Assembly assembly = new AssemblyLoadContext(generator).LoadFromAssemblyPath(Path.GetFullPath(generator));
        Type type = assembly.GetType(typeof(CellGenerator).FullName!, throwOnError: true)!;
        return CSharpGeneratorDriver.Create((IIncrementalGenerator)Activator.CreateInstance(type)!);
    }

    /// <summary>A project that declares these cells, with the assemblies of this program as references.</summary>
    public static CSharpCompilation CreateCompilation(IEnumerable<ICellSource> specs) => CSharpCompilation.Create(
        "Cells" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
        specs.SelectMany(spec => spec.Files).Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(MetadataReference (p) => MetadataReference.CreateFromFile(p))
            .ToImmutableArray(),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    public void Accept(ICellSource spec, ICellVisitor visitor)
    {
        Type type = _assembly.GetType(spec.TypeName, throwOnError: true)!;
        MethodInfo visit = typeof(ICellVisitor).GetMethod(nameof(ICellVisitor.Visit))!.MakeGenericMethod(type);
        visit.Invoke(visitor, BindingFlags.DoNotWrapExceptions, null, [], CultureInfo.InvariantCulture);
    }

    /// <summary>The loop over <c>Step</c> on the cell's own types.</summary>
    public StepLoop Loop(CellSpec spec) => Loop<StepLoop>(spec);

    /// <inheritdoc cref="Loop(CellSpec)"/>
    public TLoop Loop<TLoop>(ICellSource spec)
        where TLoop : Delegate =>
        _assembly.GetType(spec.LoopName, throwOnError: true)!.GetMethod("Run")!.CreateDelegate<TLoop>();
}
