using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler.Collections;

namespace RnnGen.Hosting;

/// <summary>A stretch of one C# file.</summary>
internal readonly record struct SourcePlace(string Path, TextSpan Span);

/// <summary>An argument of one of the attributes, under the name that diagnostics use: "definition", "Input", "CellSize(\"n\")".</summary>
/// <param name="Spelling">The literal of the name in <c>CellSize("n", 3)</c> and its like; null where there is none.</param>
internal readonly record struct ArgumentPlace(string Name, SourcePlace Place, LiteralPlace? Spelling = null);

/// <summary>A member of the annotated type.</summary>
internal readonly record struct MemberPlace(string Name, SourcePlace Place);

/// <summary>A string literal: where its token starts and how it is written.</summary>
internal sealed record LiteralPlace(string Path, int Start, string Text);

/// <summary>Every position of one declaration. Kept apart from what the declaration says, so that moved lines recompile nothing.</summary>
/// <param name="Literal">Null where the definition is not one literal but an expression: then the whole argument is the place.</param>
/// <param name="Members">Of the type's own, those with names that generated members have.</param>
internal sealed record CellPlaces(
    SourcePlace TypeName, EquatableArray<ArgumentPlace> Arguments, LiteralPlace? Literal, EquatableArray<MemberPlace> Members)
{
    public SourcePlace Member(string name)
    {
        foreach (MemberPlace member in Members)
            if (member.Name == name) return member.Place;
        return TypeName;
    }

    /// <summary>The place of the named argument; the type's name where the attribute does not spell it.</summary>
    public SourcePlace Argument(string name)
    {
        foreach (ArgumentPlace argument in Arguments)
            if (argument.Name == name) return argument.Place;
        return TypeName;
    }

    /// <summary>The literal that spells the name of a size or a constant.</summary>
    public LiteralPlace? Spelling(string name)
    {
        foreach (ArgumentPlace argument in Arguments)
            if (argument.Name == name) return argument.Spelling;
        return null;
    }
}
