using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;
using Steps = RnnGen.Hosting.CellGenerator.Steps;

namespace RnnGen.Tests.Hosting;

/// <summary>
/// Runs the driver twice with an edit between and looks at what was redone. "Unchanged" is a step that ran and gave an equal value;
/// "Cached" one that did not run.
/// </summary>
public sealed class CachingTests
{
    private const string Cells = """"
        using RnnGen;

        [Cell("""
            h = odd1
            """, Input = 2)]
        public partial struct First;

        [Cell("second.cell.yaml")]
        public partial struct Second;
        """";

    private readonly FakeCompiler _compiler = new();

    [Fact]
    public void The_first_run_computes_everything()
    {
        GeneratorRun run = Start();
        foreach (string step in AllSteps) Assert.All(run.Reasons(step), r => Assert.Equal(New, r));
        Assert.Equal(2, _compiler.Requests.Count);
    }

    [Fact]
    public void An_edit_elsewhere_recompiles_and_reports_nothing_anew()
    {
        GeneratorRun run = Start().Edit("Other.cs", "class Other { int _edited; }");
        Assert.Equal(2, _compiler.Requests.Count);
        AssertReused(run, AllSteps);
    }

    [Fact]
    public void The_same_project_again_recompiles_nothing()
    {
        GeneratorRun run = Start().Edit("Cells.cs", Cells);
        Assert.Equal(2, _compiler.Requests.Count);
        AssertReused(run, AllSteps);
    }

    [Fact]
    public void Moved_lines_redo_the_positions_alone()
    {
        GeneratorRun before = Start();
        GeneratorRun run = before.Edit("Cells.cs", "// A line above.\n\n" + Cells);
        Assert.Equal(2, _compiler.Requests.Count);
        Assert.Equal([Modified, Modified], run.Reasons(Steps.DeclaredCells));
        Assert.Equal([Modified, Unchanged], run.Reasons(Steps.Diagnostics)); // the second one stands in the spec file
        AssertReused(run, [Steps.Declarations, Steps.Requests, Steps.Results, Steps.SpecFiles, Steps.Names]);
        Assert.Equal(LineOf(before, "odd1") + 2, LineOf(run, "odd1"));
    }

    [Fact]
    public void A_changed_literal_recompiles_its_cell_alone()
    {
        GeneratorRun run = Start().Edit("Cells.cs", Cells.Replace("odd1", "odd2"));
        Assert.Equal(["First", "Second", "First"], _compiler.Requests.Select(r => r.Target.Name));
        Assert.Equal([Modified, Unchanged], run.Reasons(Steps.Requests).Select(Reused));
        Assert.Equal([Modified, Unchanged], run.Reasons(Steps.Results).Select(Reused));
        Assert.Contains(run.Diagnostics, d => d.GetMessage(null) == "'odd2' is odd");
        Assert.DoesNotContain(run.Diagnostics, d => d.GetMessage(null) == "'odd1' is odd");
    }

    [Fact]
    public void A_changed_size_recompiles_its_cell_alone()
    {
        GeneratorRun run = Start().Edit("Cells.cs", Cells.Replace("Input = 2", "Input = 3"));
        Assert.Equal(["First", "Second", "First"], _compiler.Requests.Select(r => r.Target.Name));
        Assert.Equal([Modified, Unchanged], run.Reasons(Steps.Requests).Select(Reused));
        AssertReused(run, [Steps.Results, Steps.Diagnostics]); // the fake compiler writes the same for every size
    }

    [Fact]
    public void A_changed_spec_file_recompiles_its_cell_alone()
    {
        GeneratorRun run = Start().EditSpecFile("second.cell.yaml", "odd3\nodd4\n");
        Assert.Equal(["First", "Second", "Second"], _compiler.Requests.Select(r => r.Target.Name));
        Assert.Equal([Unchanged, Modified], run.Reasons(Steps.Results).Select(Reused));
        Assert.Equal(3, run.Diagnostics.Length);
    }

    [Fact]
    public void A_spec_file_that_no_cell_uses_recompiles_nothing()
    {
        GeneratorRun run = Start().EditSpecFile("unused.cell.yaml", "changed");
        Assert.Equal(2, _compiler.Requests.Count);
        AssertReused(run, [Steps.Requests, Steps.Results, Steps.Diagnostics]);
    }

    [Fact]
    public void A_new_cell_compiles_itself_alone()
    {
        GeneratorRun run = Start().Edit("More.cs", """[RnnGen.Cell("gru")] public partial struct Third;""");
        Assert.Equal(["First", "Second", "Third"], _compiler.Requests.Select(r => r.Target.Name));
        Assert.Equal(["First.g.cs", "Second.g.cs", "Third.g.cs"], run.Sources.Keys.Order());
    }

    /// <summary>The check of the checks: a step that gives a reference-equal value each time must not pass for a cached one.</summary>
    [Fact]
    public void A_careless_compiler_result_is_seen_as_modified()
    {
        int runs = 0;
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Compile = request => _compiler.Compile(request) with { Source = $"// {++runs}" },
            Sources = [("Cells.cs", Cells)],
            SpecFiles = [("second.cell.yaml", "")],
        });
        run = run.Edit("Cells.cs", Cells.Replace("odd1", "odd2")).Edit("Cells.cs", Cells.Replace("odd1", "odd3"));
        Assert.Contains(Modified, run.Reasons(Steps.Results));
        Assert.Throws<Xunit.Sdk.AllException>(() => AssertReused(run, [Steps.Results]));
    }

    [Fact]
    public void Two_runs_from_nothing_agree_to_the_byte()
    {
        GeneratorRun one = Start(), two = Start();
        Assert.Equal(one.Sources, two.Sources);
        Assert.Equal(one.Diagnostics.Select(d => d.ToString()), two.Diagnostics.Select(d => d.ToString()));
    }

    private static string[] AllSteps =>
    [
        Steps.DeclaredCells, Steps.Declarations, Steps.SpecFiles, Steps.Project, Steps.Names, Steps.Requests, Steps.Results,
        Steps.Diagnostics,
    ];

    private static IncrementalStepRunReason Reused(IncrementalStepRunReason reason) => reason == Cached ? Unchanged : reason;

    private static void AssertReused(GeneratorRun run, IEnumerable<string> steps)
    {
        foreach (string step in steps)
        {
            Assert.NotEmpty(run.Reasons(step));
            Assert.All(run.Reasons(step), reason => Assert.Equal(Unchanged, Reused(reason)));
        }
    }

    private static int LineOf(GeneratorRun run, string word) =>
        run.Diagnostics.Single(d => d.GetMessage(null).Contains(word)).Location.GetLineSpan().StartLinePosition.Line;

    private GeneratorRun Start() => GeneratorHarness.Run(new HarnessProject
    {
        Compile = _compiler.Compile,
        Sources = [("Cells.cs", Cells), ("Other.cs", "class Other;")],
        SpecFiles = [("second.cell.yaml", "odd2"), ("unused.cell.yaml", "")],
    });
}
