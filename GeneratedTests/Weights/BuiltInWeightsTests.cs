using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Runtime;
using Xunit;

namespace RnnGen.Tests.Weights;

/// <summary>Cells whose weights the assembly has: read from there, the values are those of the file.</summary>
public sealed class BuiltInWeightsTests
{
    private const string Path = "Cells/a.safetensors";

    private const string Definition = """
        sizes: { input: 2, hidden: 3 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: [W, b]
        equations: |
          h = tanh(W @ [h'; x] + b)
        """;

    private const string Rnn = "[Cell(\"rnn\", Input = 2, Hidden = 3, Weights = {0})] public partial struct Cell;";

    /// <summary>C#, the file that it stands in, and a definition beside it.</summary>
    public static TheoryData<string, string, string> Doors => new()
    {
        { Rnn.Replace("{0}", "\"Cells/a.safetensors\""), "Cells.cs", "" },
        { Rnn.Replace("{0}", "@\"..\\Cells\\a.safetensors\""), "Code/Cells.cs", "" },
        { """[Cell("Cells/a.cell.yaml", Weights = "cells/A.safetensors")] public partial struct Cell;""", "Cells.cs", Definition },
        { """[Cell("Cells/a.cell.yaml")] public partial struct Cell;""", "Cells.cs", "weights: a.safetensors\n" + Definition },
        { "", "Cells.cs", "class: Cell\nweights: a.safetensors\n" + Definition },
        { InPlace("weights: a.safetensors\n" + Definition), "Cells/Cells.cs", "" },
        {
            """
            [Cell("Cells/a.cell.yaml", Weights = "Cells/a.safetensors", Layers = 2, Bidirectional = true, Element = typeof(double))]
            public partial struct Cell;
            """,
            "Cells.cs",
            "weights: nowhere.safetensors\n" + Definition + "\noutputs:\n  y: h"
        },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public void Every_door_leads_to_the_values_of_the_file(string source, string path, string definition)
    {
        HarnessProject project = new()
        {
            Sources = [(path, $"using RnnGen;\n{source}")],
            SpecFiles = definition.Length > 0 ? [("Cells/a.cell.yaml", definition)] : [],
        };
        // The first build says what parameters there are; no weights are known to it.
        GeneratorRun without = GeneratorHarness.Run(project with { DesignTime = true });
        using CompiledCell bare = CompiledCell.Load(without, "Cell");
        Assert.Throws<InvalidOperationException>(() => Call(bare.Type, "LoadParameters"));

        var info = (CellInfo)bare.Type.GetProperty("Info")!.GetValue(null)!;
        TensorBytes[] tensors = [.. info.Parameters.Select((slot, i) => TensorBytes.Of(
            slot.Name, i switch { 0 => "BF16", 1 => "F16", _ => info.ElementSize == 8 ? "F64" : "F32" },
            slot.Rank == 2 ? [slot.Rows, slot.Columns] : [slot.Rows],
            Values(slot.Length, i)))];
        byte[] file = TensorBytes.File(tensors);
        GeneratorRun run = GeneratorHarness.Run(project with { Weights = [(Path, file)] });
        using CompiledCell cell = CompiledCell.Load(run, "Cell", (Path, file));
        if (info.ElementSize == 8) Check<double>(cell.Type, canStream: false);
        else Check<float>(cell.Type, canStream: true);
    }

    private static void Check<T>(Type cell, bool canStream)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var parameters = (CellParameters<T>)Call(cell, "LoadParameters");
        for (int i = 0; i < parameters.Info.Parameters.Count; i++)
            Assert.Equal(Values(parameters[i].Length, i).Select(T.CreateChecked), parameters[i].ToArray());
        Assert.NotSame(parameters, Call(cell, "LoadParameters"));
        if (!canStream)
        {
            Assert.Throws<NotSupportedException>(() => Call(cell, "LoadWeights"));
            return;
        }

        var packed = (CellWeights<T>)parameters.GetType().GetMethod("Pack")!.Invoke(parameters, null)!;
        Assert.Equal(packed.Packed.ToArray(), ((CellWeights<T>)Call(cell, "LoadWeights")).Packed.ToArray());
    }

    [Fact]
    public void An_assembly_without_the_file_says_so()
    {
        var parameters = new Definitions.Rnn.Parameters();
        var missing = Assert.Throws<InvalidOperationException>(
            () => EmbeddedParameters.Load(parameters, typeof(BuiltInWeightsTests), "RnnGen.Weights/a"));
        Assert.Contains("no resource 'RnnGen.Weights/a': the weights of Rnn are missing", missing.Message, StringComparison.Ordinal);
    }

    /// <summary>Code that uses them earns no errors of its own.</summary>
    [Fact]
    public void A_cell_with_errors_has_the_members_too()
    {
        GeneratorRun run = GeneratorHarness.Run("""
            using RnnGen;
            class User { static Cell.Weights Use(Cell.Parameters p) => p == Cell.LoadParameters() ? Cell.LoadWeights() : p.Pack(); }
            [Cell("lstn", Weights = "a.safetensors")] public partial struct Cell;
            """);
        Assert.Equal(["RNN004", "RNN201"], run.Diagnostics.Select(d => d.Id).Order());
        Assert.Empty(run.Complaints);
    }

    /// <summary>Own members of these names stay possible where there are no weights.</summary>
    [Fact]
    public void Own_methods_may_be_called_so()
    {
        GeneratorHarness.Run("""
            using RnnGen;
            [Cell("rnn", Input = 2, Hidden = 3)]
            public partial struct Cell { public static Weights LoadWeights() => new Parameters().Pack(); }
            """).AssertClean();
    }

    [Theory]
    [InlineData("Cell/a.safetensors", "Did you mean 'Cells/a.safetensors'?")]
    [InlineData("other.safetensors", "<CellWeights Include=\"other.safetensors\" />")]
    public void A_missing_file_is_looked_for(string written, string hint)
    {
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Sources = [("Cells.cs", $"[RnnGen.Cell(\"rnn\", Input = 2, Hidden = 3, Weights = \"{written}\")] public partial struct Cell;")],
            Weights = [(Path, [])],
        });
        Assert.Contains(hint, Assert.Single(run.Diagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    /// <summary>Numbers that every element type has.</summary>
    private static IEnumerable<double> Values(int length, int parameter) =>
        Enumerable.Range(0, length).Select(k => (k - 2 * parameter) / 8.0);

    private static string InPlace(string definition) =>
        $"[Cell(\"\"\"\n    {definition.Replace("\n", "\n    ")}\n    \"\"\")] public partial struct Cell;";

    private static object Call(Type cell, string method) =>
        cell.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null)!;
}
