using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Emit;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Many cells in one project: the C# compiler's work per project is paid once. What may be null it follows only where settings ask for
/// it, as those of <see cref="EmittedCodeTests"/> do.
/// </summary>
internal sealed class CellBatch : IDisposable
{
    private readonly AssemblyLoadContext _context = new("Compiled cells", isCollectible: true);
    private readonly IReadOnlyList<Type> _types;

    private CellBatch(GeneratorRun run, int count)
    {
        Assert.Null(run.Result.Exception);
        // A random definition may leave an input unread, which is a warning.
        Assert.Empty(run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        using var image = new MemoryStream();
        EmitResult emitted = run.Output.Emit(image);
        Complaints = [.. emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(emitted.Success, string.Join('\n', Complaints.Take(10)));
        Image = image.ToArray();
        image.Position = 0;
        System.Reflection.Assembly assembly = _context.LoadFromStream(image);
        _types = [.. Enumerable.Range(0, count).Select(i => assembly.GetType(Name(i), throwOnError: true)!)];
        string[] files = [.. FilesOf(run, count)];
        (Sources, Kernels) = (files[..count], files[count..]);
    }

    /// <summary>The struct of each cell, in order.</summary>
    public Type this[int index] => _types[index];

    /// <summary>What the C# compiler warns of.</summary>
    public IReadOnlyList<Diagnostic> Complaints { get; }

    /// <summary>The assembly.</summary>
    public byte[] Image { get; }

    /// <summary>The surface of each cell, in order.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The file of the kernels of each cell, in order.</summary>
    public IReadOnlyList<string> Kernels { get; }

    /// <summary>Both files of each cell.</summary>
    public IEnumerable<string> Files => Sources.Concat(Kernels);

    /// <summary>Compiles all cells without a warning.</summary>
    /// <param name="settings">Of the project; where they are left out an ordinary one's, but for what may be null.</param>
    public static CellBatch Compile(IReadOnlyList<CellSource> cells, HarnessProject? settings = null)
    {
        CellBatch compiled = CompileWithWarnings(cells, settings);
        Assert.Empty(compiled.Complaints);
        return compiled;
    }

    /// <summary>Compiles all cells, whatever is warned of.</summary>
    public static CellBatch CompileWithWarnings(IReadOnlyList<CellSource> cells, HarnessProject? settings = null) =>
        new(Run(cells, settings), cells.Count);

    /// <summary>Runs the generator alone.</summary>
    public static GeneratorRun Run(IReadOnlyList<CellSource> cells, HarnessProject? settings = null)
    {
        var text = new StringBuilder("using RnnGen;\nnamespace Compiled;\n");
        for (int i = 0; i < cells.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{cells[i].Attributes}public partial struct Cell{i};\n");
        HarnessProject project = (settings ?? new HarnessProject { FollowsNull = false }) with
        {
            Sources = [("Cells.cs", text.ToString())],
            Compile = request => Compile(request, cells[Index(request.Target.Name)]),
        };
        return GeneratorHarness.Run(project);
    }

    public void Dispose() => _context.Unload();

    private static int Index(string name) => int.Parse(name.AsSpan("Cell".Length), CultureInfo.InvariantCulture);

    private static CellResult Compile(CellRequest request, CellSource cell)
    {
        if (cell.Function is not { } function) return CellCompiler.Compile(request);
        EmittedCell made = CellCompiler.Compile(request, cell.Options, CellSource.Signature(function), function, cell.Rules).Cell;
        return new CellResult(request.Target.HintName, made.Surface, EquatableArray<CellDiagnostic>.Empty) { Kernels = made.Kernels };
    }

    /// <summary>The surfaces of all cells, in order, and then the files of their kernels.</summary>
    public static IEnumerable<string> FilesOf(GeneratorRun run, int count)
    {
        IReadOnlyDictionary<string, string> sources = run.Sources;
        return new[] { ".g.cs", ".Kernels.g.cs" }
            .SelectMany(ending => Enumerable.Range(0, count), (ending, i) => sources[Name(i) + ending]);
    }

    /// <summary>The full name of a cell's struct.</summary>
    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"Compiled.Cell{index}");
}
