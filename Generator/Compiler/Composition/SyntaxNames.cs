using System;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>Gives the names in a cell's syntax others: those of values and those of sizes.</summary>
internal sealed class SyntaxNames(Func<string, string> ofValue, Func<string, string> ofSize)
{
    public DefinitionName Rename(DefinitionName name) => name with { Text = ofValue(name.Text) };

    public TensorSyntax Rename(TensorSyntax tensor) => tensor with
    {
        Name = Rename(tensor.Name),
        Initial = tensor.Initial is { Name.Length: > 0 } initial ? initial with { Name = ofValue(initial.Name) } : tensor.Initial,
        Blocks = tensor.Blocks is { } blocks ? Rename(blocks) : null,
        Shape = tensor.Shape is not { } shape ? null : shape with { Extents = shape.Extents.Select(Rename).ToEquatableArray() },
    };

    public EquationSyntax Rename(EquationSyntax equation) => equation with
    {
        Targets = equation.Targets.Select(target => target with { Name = ofValue(target.Name) }).ToEquatableArray(),
        Value = Rename(equation.Value),
    };

    public RequirementSyntax Rename(RequirementSyntax requirement) =>
        requirement with { Left = Rename(requirement.Left), Right = Rename(requirement.Right) };

    public SizeSyntax Rename(SizeSyntax size) => size switch
    {
        SizeSyntax.Name name => name with { Identifier = ofSize(name.Identifier) },
        SizeSyntax.Binary binary => binary with { Left = Rename(binary.Left), Right = Rename(binary.Right) },
        _ => size,
    };

    public ExpressionSyntax Rename(ExpressionSyntax expression) => ExpressionMap.Of(
        expression,
        part => part switch
        {
            ExpressionSyntax.Name name => name with { Identifier = ofValue(name.Identifier) },
            ExpressionSyntax.Call { Sizes.Count: > 0 } call => call with { Sizes = call.Sizes.Select(Rename).ToEquatableArray() },
            ExpressionSyntax.Slice slice => slice with { Start = Rename(slice.Start), End = slice.End is null ? null : Rename(slice.End) },
            _ => part,
        });
}
