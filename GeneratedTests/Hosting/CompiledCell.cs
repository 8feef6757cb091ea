using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>A cell that went all the way: definition, generator, C# compiler, loaded assembly. Warnings anywhere are failures.</summary>
internal sealed class CompiledCell : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private CompiledCell(AssemblyLoadContext context, Type type, string source) => (_context, Type, Source) = (context, type, source);

    /// <summary>The cell's struct.</summary>
    public Type Type { get; }

    /// <summary>The generated file.</summary>
    public string Source { get; }

    /// <summary>Compiles a definition in place, or a zoo name, at the given sizes.</summary>
    public static CompiledCell Compile(
        string definition,
        IEnumerable<(string Name, int Value)> sizes,
        Type? element = null,
        IEnumerable<(string Name, double Value)>? constants = null,
        int timeSteps = 0,
        int batch = 0)
    {
        var source = new StringBuilder("using RnnGen;\n\nnamespace Compiled;\n\n");
        source.Append(CultureInfo.InvariantCulture, $"[Cell({SymbolDisplay.FormatLiteral(definition, quote: true)}");
        source.Append(CultureInfo.InvariantCulture, $", Element = typeof({(element == typeof(double) ? "double" : "float")})");
        source.Append(CultureInfo.InvariantCulture, $", TimeSteps = {timeSteps}, Batch = {batch})]\n");
        foreach ((string name, int value) in sizes) source.Append(CultureInfo.InvariantCulture, $"[CellSize(\"{name}\", {value})]\n");
        foreach ((string name, double value) in constants ?? [])
            source.Append(CultureInfo.InvariantCulture, $"[CellConstant(\"{name}\", {value:R})]\n");
        source.Append("public partial struct Cell;\n");
        return Load(GeneratorHarness.Run(source.ToString()), "Compiled.Cell");
    }

    /// <summary>Loads a project that the generator has completed; the assembly is unloaded when it is no longer used.</summary>
    /// <param name="weights">Files of weights, by the paths that the project has them under.</param>
    public static CompiledCell Load(GeneratorRun run, string typeName, params (string Path, byte[] Bytes)[] weights)
    {
        run.AssertNothingReported();
        using var image = new MemoryStream();
        EmitResult emitted = run.Output.Emit(image, manifestResources: weights.Select(file => new ResourceDescription(
            GeneratorHarness.ResourceOf(file.Path), () => new MemoryStream(file.Bytes), isPublic: true)));
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        Assert.True(emitted.Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("Compiled cell", isCollectible: true);
        Type type = context.LoadFromStream(image).GetType(typeName, throwOnError: true)!;
        IEnumerable<string> sources = run.Sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value);
        return new CompiledCell(context, type, string.Join("\n", sources));
    }

    /// <summary>Calls the visitor with this cell as its type argument, as a generic trainer would be called.</summary>
    public void Accept<T>(ICellVisitor<T> visitor)
        where T : unmanaged, IFloatingPointIeee754<T> => Accept(Type, visitor);

    /// <summary>Calls the visitor with a cell's struct as its type argument.</summary>
    public static void Accept<T>(Type cell, ICellVisitor<T> visitor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        MethodInfo visit = typeof(ICellVisitor<T>).GetMethod(nameof(ICellVisitor<T>.Visit))!.MakeGenericMethod(cell);
        visit.Invoke(visitor, BindingFlags.DoNotWrapExceptions, null, [], CultureInfo.InvariantCulture);
    }

    public void Dispose() => _context.Unload();
}
