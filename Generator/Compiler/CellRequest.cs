using System;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Compiler;

/// <summary>Everything the compiler needs to know of one cell, without a position: equal requests give equal results.</summary>
public sealed record CellRequest(
    CellTarget Target,
    DefinitionSource Source,
    EquatableArray<SizeArgument> Sizes,
    EquatableArray<ConstantArgument> Constants,
    ElementType Element = ElementType.Float,
    int? TimeSteps = null,
    int? Batch = null)
{
    /// <summary>The options that the attribute sets; the definition may set others.</summary>
    public OptionArguments Options { get; init; } = OptionArguments.None;

    /// <summary>How many layers of the cell follow each other, and in which directions.</summary>
    public LayerArguments Layers { get; init; } = LayerArguments.One;

    /// <summary>The input that says where sequences begin anew, if the attribute asks for one.</summary>
    public string? Resets { get; init; }

    /// <summary>The weights that the assembly is to have, if it is to have some.</summary>
    public WeightsRequest? Weights { get; init; }

    /// <summary>The files of the cells inside.</summary>
    public DefinitionLibrary Library { get; init; } = DefinitionLibrary.Empty;
}

/// <summary>The C# type that receives the code. Names and namespaces are escaped where they are keywords.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">The enclosing types, outermost first.</param>
/// <param name="Declaration">What stands before the name, such as <c>public readonly partial struct</c>.</param>
/// <param name="HintName">The type's metadata name, with a number behind it where another one differs in letter case only.</param>
public sealed record CellTarget(
    string Namespace, EquatableArray<CellContainer> Containers, string Declaration, string Name, string HintName)
{
    /// <summary>What the declaration documents itself.</summary>
    public OwnDocumentation Documentation { get; init; }

    /// <summary>The type's name as any file may spell it.</summary>
    public string FullName
    {
        get
        {
            string space = Namespace.Length > 0 ? Namespace + "." : "";
            return $"global::{space}{string.Concat(Containers.Select(container => container.Name + "."))}{Name}";
        }
    }
}

/// <param name="Declaration">What stands before the name, such as <c>partial class</c>.</param>
public sealed record CellContainer(string Declaration, string Name);

/// <summary>Elements of documentation that stand above a type already.</summary>
[Flags]
public enum OwnDocumentation
{
    None,
    Summary = 1,
    Remarks = 2,
}

public abstract record DefinitionSource
{
    private DefinitionSource() { }

    /// <summary>A cell of the zoo, by name.</summary>
    public sealed record Zoo(string Name) : DefinitionSource;

    /// <summary>A *.cell.yaml file of the project; <paramref name="DisplayPath"/> is relative, for people.</summary>
    public sealed record File(string DisplayPath, string Text) : DefinitionSource;

    /// <summary>A definition in the attribute itself.</summary>
    public sealed record InPlace(string Text) : DefinitionSource;
}

/// <summary>A size that the attribute sets.</summary>
/// <param name="Argument">The attribute's argument, for diagnostics: "Input", "CellSize(\"projection\")".</param>
public sealed record SizeArgument(string Name, int Value, string Argument);

/// <summary>What the attribute says about layers.</summary>
/// <param name="Bidirectional">
/// Each layer runs from the first step to the last and, with weights of its own, from the last to the first.
/// </param>
public sealed record LayerArguments(int Count, bool Bidirectional)
{
    public static LayerArguments One { get; } = new(1, false);

    /// <summary>The cell as it is.</summary>
    public bool IsOne => Count == 1 && !Bidirectional;
}

public sealed record ConstantArgument(string Name, double Value, string Argument);

public enum ElementType { Float, Double }

/// <summary>
/// What the compiler made of a request. Source is there also for a rejected cell: its public surface with throwing bodies.
/// </summary>
public sealed record CellResult(string HintName, string Source, EquatableArray<CellDiagnostic> Diagnostics)
{
    /// <summary>The file of the kernels that the source calls; a rejected cell has none.</summary>
    public string Kernels { get; init; } = "";
}
