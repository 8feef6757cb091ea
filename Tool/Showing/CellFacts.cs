using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using RnnGen.Tool.Definitions;

namespace RnnGen.Tool.Showing;

/// <summary>What is shown of a cell.</summary>
/// <param name="Definition">As the command line called it.</param>
/// <param name="ElementSize">Bytes of an element.</param>
/// <param name="Assumed">Sizes and constants that nobody gave a value.</param>
/// <param name="Values">Every value that the definition names, in the order of their kinds.</param>
/// <param name="Gradient">The derived equations.</param>
internal sealed record CellFacts(
    string Definition,
    int ElementSize,
    EquatableArray<(string Name, string Value)> Assumed,
    CellDescription Cell,
    IReadOnlyList<NamedValue> Values,
    IReadOnlyList<string> Gradient)
{
    public static CellFacts Of(CellFile file, CompletedRequest request, CellDescription cell) => new(
        file.Display,
        request.Request.Element == ElementType.Float ? 4 : 8,
        request.Assumed,
        cell,
        [.. ValuesOf(cell)],
        DerivedText.Lines(cell.Adjoint, cell.Sizes));

    /// <summary>Numbers to learn.</summary>
    public long ParameterCount => Cell.Signature.Parameters.Sum(slot => (long)slot.Shape.Length);

    /// <summary>What a streaming step reads or writes.</summary>
    public long StepBytes => Cell.Costs.WeightBytes + Cell.Costs.StreamBytes;

    /// <summary>Whether steps can be taken as they come.</summary>
    public bool CanStream => Cell.Adjoint.Forward.CanStream;

    private static IEnumerable<NamedValue> ValuesOf(CellDescription cell)
    {
        CellSignature signature = cell.Signature;
        var states = signature.States.Select(slot => slot.Name).ToHashSet();
        return Slots("input", signature.Inputs)
            .Concat(Slots("state", signature.States))
            .Concat(Slots("parameter", signature.Parameters))
            .Concat(cell.Bound.Equations.SelectMany(equation => equation.Targets).Where(target => !states.Contains(target.Name))
                .Select(target => new NamedValue("value", target.Name, TextOf(target, cell.Sizes), target.Shape)))
            .Concat(Slots("output", signature.Outputs));
    }

    private static IEnumerable<NamedValue> Slots(string kind, IEnumerable<SlotSignature> slots) =>
        slots.Select(slot => new NamedValue(kind, slot.Name, slot.ShapeText, slot.Shape));

    private static string TextOf(BoundTarget target, SizeNames sizes) => target.Shape.Rank switch
    {
        0 => "[]",
        1 => $"[{sizes[target.Shape.Rows]}]",
        _ => $"[{sizes[target.Shape.Rows]}, {sizes[target.Shape.Columns]}]",
    };
}

/// <param name="Kind">input, state, parameter, value (of an equation) or output.</param>
/// <param name="Symbols">The shape in the definition's sizes.</param>
internal sealed record NamedValue(string Kind, string Name, string Symbols, Shape Shape);
