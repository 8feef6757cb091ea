using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Hosting;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>Cells inside that stand in files of their own: where they are looked for, and where their mistakes are shown.</summary>
public sealed class NetworkFileTests
{
    private const string Outer =
        "inputs: { x: 3 }\ncells:\n  first: inner.cell.yaml\n  second: inner.cell.yaml\n"
        + "equations: |\n  first(x)\n  second(first.y)\noutputs:\n  y: second.y\n";

    private const string Inner = "inputs: { u: n }\nsizes: [n]\nstates: { s: n }\nequations: |\n  s = 0.5 * s' + u\noutputs:\n  y: s * s\n";

    private const string Declaration = "using RnnGen;\n[Cell(\"Cells/outer.cell.yaml\")]\npublic partial struct Net;\n";

    [Fact]
    public void A_file_is_found_beside_the_one_that_names_it_and_from_the_projects_folder()
    {
        GeneratorHarness.Run(Declaration, ("Cells/outer.cell.yaml", Outer), ("Cells/inner.cell.yaml", Inner)).AssertClean();
        GeneratorHarness.Run(Declaration, ("Cells/outer.cell.yaml", Outer), ("inner.cell.yaml", Inner)).AssertClean();
        string inPlace = $"using RnnGen;\n[Cell(\"\"\"\n{Outer}\"\"\")]\npublic partial struct Net;\n";
        GeneratorHarness.Run(inPlace, ("inner.cell.yaml", Inner)).AssertClean();
    }

    [Fact]
    public void A_mistake_in_an_inner_file_stands_there_once_with_the_way()
    {
        string broken = Inner.Replace("0.5 * s'", "0.5 * q'", System.StringComparison.Ordinal);
        string second = Declaration + "[Cell(\"Cells/other.cell.yaml\")]\npublic partial struct Other;\n";
        GeneratorRun run = GeneratorHarness.Run(
            second, ("Cells/outer.cell.yaml", Outer), ("Cells/other.cell.yaml", Outer), ("Cells/inner.cell.yaml", broken));
        Diagnostic found = Assert.Single(run.Diagnostics);
        FileLinePositionSpan place = found.Location.GetLineSpan();
        Assert.Equal(("RNN100", "/project/Cells/inner.cell.yaml", 4), (found.Id, place.Path, place.StartLinePosition.Line));
        Assert.EndsWith("(The cell 'first' of 'Cells/outer.cell.yaml'.)", found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void What_only_the_use_shows_names_the_value_with_its_cell()
    {
        string wide = Outer.Replace("second(first.y)", "second([first.y; x])", System.StringComparison.Ordinal)
            .Replace("second: inner.cell.yaml", "second: { cell: inner.cell.yaml, n: 3 }", System.StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run(Declaration, ("Cells/outer.cell.yaml", wide), ("Cells/inner.cell.yaml", Inner));
        Diagnostic found = Assert.Single(run.Diagnostics);
        Assert.Equal("/project/Cells/outer.cell.yaml", found.Location.GetLineSpan().Path);
        Assert.Contains("second.u", found.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_inner_file_that_changes_compiles_its_users_again_and_no_one_else()
    {
        const string Other = "[Cell(\"rnn\", Input = 2, Hidden = 2)]\npublic partial struct Alone;\n";
        GeneratorRun first = GeneratorHarness.Run(
            Declaration + Other, ("Cells/outer.cell.yaml", Outer), ("Cells/inner.cell.yaml", Inner));
        GeneratorRun second = first.EditSpecFile("Cells/inner.cell.yaml", Inner.Replace("0.5", "0.25", System.StringComparison.Ordinal));
        Assert.NotEqual(first.Sources["Net.Kernels.g.cs"], second.Sources["Net.Kernels.g.cs"]);
        Assert.Equal(first.Sources["Alone.Kernels.g.cs"], second.Sources["Alone.Kernels.g.cs"]);
        Assert.Single(second.Reasons(CellGenerator.Steps.Results), reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Members_are_grouped_as_the_definition_groups_them()
    {
        const string Use = """
            public static class Use
            {
                public static int Length()
                {
                    var parameters = new Deep.Parameters();
                    var state = new Deep.State();
                    var tape = new Deep.Tape(2, 3);
                    return parameters.layers1.Wf.Length + state.layers2.c.Length + tape.layers2.h.Length + tape.layers2.dh.Length
                        + tape.layers1.cT.Length + tape.layers1.dc0.Length + tape.smooth.last.m.Length;
                }
            }

            [Cell("Deep.cell.yaml")]
            public partial struct Deep;
            """;
        const string Mean = "inputs: { v: n }\nsizes: [n]\nstates: { m: n }\nequations: |\n  m = 0.9 * m' + 0.1 * v\n";
        const string Deep = """
            inputs: { x: 3 }
            cells:
              layers: { cell: lstm, hidden: 4, count: 2 }
              smooth:
                cell:
                  inputs: { u: 4 }
                  cells: { last: Cells/mean.cell.yaml }
                  equations: |
                    last(u)
                  outputs:
                    y: last.m
            equations: |
              layers(x)
              smooth(layers.h)
            outputs:
              y: smooth.y
            """;
        GeneratorHarness.Run("using RnnGen;\n" + Use, ("Deep.cell.yaml", Deep), ("Cells/mean.cell.yaml", Mean)).AssertClean();
    }
}
