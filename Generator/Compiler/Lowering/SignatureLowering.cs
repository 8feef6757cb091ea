using System;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Lowering;

/// <summary>Takes from a bound cell what emission says of it besides what it computes.</summary>
public static class SignatureLowering
{
    public static CellSignature Lower(BoundCell cell) => new(
        cell.Head.Title,
        cell.Head.About,
        cell.Head.Source,
        cell.Sizes.Select(size => new SizeValue(size.Name, size.Value)).ToEquatableArray(),
        Lower(cell.Parameters),
        Lower(cell.Inputs),
        Lower(cell.States),
        cell.Outputs.Select(output => Lower(output.Symbol)).ToEquatableArray(),
        cell.Equations.Select(equation => equation.Text).Concat(cell.Outputs.Select(output => output.Text))
            .Where(text => text.Length > 0).Distinct().ToEquatableArray());

    private static EquatableArray<SlotSignature> Lower(EquatableArray<BoundSymbol> symbols) => symbols.Select(Lower).ToEquatableArray();

    private static SlotSignature Lower(BoundSymbol symbol) => new(
        symbol.Name,
        symbol.Shape,
        symbol.ShapeText,
        symbol.Initializer is { } initializer
            ? new InitializerSignature(Kind(initializer.Kind), initializer.First, initializer.Second, initializer.Blocks)
            {
                Table = initializer.Table,
                Seed = initializer.Seed,
            }
            : null)
    {
        IsConstant = symbol.IsConstant,
        Lowest = symbol.Lowest,
        Highest = symbol.Highest,
        Initial = symbol.Initial is { } initial ? new InitialSignature(initial.Value, initial.Parameter) : null,
        IsReversed = symbol.IsReversed,
        IsRestart = symbol.IsRestart,
    };

    private static InitializerKind Kind(BoundInitializerKind kind) => kind switch
    {
        BoundInitializerKind.Zeros => InitializerKind.Zeros,
        BoundInitializerKind.Ones => InitializerKind.Ones,
        BoundInitializerKind.Constant => InitializerKind.Constant,
        BoundInitializerKind.Uniform => InitializerKind.Uniform,
        BoundInitializerKind.Normal => InitializerKind.Normal,
        BoundInitializerKind.Glorot => InitializerKind.Glorot,
        BoundInitializerKind.He => InitializerKind.He,
        BoundInitializerKind.Orthogonal => InitializerKind.Orthogonal,
        BoundInitializerKind.Identity => InitializerKind.Identity,
        BoundInitializerKind.LogUniform => InitializerKind.LogUniform,
        BoundInitializerKind.Chrono => InitializerKind.Chrono,
        BoundInitializerKind.Ramp => InitializerKind.Ramp,
        BoundInitializerKind.LogRamp => InitializerKind.LogRamp,
        BoundInitializerKind.Spectral => InitializerKind.Spectral,
        BoundInitializerKind.Hippo => InitializerKind.Hippo,
        BoundInitializerKind.Lmu => InitializerKind.Lmu,
        BoundInitializerKind.Values => InitializerKind.Values,
        _ => throw new InvalidOperationException($"There is no initialiser {kind}."),
    };
}
