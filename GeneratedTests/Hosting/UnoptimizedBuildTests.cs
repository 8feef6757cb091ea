using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>Debug builds run cells many times slower: that is said once a compilation, and what to write.</summary>
public sealed class UnoptimizedBuildTests
{
    private const string Cells = """
        using RnnGen;
        [Cell("gru", Input = 2, Hidden = 3)] public partial struct Second;
        [Cell("lstm", Input = 2, Hidden = 3)] public partial struct First;
        """;

    private const string Named = """
        about: a cell without C#
        class: Acme.Wake
        inputs: { x: 2 }
        states: { h: 2 }
        equations: h = x + h'
        """;

    public static TheoryData<string, string, bool, string, string> Unoptimized => new()
    {
        { Cells, "", false, "/project/Cells.cs: (2,60)-(2,65)", "<Optimize>true</Optimize>" },
        { Cells, Named, true, "/project/Cells.cs: (2,60)-(2,65)", "'#:property Optimize=true'" },
        { "", Named, false, "/project/a.cell.yaml: (1,7)-(1,16)", "<Optimize>true</Optimize>" },
    };

    [Theory]
    [MemberData(nameof(Unoptimized))]
    public void Is_warned_of_once_at_the_first_cell_with_the_line_to_write(
        string cells, string file, bool fileBased, string place, string line)
    {
        GeneratorRun run = Run(cells, file, OptimizationLevel.Debug, fileBased);
        Diagnostic warning = Assert.Single(run.Diagnostics);
        Assert.Equal(("RNN018", DiagnosticSeverity.Warning), (warning.Id, warning.Severity));
        Assert.Equal(place, warning.Location.GetLineSpan().ToString());
        Assert.Contains(line, warning.GetMessage(null));
        Assert.Empty(run.Complaints);
    }

    public static TheoryData<string, string, OptimizationLevel, string> Silent => new()
    {
        { Cells, Named, OptimizationLevel.Release, "" },
        { "class NoCell;", "inputs: { x: 2 }", OptimizationLevel.Debug, "" },
        { Cells.Replace("\"gru\"", "\"grue\""), Named, OptimizationLevel.Debug, "RNN004" },
        { Cells.Replace("gru", "unused.cell.yaml"), "inputs: { x: 2 }", OptimizationLevel.Debug, "RNN005" },
    };

    [Theory]
    [MemberData(nameof(Silent))]
    public void Is_not_warned_of_without_a_cell_that_runs(string cells, string file, OptimizationLevel optimization, string found) =>
        Assert.Equal(found, string.Join(' ', Ids(Run(cells, file, optimization, fileBased: false))));

    [Fact]
    public void Is_not_warned_of_anew_by_an_edit_elsewhere()
    {
        GeneratorRun run = Run(Cells, "", OptimizationLevel.Debug, fileBased: false).Edit("Other.cs", "class Other;");
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(RnnGen.Hosting.CellGenerator.Steps.Diagnostics));
    }

    private static IEnumerable<string> Ids(GeneratorRun run)
    {
        foreach (Diagnostic diagnostic in run.Diagnostics) yield return diagnostic.Id;
    }

    private static GeneratorRun Run(string cells, string file, OptimizationLevel optimization, bool fileBased) =>
        GeneratorHarness.Run(new HarnessProject
        {
            Sources = [("Cells.cs", cells)],
            SpecFiles = file.Length == 0 ? [] : [("a.cell.yaml", file)],
            Optimization = optimization,
            FileBased = fileBased,
        });
}
