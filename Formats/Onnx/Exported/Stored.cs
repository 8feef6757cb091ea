using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace RnnGen.Formats.Onnx.Exported;

/// <summary>Where a file has the elements of a parameter of the definition that it was exported from.</summary>
/// <param name="Name">In the definition.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Parts">Rectangles that make up all of it.</param>
internal sealed record StoredParameter(string Name, IReadOnlyList<int> Shape, IReadOnlyList<ParameterPart> Parts);

/// <summary>
/// A rectangle of a tensor of the file. Tensors and parameters are seen as matrices, whose columns are those of the last axis; a vector is
/// one
/// row.
/// </summary>
/// <param name="Tensor">An initializer.</param>
/// <param name="Row">The first row in the tensor.</param>
/// <param name="Column">The first column in the tensor.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="ToRow">The first row in the parameter.</param>
/// <param name="ToColumn">The first column in the parameter.</param>
/// <param name="IsNegated">The file has the elements with the other sign.</param>
internal sealed record ParameterPart(
    string Tensor, int Row, int Column, int Rows, int Columns, int ToRow, int ToColumn, bool IsNegated);

/// <summary>What inputs and outputs of an exported graph are to the definition.</summary>
/// <param name="IsStep">One step in a call, without the axis of time.</param>
/// <param name="Inputs">The graph's, in the order of the definition's.</param>
/// <param name="Lengths">The input that says how many steps each sequence has; null for none.</param>
/// <param name="Outputs">The graph's, in the order of the definition's, or the first state of one that has no outputs.</param>
/// <param name="States">In the order of the definition's.</param>
internal sealed record StoredArguments(
    bool IsStep, IReadOnlyList<string> Inputs, string? Lengths, IReadOnlyList<string> Outputs, IReadOnlyList<StoredState> States);

/// <summary>A state of the definition.</summary>
/// <param name="Input">The graph's input before the first step; null where it begins as the definition says.</param>
/// <param name="Output">The graph's output after the last step.</param>
/// <param name="Value">Each element before the first step.</param>
/// <param name="Parameter">The parameter that it is before the first step; null for a number.</param>
internal sealed record StoredState(string? Input, string Output, double Value, string? Parameter);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<StoredParameter>))]
[JsonSerializable(typeof(StoredArguments))]
internal sealed partial class StoredJson : JsonSerializerContext;
