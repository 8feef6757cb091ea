using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Cells whose loops are written out, and cells whose loops are not.</summary>
public class UnrollTests
{
    /// <summary>Characters: editors and the C# compiler stay quick.</summary>
    private const int LargestFile = 400_000;

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
    public void Full_leaves_no_loop_over_products_units_and_time_steps_of_small_cells() => Assert.All(s_names, name =>
    {
        PlannedCell cell = Planned(name, 5, UnrollOption.Full, timeSteps: 7, batch: null);
        // The steps of one call are as many as it is given, at every width.
        Assert.All(StreamingLoops(cell), loop => Assert.Equal("t", loop));
        Assert.DoesNotContain("step", TapeLoops(cell));
    });

    [Fact]
    public void Loops_leaves_every_one() => Assert.All(s_names, name =>
    {
        PlannedCell loops = Planned(name, 4, UnrollOption.Loops, timeSteps: 2, batch: 1);
        PlannedCell ordinary = Planned(name, 4, UnrollOption.Auto, timeSteps: 2, batch: 1);
        Assert.Contains("k", StreamingLoops(loops));
        Assert.Contains("unit", StreamingLoops(loops));
        Assert.Contains("step", TapeLoops(loops));
        // Otherwise small products are none.
        Assert.InRange(StreamingLoops(ordinary).Count(v => v == "k"), 0, StreamingLoops(loops).Count(v => v == "k") - 1);
        Assert.DoesNotContain("step", TapeLoops(ordinary));
    });

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
        Assert.InRange(compiled.Files.Sum(file => file.Length), 1, LargestFile);
        BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (MethodInfo method in EmittedKernels.OfVectors(compiled[0]).GetMethods(all))
            Assert.InRange(method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, 0, KernelTable.MethodBytes);
    }

    private static CellSource Source(string name, int hidden, ElementType element, UnrollOption option, int timeSteps, int batch) =>
        new(name, ZooSizes.Of(name, hidden), element, null, timeSteps, batch) { Options = new CellOptions(option) };

    private static PlannedCell Planned(string name, int hidden, UnrollOption option, int timeSteps, int? batch) =>
        new(ZooSizes.Function(name, hidden), ElementType.Float, new CellOptions(option), timeSteps, batch);

    /// <summary>The variables of the loops in the kernels of a stream.</summary>
    private static List<string> StreamingLoops(PlannedCell cell)
    {
        var kernels = cell.Kernels.Sections.Where(section => section.Passes.Count == 0).SelectMany(section => section.Kernels).ToList();
        Assert.NotEmpty(kernels);
        return [.. kernels.SelectMany(kernel => Loops(kernel.Body))];
    }

    /// <summary>
    /// The variables of the loops at the heads of passes over tapes. With a sequence in each lane the steps are a loop whatever is asked.
    /// </summary>
    private static List<string> TapeLoops(PlannedCell cell)
    {
        List<PassStep.RunSweep> sweeps =
            [.. cell.Kernels.Sections.SelectMany(section => section.Passes).SelectMany(pass => pass.AllSteps).OfType<PassStep.RunSweep>()];
        Assert.NotEmpty(sweeps);
        return [.. sweeps.SelectMany(step => Loops((step.OfAllSteps ?? step.Head).Kernel.Body))];
    }

    private static IEnumerable<string> Loops(EquatableArray<Statement> statements) => statements.SelectMany(statement => statement switch
    {
        Statement.Loop loop => Loops(loop.Body).Prepend(loop.Variable),
        Statement.Scope scope => Loops(scope.Body),
        Statement.If branch => Loops(branch.Body).Concat(Loops(branch.Otherwise)),
        _ => [],
    });
}
