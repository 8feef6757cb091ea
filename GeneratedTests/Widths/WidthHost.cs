using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using RnnGen.Compiler;
using RnnGen.Numerics;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Pools;
using RnnGen.Tests.References;
using RnnGen.Tests.Zoo;

namespace RnnGen.Tests.Widths;

/// <summary>
/// The program that this assembly is when it is started by itself: the core of the numeric tests, for a process whose environment takes
/// vector instructions away. Prints the widths that it computes with and how many checks passed.
/// </summary>
internal static class WidthHost
{
    public static int Main(string[] arguments)
    {
        if (arguments is [InliningTests.Argument, string cells])
        {
            InliningHost.CallAll(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(cells)));
            return 0;
        }
        if (arguments is [PreparationTests.Argument])
        {
            PreparationHost.CallAll();
            return 0;
        }
        if (arguments.Length != 1)
        {
            const string Usage = $"usage: GeneratedTests {PreparationTests.Argument} | [{InliningTests.Argument}] <assembly of cells>";
            Console.Error.WriteLine(Usage);
            return 2;
        }
        int checks = ReferenceRuns() + Kernels(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(arguments[0])));
        Console.WriteLine($"widths {Widths()}, {checks} checks");
        return 0;
    }

    /// <summary>Such as 256, 128, 1.</summary>
    public static string Widths() => string.Join(
        ", ",
        new[] { (VectorWidth.Use512, "512"), (VectorWidth.Use256, "256"), (VectorWidth.Use128, "128"), (true, "1") }
            .Where(width => width.Item1).Select(width => width.Item2));

    private static int ReferenceRuns()
    {
        var tests = new ReferenceRunTests();
        int checks = 0;
        foreach (object[] run in ReferenceRunTests.Runs)
        {
            tests.Agrees_in_double_precision((string)run[0], (string)run[1]);
            tests.Agrees_in_single_precision((string)run[0], (string)run[1]);
            checks += 2;
        }
        return checks;
    }

    private static int Kernels(Assembly assembly)
    {
        for (int i = 0; i < WidthCells.All.Count; i++)
        {
            (string name, int hidden, ElementType element) = WidthCells.All[i];
            var function = ZooSizes.Function(name, hidden);
            var draw = SequenceDraw.Random(function, timeSteps: 3, batch: 7, new Random(i));
            double tolerance = element == ElementType.Double ? 1e-12 : 2e-5;
            Type cell = assembly.GetType(CellBatch.Name(i), throwOnError: true)!;
            KernelOracle.Check(cell, function, element, draw, timeSteps: 3, batch: 7, tolerance);
            if (element == ElementType.Double)
            {
                CompiledCell.Accept(cell, new StateUse<double>());
                CompiledCell.Accept(cell, new PoolSchedule<double>(operations: 40, seed: i));
            }
            else
            {
                CompiledCell.Accept(cell, new StateUse<float>());
                CompiledCell.Accept(cell, new PoolSchedule<float>(operations: 40, seed: i));
            }
        }
        for (int i = 0; i < PartialSumCell.All.Count; i++)
            PartialSumCell.All[i].Check(assembly.GetType(CellBatch.Name(WidthCells.All.Count + i), throwOnError: true)!, i);
        return WidthCells.Count;
    }
}
