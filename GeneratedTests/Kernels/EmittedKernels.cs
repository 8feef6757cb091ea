using System;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Entries;

namespace RnnGen.Tests.Kernels;

/// <summary>The class of a compiled cell's kernels, which no code of a user names.</summary>
internal static class EmittedKernels
{
    public static Type Of(Type cell)
    {
        var target = new CellTarget("", default, "", cell.Name, cell.FullName!);
        return cell.Assembly.GetType($"{RuntimeNames.Emitted}.{KernelsFile.ClassName(target)}", throwOnError: true)!;
    }
}
