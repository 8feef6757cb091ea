using System;
using System.Linq;
using System.Text;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>A library that lets all analyzers look at it and promises its surface to other languages.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class StrictLibraryTests(PackedRnnGen packed)
{
    private const string Strictest =
        "<OutputType>Library</OutputType><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors>"
        + "<AnalysisMode>All</AnalysisMode><AnalysisLevel>latest-all</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>"
        + "<GenerateDocumentationFile>true</GenerateDocumentationFile>";

    /// <summary>Names that differ in their case only, or begin with '_', which the promise forbids and equations have.</summary>
    private const string Mine = """
        class: Strict.FromFile
        sizes:      { input: 3, hidden: 5 }
        inputs:     { x: input, X: input }
        states:     { h: hidden }
        parameters: [W, w, _b]
        equations: |
          h = tanh(W @ [h'; x] + w * sum(X) + _b)
        """;

    [Fact]
    public void Public_and_internal_cells_of_the_zoo_are_silent() => packed.CreateProject(
        "Strict",
        Strictest,
        ("Cells.cs", Zoo()),
        ("mine.cell.yaml", Mine)).Build();

    private static string Zoo()
    {
        var source = new StringBuilder("using System;\nusing RnnGen;\n[assembly: CLSCompliant(true)]\nnamespace Strict;\n");
        foreach ((string name, int place) in DefinedCells.ZooNames.Select((name, place) => (name, place)))
        {
            string output = name.Contains("softmax", StringComparison.Ordinal) ? ", Output = 2" : "";
            string size = name.Contains("projection", StringComparison.Ordinal) ? ", CellSize(\"projection\", 2)" : "";
            // All are public; every third is internal too.
            foreach (string access in place % 3 == 0 ? new[] { "public", "internal" } : ["public"])
            {
                string type = access + "_" + name;
                type = string.Concat(type.Split('_', '-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
                source.Append($"/// <summary>The cell {name}.</summary>\n");
                source.Append($"[Cell(\"{name}\", Input = 3, Hidden = 4{output}){size}]\n{access} partial struct {type};\n");
            }
        }

        source.Append("/// <summary>A network.</summary>\n[Cell(\"gru\", Input = 3, Hidden = 4, Layers = 2, Bidirectional = true, ");
        source.Append("Resets = \"restart\")]\npublic partial struct Layered;\n");
        return source.ToString();
    }
}
