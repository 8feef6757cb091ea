using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
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
    private readonly Func<CellRequest, CancellationToken, CellResult> _compile;

    public CellGenerator() : this(CellCompiler.Compile) { }

    internal CellGenerator(Func<CellRequest, CancellationToken, CellResult> compile) => _compile = compile;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectFacts> project = ReadProject(context);
        IncrementalValuesProvider<DeclaredCell> declared = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeNames.Cell, static (node, _) => node is TypeDeclarationSyntax, CellDeclarationReader.Read)
            .Where(static d => d is not null)
            .Select(static (d, _) => d!)
            .WithTrackingName(Steps.DeclaredCells);
        IncrementalValuesProvider<CellDeclaration> declarations = declared
            .Select(static (d, _) => d.Declaration)
            .WithTrackingName(Steps.Declarations);
        IncrementalValuesProvider<SpecFile> fileCells = project
            .SelectMany(static (p, _) => p.Files.Where(f => f.Header is not null));
        IncrementalValueProvider<(ProjectFacts Project, CellNames Names)> surroundings = project
            .Combine(SettleNames(declarations, fileCells, project));

        IncrementalValuesProvider<CompiledCell> compiled = Compile(
            context, declarations.Combine(surroundings), static (cell, s) => CellResolver.Resolve(cell, s.Project, s.Names));
        IncrementalValuesProvider<CompiledCell> compiledFiles = Compile(
            context, fileCells.Combine(surroundings), static (file, s) => CellResolver.Resolve(file, s.Project, s.Names));

        IncrementalValueProvider<ImmutableArray<LocatedDiagnostic>> ofDeclared = declared
            .Combine(compiled.Where(static c => c.Diagnostics.Count > 0).Collect())
            .Combine(project)
            .SelectMany(static (p, _) => DiagnosticLocator.Locate(p.Left.Left, p.Left.Right, p.Right))
            .Collect();
        IncrementalValueProvider<ImmutableArray<LocatedDiagnostic>> ofFiles = compiledFiles
            .Combine(project)
            .SelectMany(static (p, _) => DiagnosticLocator.Locate(p.Left, p.Right))
            .Collect();
        IncrementalValueProvider<LocatedDiagnostic?> ofBuild = declared.Collect()
            .Combine(project)
            .Select(static (p, _) => UnoptimizedBuild.Find(p.Left, p.Right));
        Report(context, ofDeclared.Combine(ofFiles).Combine(ofBuild));
    }

    private static IncrementalValueProvider<ProjectFacts> ReadProject(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<SpecFile>> files = context.AdditionalTextsProvider
            .Where(SpecFile.IsSpecFile)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (p, cancel) => SpecFile.Read(p.Left, p.Right.GetOptions(p.Left), cancel))
            .WithTrackingName(Steps.SpecFiles)
            .Collect()
            .Select(static (all, _) => SpecFile.Distinct(all));
        IncrementalValueProvider<ImmutableArray<WeightsNote>> weights = context.AdditionalTextsProvider
            .Where(WeightsNote.IsNote)
            .Select(WeightsNote.Read)
            .Collect();
        IncrementalValueProvider<bool> isOptimized = context.CompilationProvider
            .Select(static (c, _) => c.Options.OptimizationLevel == OptimizationLevel.Release);
        return context.AnalyzerConfigOptionsProvider
            .Combine(context.ParseOptionsProvider)
            .Combine(isOptimized)
            .Select(static (p, _) => ProjectFacts.Read(p.Left.Left, p.Left.Right, p.Right))
            .Combine(files.Combine(weights))
            .Select(static (p, _) => p.Left.With(p.Right.Left, p.Right.Right))
            .WithTrackingName(Steps.Project);
    }

    private static IncrementalValueProvider<CellNames> SettleNames(
        IncrementalValuesProvider<CellDeclaration> declarations,
        IncrementalValuesProvider<SpecFile> fileCells,
        IncrementalValueProvider<ProjectFacts> project)
    {
        IncrementalValuesProvider<NameClaim> declared = declarations
            .Combine(project)
            .Select(static (p, _) => CellResolver.Claim(p.Left, p.Right));
        IncrementalValuesProvider<NameClaim> inFiles = fileCells
            .Select(static (f, _) => new NameClaim(f.Header!.Class, f.Path, IsDeclared: false));
        return declared.Collect()
            .Combine(inFiles.Collect())
            .Select(static (p, _) => CellNames.Settle(p.Left.Concat(p.Right)))
            .WithTrackingName(Steps.Names);
    }

    private IncrementalValuesProvider<CompiledCell> Compile<TCell>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<(TCell Cell, (ProjectFacts Project, CellNames Names) Surroundings)> cells,
        Func<TCell, (ProjectFacts Project, CellNames Names), ResolvedCell?> resolve)
    {
        IncrementalValuesProvider<CompiledCell> compiled = cells
            .Select((c, _) => resolve(c.Cell, c.Surroundings))
            .Where(static r => r is not null)
            .Select(static (r, _) => r!)
            .WithTrackingName(Steps.Requests)
            .Select((r, cancellation) => CellCompilation.Run(r, request => _compile(request, cancellation)))
            .WithTrackingName(Steps.Results);
        context.RegisterSourceOutput(compiled, AddSource);
        return compiled;
    }

    private static void Report(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<((ImmutableArray<LocatedDiagnostic>, ImmutableArray<LocatedDiagnostic>), LocatedDiagnostic?)> found)
    {
        // Cells that share a spec file share its mistakes: each is reported once.
        IncrementalValuesProvider<LocatedDiagnostic> diagnostics = found
            .SelectMany(static (f, _) => UnoptimizedBuild.AddTo(f.Item1.Item1.Concat(f.Item1.Item2), f.Item2))
            .WithTrackingName(Steps.Diagnostics);
        // The compilation only lends its syntax trees to the locations; without diagnostics there is nothing to combine it with.
        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            static (output, d) => output.ReportDiagnostic(Descriptors.ToDiagnostic(d.Left, d.Right)));
    }

    private static void AddSource(SourceProductionContext output, CompiledCell cell)
    {
        Add(CellNames.Surface(cell.HintName), cell.Source);
        Add(CellNames.Kernels(cell.HintName), cell.Kernels);

        void Add(string file, string source)
        {
            if (source.Length > 0) output.AddSource(file, SourceText.From(source, Encoding.UTF8));
        }
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
