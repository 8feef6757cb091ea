using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Threading;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler;
using RnnGen.Hosting;
using WeightsFile = RnnGen.BuildTasks.WeightsFile;
using WeightsNote = RnnGen.BuildTasks.WeightsNote;

namespace RnnGen.Tests.Hosting;

/// <summary>A file of a test project.</summary>
internal readonly record struct TestFile(string Path, string Text)
{
    public static implicit operator TestFile((string Path, string Text) file) => new(file.Path, file.Text);
}

/// <summary>Runs the generator as the C# compiler would, on projects that exist only in memory.</summary>
internal static class GeneratorHarness
{
    public const string ProjectFolder = "/project";

    /// <summary>
    /// What all projects begin from. It stays, and with it what has been read of the references: otherwise each project reads them anew.
    /// </summary>
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        new HarnessProject().AssemblyName,
        references: [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(CellAttribute).Assembly.Location)]);

    /// <summary>A project of one C# file, Cells.cs, and of spec files with paths relative to the project's folder.</summary>
    public static GeneratorRun Run(string source, params TestFile[] specFiles) =>
        Run(new HarnessProject { Sources = [("Cells.cs", source)], SpecFiles = specFiles });

    public static GeneratorRun Run(HarnessProject project)
    {
        var generator = new CellGenerator((request, _) => project.Compile(request));
        CSharpParseOptions parse = ParseOptions(project);
        ImmutableArray<AdditionalText> files = [.. project.SpecFiles.Concat(project.Weights.Select(Note)).Select(f => new SpecText(f))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            files,
            parse,
            new ProjectOptions(project),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return GeneratorRun.Execute(driver, Compile(project, parse), files);
    }

    public static string Absolute(string path) => path.StartsWith('/') ? path : ProjectFolder + "/" + path;

    public static SyntaxTree Parse(TestFile file, CSharpParseOptions parse) =>
        CSharpSyntaxTree.ParseText(SourceText.From(file.Text), parse, Absolute(file.Path));

    /// <summary>The name of the resource that a file of weights becomes.</summary>
    public static string ResourceOf(string path) => "RnnGen.Weights/" + path;

    /// <summary>What the package's build task writes of a file of weights.</summary>
    private static TestFile Note((string Path, byte[] Bytes) weights)
    {
        var file = new WeightsFile(Absolute(weights.Path), "", ResourceOf(weights.Path));
        return new TestFile($"obj/{WeightsNote.FileName(file)}", WeightsNote.Of(file, new MemoryStream(weights.Bytes)));
    }

    private static CSharpParseOptions ParseOptions(HarnessProject project)
    {
        DocumentationMode documentation =
            project.Documentation ? DocumentationMode.Diagnose : project.NoDocumentation ? DocumentationMode.None : DocumentationMode.Parse;
        var options = new CSharpParseOptions(project.LanguageVersion, documentation);
        return project.FollowsNull ? options : options.WithFeatures([new("run-nullable-analysis", "never")]);
    }

    private static CSharpCompilation Compile(HarnessProject project, CSharpParseOptions parse) => s_empty
        .WithAssemblyName(project.AssemblyName)
        .WithOptions(new CSharpCompilationOptions(
            project.OutputKind,
            optimizationLevel: project.Optimization,
            checkOverflow: project.CheckOverflow,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            specificDiagnosticOptions: project.Severities))
        .AddSyntaxTrees(project.Sources.Select(s => Parse(s, parse)));

    /// <summary>A spec file as the driver meets it.</summary>
    internal sealed class SpecText(TestFile file) : AdditionalText
    {
        public override string Path { get; } = Absolute(file.Path);

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(file.Text);
    }

    private sealed class ProjectOptions(HarnessProject project) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Facts(
            ("build_property.ProjectDir", ProjectFolder + "/"), ("build_property.FileBasedProgram", project.FileBased ? "true" : ""),
            ("build_property.DesignTimeBuild", project.DesignTime ? "true" : ""));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => project.Links
            .Where(l => Absolute(l.File) == textFile.Path)
            .Select(l => new Facts(("build_metadata.AdditionalFiles.Link", l.Link)))
            .FirstOrDefault() ?? GlobalOptions;

        private sealed class Facts(params (string Key, string Value)[] facts) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = facts.FirstOrDefault(f => f.Key == key).Value;
                return value is not null;
            }
        }
    }
}

/// <summary>What a test project consists of; every property has the value that an ordinary project has.</summary>
internal sealed record HarnessProject
{
    public string AssemblyName { get; init; } = "TestProject";

    public IReadOnlyList<TestFile> Sources { get; init; } = [];

    public IReadOnlyList<TestFile> SpecFiles { get; init; } = [];

    /// <summary>Files of weights that the build has found, with paths relative to the project's folder.</summary>
    public IReadOnlyList<(string Path, byte[] Bytes)> Weights { get; init; } = [];

    /// <summary>Whether an editor builds.</summary>
    public bool DesignTime { get; init; }

    /// <summary>Where the project shows files from elsewhere: the Link of an item.</summary>
    public IReadOnlyList<(string File, string Link)> Links { get; init; } = [];

    /// <summary>A library, or a program.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Release;

    /// <summary>Whether the project is one C# file with directives.</summary>
    public bool FileBased { get; init; }

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Default;

    /// <summary>Reports malformed or missing XML documentation too.</summary>
    public bool Documentation { get; init; }

    /// <summary>Reads documentation as comments, as a build does that writes none.</summary>
    public bool NoDocumentation { get; init; }

    public bool CheckOverflow { get; init; }

    /// <summary>Whether the C# compiler follows what may be null. That is a fifth of its time for the code of a cell.</summary>
    public bool FollowsNull { get; init; } = true;

    /// <summary>Severities by diagnostic id, as a project file sets them.</summary>
    public ImmutableDictionary<string, ReportDiagnostic> Severities { get; init; } = ImmutableDictionary<string, ReportDiagnostic>.Empty;

    /// <summary>The compiler to host.</summary>
    public Func<CellRequest, CellResult> Compile { get; init; } = static request => CellCompiler.Compile(request);
}
