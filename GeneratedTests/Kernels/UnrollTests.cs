using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Cells whose loops are written out, and cells whose loops are not.</summary>
public class UnrollTests
{
    private static readonly string[] s_names = ["lstm", "gru", "rnn-softmax"];

    /// <summary>Zero leaves a count to run time. A batch of 70 takes two chunks of rows.</summary>
    public static TheoryData<UnrollOption, int, int> Settings
    {
        get
        {
            var data = new TheoryData<UnrollOption, int, int>();
            foreach (UnrollOption option in Enum.GetValues<UnrollOption>())
                foreach ((int timeSteps, int batch) in ((int, int)[])[(0, 0), (3, 4), (3, 0), (2, 70)])
                    data.Add(option, timeSteps, batch);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Cells_agree_with_the_interpreter(UnrollOption option, int timeSteps, int batch)
    {
        var cells = new List<(string Name, int Hidden, ElementType Element)>();
        foreach (string name in s_names)
            foreach (int hidden in (int[])[5, 33])
                cells.Add((name, hidden, hidden == 5 ? ElementType.Double : ElementType.Float));
        using CellBatch compiled = CellBatch.Compile(
            [.. cells.Select(cell => Source(cell.Name, cell.Hidden, cell.Element, option, timeSteps, batch))]);
        (int steps, int rows) = (timeSteps == 0 ? 3 : timeSteps, batch == 0 ? 2 : batch);
        for (int i = 0; i < cells.Count; i++)
        {
            StepFunction function = ZooSizes.Function(cells[i].Name, cells[i].Hidden);
            SequenceDraw draw = SequenceDraw.Random(function, steps, rows, new Random(i));
            double tolerance = cells[i].Element == ElementType.Double ? 1e-12 : 2e-5;
            KernelOracle.Check(compiled[i], function, cells[i].Element, draw, steps, rows, tolerance);
        }
    }

    /// <summary>Options do not get into each other's way.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 4)]
    [InlineData(3, 0)]
    [InlineData(2, 70)]
    public void Cells_with_other_options_too_agree_with_the_interpreter(int timeSteps, int batch)
    {
        CellOptions[] all =
        [
            new(UnrollOption.Full, ActivationsOption.Fast, Recompute: true),
            new(UnrollOption.Loops, ActivationsOption.Fast, Recompute: true),
            new(UnrollOption.Auto, Recompute: true),
        ];
        var cells = s_names.SelectMany(name => all, (name, options) => (Name: name, Options: options)).ToList();
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell =>
            Source(cell.Name, 13, ElementType.Float, UnrollOption.Auto, timeSteps, batch) with { Options = cell.Options })]);
        (int steps, int rows) = (timeSteps == 0 ? 3 : timeSteps, batch == 0 ? 2 : batch);
        for (int i = 0; i < cells.Count; i++)
        {
            StepFunction function = ZooSizes.Function(cells[i].Name, 13);
            SequenceDraw draw = SequenceDraw.Random(function, steps, rows, new Random(i));
            KernelOracle.Check(compiled[i], function, ElementType.Float, draw, steps, rows, 2e-5);
        }
    }

    [Fact]
    public void Full_leaves_no_loop_over_products_units_and_time_steps_of_small_cells()
    {
        using CellBatch compiled = Compile(UnrollOption.Full, 5, timeSteps: 7, batch: 0);
        Assert.All(compiled.Kernels, source =>
        {
            // The steps of one call are as many as it is given.
            Assert.Equal(["t"], LoopVariables(source, StreamingKernels));
            Assert.DoesNotContain("t", LoopVariables(source, TapeMethods));
        });
    }

    [Fact]
    public void Loops_leaves_every_one()
    {
        using CellBatch compiled = Compile(UnrollOption.Loops, 1, timeSteps: 2, batch: 1);
        using CellBatch ordinary = Compile(UnrollOption.Auto, 1, timeSteps: 2, batch: 1);
        for (int i = 0; i < s_names.Length; i++)
        {
            Assert.Contains("k", LoopVariables(compiled.Kernels[i], StreamingKernels));
            Assert.Contains("unit", LoopVariables(compiled.Kernels[i], StreamingKernels));
            Assert.Contains("t", LoopVariables(compiled.Kernels[i], TapeMethods));
            Assert.DoesNotContain("k", LoopVariables(ordinary.Kernels[i], StreamingKernels));
            Assert.DoesNotContain("t", LoopVariables(ordinary.Kernels[i], TapeMethods));
        }
    }

    /// <summary>Whatever is asked, no method and no file gets larger than the table says.</summary>
    [Theory]
    [InlineData(64, 0, 0)]
    [InlineData(400, 0, 0)]
    [InlineData(5, 60, 3)]
    [InlineData(5, 150, 0)]
    [InlineData(5, 5000, 1)]
    public void Full_keeps_to_the_budget(int hidden, int timeSteps, int batch)
    {
        (string, int)[] sizes = [("input", 100), ("hidden", hidden)];
        var source = new CellSource("lstm", sizes, ElementType.Float, null, timeSteps, batch)
        {
            Options = new CellOptions(UnrollOption.Full),
        };
        using CellBatch compiled = CellBatch.Compile([source]);
        Assert.InRange(compiled.Files.Sum(file => file.Length), 1, KernelTable.CellText);
        foreach (MethodInfo method in EmittedKernels.Of(compiled[0]).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            Assert.InRange(method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, 0, KernelTable.MethodBytes);
    }

    private static CellBatch Compile(UnrollOption option, int hidden, int timeSteps, int batch) =>
        CellBatch.Compile([.. s_names.Select(name => Source(name, hidden, ElementType.Float, option, timeSteps, batch))]);

    private static CellSource Source(string name, int hidden, ElementType element, UnrollOption option, int timeSteps, int batch) =>
        new(name, ZooSizes.Of(name, hidden), element, null, timeSteps, batch) { Options = new CellOptions(option) };

    private static bool StreamingKernels(string method) =>
        method == "Stream" || method.StartsWith("Step", StringComparison.Ordinal);

    /// <summary>With a sequence in each lane the steps are a loop within the kernels, whatever is asked.</summary>
    private static bool TapeMethods(string method) =>
        !method.Contains("Lanes", StringComparison.Ordinal)
        && new[] { "Infer", "Forward", "Backward" }.Any(name => method.StartsWith(name, StringComparison.Ordinal));

    /// <summary>The variables of the loops in the kernels and passes whose name fits.</summary>
    private static List<string> LoopVariables(string source, Func<string, bool> fits)
    {
        var methods = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.TypeParameterList is not null && fits(method.Identifier.ValueText)).ToList();
        Assert.NotEmpty(methods);
        return [.. methods.SelectMany(method => method.DescendantNodes().OfType<ForStatementSyntax>())
            .Select(loop => loop.Declaration?.Variables[0].Identifier.ValueText ?? "")];
    }
}
