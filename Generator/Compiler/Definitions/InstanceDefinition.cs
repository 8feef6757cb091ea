using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Definitions;

/// <summary>A cell inside another one, as the key <c>cells</c> declares it.</summary>
/// <param name="Reference">A zoo cell's name or a file; null where the definition stands in place, or where there is none.</param>
/// <param name="InPlace">The definition that stands there itself.</param>
/// <param name="Settings">Values of the inner cell's sizes and constants, in terms of ours.</param>
/// <param name="Count">How many equal ones follow each other.</param>
/// <param name="Reversed">Whether it runs from the last step to the first.</param>
/// <param name="Shares">The instance whose parameters it uses.</param>
/// <param name="IsWrong">What is written about it is in error: nothing but its name is known.</param>
public sealed record InstanceDefinition(
    DefinitionName Name,
    MappedText? Reference,
    CellDefinition? InPlace,
    EquatableArray<SettingDefinition> Settings,
    MappedText? Count,
    MappedText? Reversed,
    MappedText? Shares,
    bool IsWrong = false);

/// <summary>A size or a constant of an inner cell, and its value.</summary>
public sealed record SettingDefinition(DefinitionName Name, MappedText Value);
