using System.Collections.Generic;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>A cell as a user declares it, and a loop over its steps as a user writes it, to be compiled while this program runs.</summary>
internal interface ICellSource
{
    /// <summary>The struct of the cell.</summary>
    string TypeName { get; }

    /// <summary>The static class of the loop, whose method is <c>Run</c>.</summary>
    string LoopName { get; }

    /// <summary>Files by their names.</summary>
    IEnumerable<(string Path, string Text)> Files { get; }
}
