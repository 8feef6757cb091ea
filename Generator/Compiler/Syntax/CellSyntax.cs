using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>A definition with all its texts parsed.</summary>
/// <param name="IsComplete">False where something could not be parsed: what seems to be missing may stand there.</param>
public sealed record CellSyntax(
    CellDefinition Definition,
    EquatableArray<RequirementSyntax> Requirements,
    EquatableArray<ConstantSyntax> Constants,
    EquatableArray<TensorSyntax> Inputs,
    EquatableArray<TensorSyntax> States,
    EquatableArray<TensorSyntax> Parameters,
    EquatableArray<EquationSyntax> Equations,
    EquatableArray<OutputSyntax> Outputs,
    bool IsComplete)
{
    /// <summary>The inputs of the cells inside, once these have been put in: equations assign them.</summary>
    public EquatableArray<TensorSyntax> Arguments { get; init; }

    /// <summary>The sizes of the cells inside, once these have been put in.</summary>
    public EquatableArray<InnerSizeSyntax> InnerSizes { get; init; }
}

/// <summary>A size of a cell inside this one, under a name such as <c>first.hidden</c>.</summary>
/// <param name="Cell">The inner cell, for messages.</param>
/// <param name="Value">In terms of the sizes around it; null where it follows from the cell's use.</param>
/// <param name="Span">Where the inner cell is declared.</param>
public sealed record InnerSizeSyntax(string Name, string Cell, SizeSyntax? Value, TextSpan Span);

/// <summary>left = right, of sizes.</summary>
public sealed record RequirementSyntax(SizeSyntax Left, SizeSyntax Right, TextSpan Span, string Text);

/// <param name="Value">Null where none is written, or none that could be read.</param>
public sealed record ConstantSyntax(DefinitionName Name, NumberSyntax? Value, bool IsWrong);

/// <summary>A number, perhaps with a sign.</summary>
/// <param name="Text">As it is written.</param>
public sealed record NumberSyntax(double Value, TextSpan Span, string Text);

/// <param name="IsWrong">Nothing but the name is known.</param>
public sealed record TensorSyntax(DefinitionName Name, ShapeSyntax? Shape, InitializerSyntax? Initializer, bool IsWrong)
{
    /// <summary>Of a state: what it is before the first step; zero where nothing is said.</summary>
    public InitialSyntax? Initial { get; init; }

    /// <summary>Of a parameter: training does not change it.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Of a parameter: the seed that its first values are drawn by, whatever seed the others have.</summary>
    public int? Seed { get; init; }

    /// <summary>Of a parameter: training keeps it from one to the other.</summary>
    public RangeSyntax? Clip { get; init; }

    /// <summary>Of a parameter that was declared with three extents: the first of them, so many matrices one below the other.</summary>
    public SizeSyntax? Blocks { get; init; }

    /// <summary>Of a state: it goes from the last step to the first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>An input that begins sequences anew.</summary>
    public bool IsRestart { get; init; }
}

public sealed record RangeSyntax(double Lowest, double Highest, TextSpan Span);

/// <summary>A number, or a name.</summary>
/// <param name="Name">Empty for a number.</param>
public sealed record InitialSyntax(string Name, double Value, TextSpan Span);

public sealed record ShapeSyntax(EquatableArray<SizeSyntax> Extents, TextSpan Span);

/// <summary>name or name(number, …).</summary>
public sealed record InitializerSyntax(string Name, TextSpan NameSpan, EquatableArray<NumberSyntax> Arguments, TextSpan Span, string Text);

/// <summary>name {, name} = expression; without names a call that runs an inner cell.</summary>
/// <param name="Text">On one line, blanks made single, without comments.</param>
public sealed record EquationSyntax(EquatableArray<TargetSyntax> Targets, ExpressionSyntax Value, TextSpan Span, string Text)
{
    /// <summary>The innermost repeat that the equation stands in; equations behind each other that have one head are its body.</summary>
    public RepeatSyntax? Repeat { get; init; }
}

public sealed record TargetSyntax(string Name, TextSpan Span)
{
    /// <summary>s[index]: one of several values of a name.</summary>
    public SizeSyntax? Index { get; init; }
}

/// <summary>repeat index in from..to:</summary>
/// <param name="Span">The whole head.</param>
/// <param name="Text">Behind the heads around it.</param>
public sealed record RepeatSyntax(string Index, TextSpan IndexSpan, SizeSyntax From, SizeSyntax To, TextSpan Span, string Text)
{
    /// <summary>The repeat around it.</summary>
    public RepeatSyntax? Outer { get; init; }

    /// <summary>What the index is below, as it is written.</summary>
    public string End { get; init; } = "";

    /// <summary>Itself and those around it, the innermost first.</summary>
    public IEnumerable<RepeatSyntax> Chain()
    {
        for (RepeatSyntax? head = this; head is not null; head = head.Outer) yield return head;
    }
}

/// <summary>An output; without an expression it is the value of its name.</summary>
/// <param name="IsWrong">Nothing but the name is known.</param>
public sealed record OutputSyntax(DefinitionName Name, ExpressionSyntax? Value, string Text, bool IsWrong);
