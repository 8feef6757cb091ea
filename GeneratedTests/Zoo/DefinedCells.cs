using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Definitions;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>The cells of the project Definitions, compiled by the generator when it was built.</summary>
internal static class DefinedCells
{
    private static readonly Assembly s_assembly = typeof(RnnSoftmax).Assembly;

    /// <summary>Every cell of the zoo by name, with the struct that compiles it for an element type, sizes free.</summary>
    public static Type OfZoo(string name, Type element) => All.Single(type =>
        type.GetCustomAttribute<CellAttribute>() is { TimeSteps: 0, Batch: 0 } cell && cell.Definition == name && Element(cell) == element);

    public static IEnumerable<Type> All => s_assembly.GetTypes().Where(type => type.IsDefined(typeof(CellAttribute)));

    /// <summary>The cells of the zoo that are compiled here, in the zoo's order: the basic ones. All others are interpreted.</summary>
    public static IEnumerable<string> ZooNames { get; } = [.. ZooLibrary.Names.Intersect(
        All.Select(type => type.GetCustomAttribute<CellAttribute>()!.Definition))];

    public static IEnumerable<string> OtherZooNames => ZooLibrary.Names.Except(ZooNames);

    public static Type Named(string name) => s_assembly.GetType($"{typeof(RnnSoftmax).Namespace}.{name}", throwOnError: true)!;

    public static void Accept<T>(Type cell, ICellVisitor<T> visitor)
        where T : unmanaged, IFloatingPointIeee754<T> => CompiledCell.Accept(cell, visitor);

    /// <summary>All cells of Definitions, by name.</summary>
    public static TheoryData<string> Names => [.. All.Select(type => type.Name).Order(StringComparer.Ordinal)];

    /// <summary>Lets one of two visitors in, whichever fits the cell's element type.</summary>
    public static void Accept(Type cell, ICellVisitor<float> floats, ICellVisitor<double> doubles)
    {
        if (Element(cell.GetCustomAttribute<CellAttribute>()!) == typeof(double)) CompiledCell.Accept(cell, doubles);
        else CompiledCell.Accept(cell, floats);
    }

    /// <summary>Time steps and batch for a test: what the cell fixes, or else what the test would like.</summary>
    public static (int TimeSteps, int Batch) Counts<TCell>(int timeSteps, int batch)
    {
        CellAttribute cell = typeof(TCell).GetCustomAttribute<CellAttribute>()!;
        return (cell.TimeSteps > 0 ? cell.TimeSteps : timeSteps, cell.Batch > 0 ? cell.Batch : batch);
    }

    /// <summary>The sizes that the attributes of a defined cell set.</summary>
    public static (string Name, int Value)[] Sizes(Type cell)
    {
        CellAttribute attribute = cell.GetCustomAttribute<CellAttribute>()!;
        (string, int)[] named = [("input", attribute.Input), ("hidden", attribute.Hidden), ("output", attribute.Output)];
        IEnumerable<(string, int)> others = cell.GetCustomAttributes<CellSizeAttribute>().Select(size => (size.Name, size.Value));
        return [.. named.Where(size => size.Item2 > 0), .. others];
    }

    /// <summary>A cell of the zoo in the IR, before any pass, at the sizes of its struct in Definitions.</summary>
    public static StepFunction Function(string zooName) => Request.Lower(Request.Zoo(zooName, Sizes(OfZoo(zooName, typeof(double)))));

    private static Type Element(CellAttribute cell) => cell.Element ?? typeof(float);
}
