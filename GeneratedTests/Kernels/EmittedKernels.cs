using System;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Entries;

namespace RnnGen.Tests.Kernels;

/// <summary>The classes of a compiled cell's kernels, which no code of a user names.</summary>
internal static class EmittedKernels
{
    /// <summary>What the surface calls.</summary>
    public static Type Of(Type cell) => Type(cell, "");

    /// <summary>The kernels for any type of vectors.</summary>
    public static Type OfVectors(Type cell) => Type(cell, "`1");

    private static Type Type(Type cell, string arity)
    {
        var target = new CellTarget("", default, "", cell.Name, cell.FullName!);
        return cell.Assembly.GetType($"{RuntimeNames.Emitted}.{KernelsFile.ClassName(target)}{arity}", throwOnError: true)!;
    }
}
