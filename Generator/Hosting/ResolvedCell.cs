using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>A declaration whose definition has been looked up.</summary>
/// <param name="Request">Null where no code can be generated; then <paramref name="Mistakes"/> says why.</param>
/// <param name="File">The path of the spec file that holds the definition, if one does.</param>
internal sealed record ResolvedCell(string Id, string Name, CellRequest? Request, string? File, EquatableArray<CellDiagnostic> Mistakes)
{
    /// <summary>
    /// False where there is no definition. An empty one is compiled instead, for the members that every cell has; what the compiler says
    /// about it is nobody's business.
    /// </summary>
    public bool HasDefinition { get; init; } = true;
}

/// <summary>What the compiler made of a cell, with all that is to be said about it.</summary>
/// <param name="Source">The cell's surface; empty where no code is added to it.</param>
/// <param name="Kernels">What the surface calls; empty for a rejected cell.</param>
internal sealed record CompiledCell(
    string Id, string? File, string HintName, string Source, string Kernels, EquatableArray<CellDiagnostic> Diagnostics);
