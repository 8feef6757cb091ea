using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>What one [Cell] and its type say, free of positions: equal declarations are the same cell wherever they stand.</summary>
/// <param name="Id">The type's metadata name, unique in the project.</param>
/// <param name="Target">Null where no code can be added to the type; then <paramref name="Mistakes"/> says why.</param>
/// <param name="Folder">
/// The declaring file's folder where the definition or the weights are a path; otherwise empty, so that it cannot matter.
/// </param>
internal sealed record CellDeclaration(
    string Id,
    string Name,
    CellTarget? Target,
    string Definition,
    string Folder,
    CellArguments Arguments,
    EquatableArray<CellDiagnostic> Mistakes);

/// <summary>The values of the attributes on one cell.</summary>
internal sealed record CellArguments(
    EquatableArray<SizeArgument> Sizes,
    EquatableArray<ConstantArgument> Constants,
    ElementType Element,
    int? TimeSteps,
    int? Batch,
    OptionArguments Options,
    LayerArguments Layers,
    string? Resets,
    string? Weights);

/// <summary>One [Cell]: what it says, and where it says it.</summary>
internal sealed record DeclaredCell(CellDeclaration Declaration, CellPlaces Places);
