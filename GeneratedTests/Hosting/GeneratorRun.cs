using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>What one run of the generator produced, and the means to edit the project and run again.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _input;
    private readonly ImmutableArray<AdditionalText> _files;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input, Compilation output, ImmutableArray<AdditionalText> files)
    {
        (_driver, _input, _files) = (driver, input, files);
        Output = (CSharpCompilation)output;
        Result = driver.GetRunResult().Results.Single();
    }

    public GeneratorRunResult Result { get; }

    /// <summary>The project together with the generated files.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the generator reported, people see and the project did not suppress, in the order of reporting.</summary>
    public ImmutableArray<Diagnostic> Diagnostics =>
        [.. Result.Diagnostics.Where(d => !d.IsSuppressed && d.Severity != DiagnosticSeverity.Hidden)];

    /// <summary>What the C# compiler says about the project with the generated files: warnings and errors.</summary>
    public IReadOnlyList<Diagnostic> Complaints => [.. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Generated text by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public static GeneratorRun Execute(GeneratorDriver driver, CSharpCompilation input, ImmutableArray<AdditionalText> files)
    {
        GeneratorDriver ran = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return new GeneratorRun(ran, input, output, files);
    }

    /// <summary>Fails where generator or C# compiler reported anything.</summary>
    public GeneratorRun AssertClean()
    {
        AssertNothingReported();
        Assert.Empty(Complaints);
        return this;
    }

    /// <summary>Fails where the generator reported anything; what the C# compiler says, who compiles the project hears anyway.</summary>
    public void AssertNothingReported()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Diagnostics);
    }

    /// <summary>Fails where generator or C# compiler reported anything else.</summary>
    public GeneratorRun AssertOnly(string warning)
    {
        Assert.Empty(Diagnostics);
        Assert.All(Complaints, d => Assert.Equal((warning, DiagnosticSeverity.Warning), (d.Id, d.Severity)));
        return this;
    }

    /// <summary>Replaces the text of one C# file, or adds the file, and runs the same driver again.</summary>
    public GeneratorRun Edit(string path, string text)
    {
        SyntaxTree edited = GeneratorHarness.Parse((path, text), (CSharpParseOptions)_input.SyntaxTrees[0].Options);
        SyntaxTree? old = _input.SyntaxTrees.FirstOrDefault(t => t.FilePath == edited.FilePath);
        return Execute(_driver, old is null ? _input.AddSyntaxTrees(edited) : _input.ReplaceSyntaxTree(old, edited), _files);
    }

    /// <summary>Replaces the text of one spec file and runs the same driver again.</summary>
    public GeneratorRun EditSpecFile(string path, string text)
    {
        AdditionalText old = _files.Single(f => f.Path == GeneratorHarness.Absolute(path));
        AdditionalText edited = new GeneratorHarness.SpecText((path, text));
        return Execute(_driver.ReplaceAdditionalText(old, edited), _input, _files.Replace(old, edited));
    }

    /// <summary>Why each output of a named step exists in this run, in order.</summary>
    public IncrementalStepRunReason[] Reasons(string step) =>
        [.. Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];
}
