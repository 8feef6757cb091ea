using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>Memory for kernels that are interpreted. What nothing has written yet is NaN, so that it shows.</summary>
internal static class Tensors
{
    public static double[] Unwritten(long length)
    {
        var elements = new double[length];
        Array.Fill(elements, double.NaN);
        return elements;
    }

    /// <summary>All parameters in one buffer; paddings are zero.</summary>
    public static Memory Parameters(CellMemory memory, double[][] values)
    {
        var all = new Memory("parameters", new double[memory.ParameterLength]);
        for (int i = 0; i < values.Length; i++) values[i].CopyTo(all.Elements, memory.Parameters[i].Start);
        return all;
    }

    public static double[] Part(Memory memory, Part part) => memory.Elements.AsSpan(part.Start, part.Length).ToArray();

    /// <summary>The largest difference, against the largest expected number.</summary>
    public static double Worst(IReadOnlyList<double> got, IReadOnlyList<double> want)
    {
        if (got.Count != want.Count) throw new ArgumentException($"There are {got.Count} elements instead of {want.Count}.", nameof(got));
        double scale = Math.Max(1, want.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max()), worst = 0;
        for (int i = 0; i < got.Count; i++)
        {
            if (got[i] == want[i] || (double.IsNaN(got[i]) && double.IsNaN(want[i]))) continue;
            double error = Math.Abs(got[i] - want[i]);
            worst = Math.Max(worst, double.IsNaN(error) ? double.PositiveInfinity : error);
        }
        return worst / scale;
    }
}
