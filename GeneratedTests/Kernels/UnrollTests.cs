using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.KernelPrograms;
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
        // Each cell is small in double precision at half of the settings, and larger in single precision at the others.
        foreach (string name in s_names)
            cells.Add((cells.Count + timeSteps + batch) % 2 == 0 ? (name, 5, ElementType.Double) : (name, 33, ElementType.Float));
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
    [InlineData(0, 0, 0)]
    [InlineData(3, 4, 1)]
    [InlineData(3, 0, 2)]
    [InlineData(2, 70, 1)]
    public void Cells_with_other_options_too_agree_with_the_interpreter(int timeSteps, int batch, int shift)
    {
        CellOptions[] all =
        [
            new(UnrollOption.Full, ActivationsOption.Fast, Recompute: true),
            new(UnrollOption.Loops, ActivationsOption.Fast, Recompute: true),
            new(UnrollOption.Auto, Recompute: true),
        ];
        // Each cell meets each of the options, and these each of the counts.
        var cells = all.Select((options, i) => (Name: s_names[(i + shift) % s_names.Length], Options: options)).ToList();
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
        Assert.All(s_names, name => Assert.Empty(StreamingLoops(name, 5, UnrollOption.Full)));
        using CellBatch compiled = Compile(UnrollOption.Full, 5, timeSteps: 7, batch: 0);
        Assert.All(compiled.Sources, source => Assert.DoesNotContain("t", TapeLoops(source)));
    }

    [Fact]
    public void Loops_leaves_every_one()
    {
        using CellBatch compiled = Compile(UnrollOption.Loops, 1, timeSteps: 2, batch: 1);
        using CellBatch ordinary = Compile(UnrollOption.Auto, 1, timeSteps: 2, batch: 1);
        for (int i = 0; i < s_names.Length; i++)
        {
            Assert.Contains("k", StreamingLoops(s_names[i], 1, UnrollOption.Loops));
            Assert.Contains("unit", StreamingLoops(s_names[i], 1, UnrollOption.Loops));
            Assert.Contains("t", TapeLoops(compiled.Sources[i]));
            Assert.DoesNotContain("k", StreamingLoops(s_names[i], 1, UnrollOption.Auto));
            Assert.DoesNotContain("t", TapeLoops(ordinary.Sources[i]));
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
        Assert.InRange(compiled.Sources[0].Length, 1, KernelTable.CellText);
        foreach (MethodInfo method in compiled[0].GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            Assert.InRange(method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, 0, KernelTable.MethodBytes);
    }

    private static CellBatch Compile(UnrollOption option, int hidden, int timeSteps, int batch) =>
        CellBatch.Compile([.. s_names.Select(name => Source(name, hidden, ElementType.Float, option, timeSteps, batch))]);

    private static CellSource Source(string name, int hidden, ElementType element, UnrollOption option, int timeSteps, int batch) =>
        new(name, ZooSizes.Of(name, hidden), element, null, timeSteps, batch) { Options = new CellOptions(option) };

    /// <summary>The variables of the loops in the kernels of a stream.</summary>
    private static List<string> StreamingLoops(string name, int hidden, UnrollOption option)
    {
        var cell = new PlannedCell(ZooSizes.Function(name, hidden), ElementType.Float, new CellOptions(option));
        KernelSet kernels = cell.Build(cell.Plan.Streaming, isStreaming: true).Kernels;
        Assert.NotEmpty(kernels.All);
        return [.. kernels.All.SelectMany(kernel => Loops(kernel.Body))];
    }

    private static IEnumerable<string> Loops(EquatableArray<Statement> statements) => statements.SelectMany(statement => statement switch
    {
        Statement.Loop loop => Loops(loop.Body).Prepend(loop.Variable),
        Statement.Scope scope => Loops(scope.Body),
        Statement.If branch => Loops(branch.Body).Concat(Loops(branch.Otherwise)),
        _ => [],
    });

    /// <summary>
    /// The variables of the loops in the passes over tapes. With a sequence in each lane the steps are a loop within the kernels,
    /// whatever is asked.
    /// </summary>
    private static List<string> TapeLoops(string source)
    {
        var methods = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.TypeParameterList is not null && IsOfTapes(method.Identifier.ValueText)).ToList();
        Assert.NotEmpty(methods);
        return [.. methods.SelectMany(method => method.DescendantNodes().OfType<ForStatementSyntax>())
            .Select(loop => loop.Declaration?.Variables[0].Identifier.ValueText ?? "")];

        static bool IsOfTapes(string method) => !method.Contains("Lanes", StringComparison.Ordinal)
            && new[] { "Infer", "Forward", "Backward" }.Any(name => method.StartsWith(name, StringComparison.Ordinal));
    }
}
