using System;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler;

namespace RnnGen.Hosting;

/// <summary>
/// Reads cells from the project, compiles each, adds its source. Two branches: source depends on what a cell says and on no position;
/// diagnostics join the same result with the positions, so that they alone are redone when lines move.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CellGenerator : IIncrementalGenerator
{
    private readonly Func<CellRequest, CellResult> _compile;

    public CellGenerator() : this(CellCompiler.Compile) { }

    internal CellGenerator(Func<CellRequest, CellResult> compile) => _compile = compile;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectFacts> project = context.AnalyzerConfigOptionsProvider
            .Combine(context.ParseOptionsProvider)
            .Select(static (p, _) => ProjectFacts.Read(p.Left, p.Right))
            .WithTrackingName(Steps.Project);
        IncrementalValueProvider<ImmutableArray<SpecFile>> files = context.AdditionalTextsProvider
            .Where(SpecFile.IsSpecFile)
            .Select(SpecFile.Read)
            .WithTrackingName(Steps.SpecFiles)
            .Collect()
            .Select(static (all, _) => SpecFile.Distinct(all));
        IncrementalValuesProvider<DeclaredCell> declared = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeNames.Cell, static (node, _) => node is TypeDeclarationSyntax, CellDeclarationReader.Read)
            .Where(static d => d is not null)
            .Select(static (d, _) => d!)
            .WithTrackingName(Steps.DeclaredCells);

        IncrementalValuesProvider<CellDeclaration> declarations = declared
            .Select(static (d, _) => d.Declaration)
            .WithTrackingName(Steps.Declarations);
        IncrementalValueProvider<CellNames> names = declarations
            .Select(static (d, _) => d.Id)
            .Collect()
            .Select(static (ids, _) => CellNames.Settle(ids))
            .WithTrackingName(Steps.Names);
        IncrementalValuesProvider<CompiledCell> compiled = declarations
            .Combine(files.Combine(project).Combine(names).Select(static (p, _) => new CellResolver(p.Left.Left, p.Left.Right, p.Right)))
            .Select(static (p, _) => p.Right.Resolve(p.Left))
            .WithTrackingName(Steps.Requests)
            .Select((cell, _) => CellCompilation.Run(cell, _compile))
            .WithTrackingName(Steps.Results);
        context.RegisterSourceOutput(compiled, AddSource);

        IncrementalValuesProvider<LocatedDiagnostic> diagnostics = declared
            .Combine(compiled.Where(static c => c.Diagnostics.Count > 0).Collect())
            .Combine(files)
            .SelectMany(static (p, _) => DiagnosticLocator.Locate(p.Left.Left, p.Left.Right, p.Right))
            .WithTrackingName(Steps.Diagnostics);
        // The compilation only lends its syntax trees to the locations; without diagnostics there is nothing to combine it with.
        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            static (output, p) => output.ReportDiagnostic(Descriptors.ToDiagnostic(p.Left, p.Right)));
    }

    private static void AddSource(SourceProductionContext output, CompiledCell cell)
    {
        if (cell.Source.Length > 0) output.AddSource(cell.HintName + ".g.cs", SourceText.From(cell.Source, Encoding.UTF8));
    }

    /// <summary>The names of the pipeline's steps, by which tests see what was redone.</summary>
    internal static class Steps
    {
        public const string Project = nameof(Project);
        public const string SpecFiles = nameof(SpecFiles);
        public const string DeclaredCells = nameof(DeclaredCells);
        public const string Declarations = nameof(Declarations);
        public const string Names = nameof(Names);
        public const string Requests = nameof(Requests);
        public const string Results = nameof(Results);
        public const string Diagnostics = nameof(Diagnostics);
    }
}
