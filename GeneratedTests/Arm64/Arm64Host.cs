using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using RnnGen.Numerics;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Pools;

namespace RnnGen.Tests.Arm64;

/// <summary>The part of the program for Arm64 that is the same for all cells: what <see cref="Arm64ProgramText"/> calls.</summary>
internal static class Arm64Host
{
    private static readonly List<string> s_failures = [];
    private static int s_checks;

    /// <summary>The sequences of one cell, then its states and its pools.</summary>
    /// <param name="file">What <see cref="Arm64Cell.Write"/> has written of the cell.</param>
    public static void Cell<TCell, T>(string name, BinaryReader file)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double tolerance = file.ReadDouble();
        bool withSessions = file.ReadBoolean();
        for (int left = file.ReadInt32(); left > 0; left--)
        {
            (SequenceDraw draw, ExpectedSequence expected) = SequenceFile.Read(file);
            Test($"{name}, T {expected.TimeSteps}, B {expected.Batch}", () => Compare<TCell, T>(draw, expected, tolerance));
        }
        if (!withSessions) return;
        Test($"{name}: states", () => new StateUse<T>().Visit<TCell>());
        Test($"{name}: a pool", () => new PoolSchedule<T>(operations: 40, seed: name.Length, tolerance).Visit<TCell>());
    }

    public static void Test(string name, Action test)
    {
        s_checks++;
        try
        {
            test();
        }
        catch (Exception failure)
        {
            s_failures.Add($"{name}: {failure.Message}");
        }
    }

    /// <summary>Prints what failed, or which vectors were used and how much was checked.</summary>
    public static int Report()
    {
        foreach (string failure in s_failures) Console.Error.WriteLine(failure);
        string vectors = VectorWidth.Use256 ? "more than 128 bits" : VectorWidth.Use128 ? "128 bits" : "no vectors";
        Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}, {vectors}, {s_checks} checks");
        return s_failures.Count == 0 ? 0 : 1;
    }

    private static void Compare<TCell, T>(SequenceDraw draw, ExpectedSequence expected, double tolerance)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var visitor = new CompareVisitor<T>(draw, expected);
        visitor.Visit<TCell>();
        string[] wrong = [.. visitor.Errors.Where(e => !(e.Error <= tolerance)).Select(e => $"{e.Name}: {e.Error:R}")];
        if (wrong.Length > 0) throw new InvalidDataException(string.Join("; ", wrong.Take(12)));
        if (visitor.Errors.Count == 0) throw new InvalidDataException("Nothing was compared.");
    }
}
