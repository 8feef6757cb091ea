using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Definitions;

/// <summary>
/// A definition as it was written, whichever door it came through: its parts as texts that know their places, nothing parsed or
/// checked yet.
/// </summary>
/// <param name="Sizes">Null where the definition leaves them out.</param>
/// <param name="IsComplete">False where a part could not be read: what seems to be missing may stand there.</param>
public sealed record CellDefinition(
    DefinitionHead Head,
    OptionDefinitions Options,
    EquatableArray<SizeDefinition>? Sizes,
    EquatableArray<MappedText> Requirements,
    EquatableArray<ConstantDefinition> Constants,
    TensorDefinitions Tensors,
    EquatableArray<MappedText> Equations,
    EquatableArray<OutputDefinition> Outputs,
    bool IsComplete)
{
    /// <summary>Ends the name of each file of weights.</summary>
    public const string WeightsSuffix = ".safetensors";

    /// <summary>The input that says where sequences begin anew.</summary>
    public DefinitionName? Resets { get; init; }

    /// <summary>The file of weights that the build puts into the assembly.</summary>
    public MappedText? Weights { get; init; }

    /// <summary>The cells that the equations run.</summary>
    public EquatableArray<InstanceDefinition> Cells { get; init; }

    /// <summary>What the section of cells is cannot be told: names in equations may mean some of them.</summary>
    public bool CellsAreUnknown { get; init; }

    /// <summary>Where one more parameter can be declared; null where the text has no place for it.</summary>
    public InsertionPoint? NextParameter { get; init; }
}

/// <summary>What a definition says of itself.</summary>
/// <param name="Class">The C# class that a file asks for, such as <c>Acme.Wake</c>.</param>
public sealed record DefinitionHead(MappedText? Title, MappedText? About, MappedText? Source, MappedText? Class, MappedText? Access);

/// <summary>The tensors that a definition declares, but for outputs.</summary>
public sealed record TensorDefinitions(
    EquatableArray<TensorDefinition> Inputs, EquatableArray<TensorDefinition> States, EquatableArray<TensorDefinition> Parameters);

/// <summary>What a definition says about how its code is made.</summary>
public sealed record OptionDefinitions(
    MappedText? Unroll, MappedText? Activations, MappedText? Recompute, MappedText? StreamingWeights, MappedText? Denormals);

/// <summary>A name where it is declared; its characters are checked.</summary>
public sealed record DefinitionName(string Text, TextSpan Span)
{
    public override string ToString() => Text;
}

/// <summary>A size, and its value where the definition fixes one.</summary>
public sealed record SizeDefinition(DefinitionName Name, MappedText? Value);

/// <param name="IsWrong">What is written as its value is none.</param>
public sealed record ConstantDefinition(DefinitionName Name, MappedText? Value, bool IsWrong = false);

/// <summary>An input, a state or a parameter. A parameter without a shape has it inferred.</summary>
/// <param name="IsWrong">What is written about it is in error: of the tensor nothing but its name is known.</param>
public sealed record TensorDefinition(DefinitionName Name, ShapeDefinition? Shape, MappedText? Initializer, bool IsWrong = false)
{
    /// <summary>What a state is before the first step.</summary>
    public MappedText? Initial { get; init; }

    /// <summary>Of a parameter: whether training changes it.</summary>
    public MappedText? Learned { get; init; }

    /// <summary>Of a parameter: the seed that its first values are drawn by.</summary>
    public MappedText? Seed { get; init; }

    /// <summary>Of a parameter: the lowest and the highest value that it may have.</summary>
    public EquatableArray<MappedText> Clip { get; init; }
}

/// <summary>The extents of a shape: none for a scalar, one for a vector, two for a matrix.</summary>
public sealed record ShapeDefinition(EquatableArray<MappedText> Extents, TextSpan Span);

/// <summary>An output; without an expression it is the value of its name.</summary>
/// <param name="IsWrong">What is written about it is in error: of the output nothing but its name is known.</param>
public sealed record OutputDefinition(DefinitionName Name, MappedText? Expression, bool IsWrong = false);
