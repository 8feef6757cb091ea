using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler.Collections;

namespace RnnGen.Hosting;

/// <summary>Reads where a type's name and the arguments of its attributes stand. The attributes may be spread over several files.</summary>
internal static class CellPlacesReader
{
    public static CellPlaces Read(
        TypeDeclarationSyntax type, INamedTypeSymbol symbol, AttributeData cell, IEnumerable<AttributeData> all, CancellationToken cancel)
    {
        var arguments = new List<ArgumentPlace>();
        LiteralPlace? literal = null;
        if (cell.ApplicationSyntaxReference?.GetSyntax(cancel) is AttributeSyntax { ArgumentList.Arguments: var cellArguments })
        {
            foreach (AttributeArgumentSyntax argument in cellArguments)
            {
                arguments.Add(new ArgumentPlace(NameOf(argument), PlaceOf(argument.Expression)));
                if (NameOf(argument) == AttributeNames.Definition) literal = LiteralOf(argument.Expression);
            }
        }

        // Of two attributes that set the same name the later one is the mistake, so the last place is looked up first.
        var named = new List<ArgumentPlace>();
        foreach (AttributeData attribute in all)
        {
            if (NameOf(attribute) is { } name && ArgumentOf(attribute, "value", 1, cancel) is { } value)
            {
                LiteralPlace? spelling = ArgumentOf(attribute, "name", 0, cancel) is { } written ? LiteralOf(written) : null;
                named.Insert(0, new ArgumentPlace(name, PlaceOf(value), spelling));
            }
        }

        arguments.AddRange(named);
        IEnumerable<MemberPlace> members = CellTypeReader.ClashingMembers(symbol)
            .Select(member => new MemberPlace(member.Name, PlaceOf(member.Locations[0])));
        return new CellPlaces(PlaceOf(type.Identifier), arguments.ToEquatableArray(), literal, members.ToEquatableArray());
    }

    private static string NameOf(AttributeArgumentSyntax argument) =>
        argument.NameEquals?.Name.Identifier.ValueText ?? AttributeNames.Definition;

    private static string? NameOf(AttributeData attribute)
    {
        if (AttributeNames.IsCellSize(attribute) && AttributeNames.TryReadPair<int>(attribute, out string size, out _))
            return AttributeNames.SizeArgument(size);
        if (AttributeNames.IsCellConstant(attribute) && AttributeNames.TryReadPair<double>(attribute, out string constant, out _))
            return AttributeNames.ConstantArgument(constant);
        return null;
    }

    /// <summary>An argument of [CellSize(name, value)] by its position, or the one that is named so.</summary>
    private static ExpressionSyntax? ArgumentOf(AttributeData attribute, string parameter, int position, CancellationToken cancel)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancel) as AttributeSyntax;
        if (syntax?.ArgumentList is not { Arguments: var arguments }) return null;
        foreach (AttributeArgumentSyntax argument in arguments)
            if (argument.NameColon?.Name.Identifier.ValueText == parameter) return argument.Expression;
        return arguments.Count == 2 ? arguments[position].Expression : null;
    }

    private static LiteralPlace? LiteralOf(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        if (expression is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal) return null;
        // A map that does not reproduce the value's length would point astray: then the whole argument is the honest place.
        return LiteralMap.Read(literal.Token.Text).Length == literal.Token.ValueText.Length
            ? new LiteralPlace(expression.SyntaxTree.FilePath, literal.Token.SpanStart, literal.Token.Text)
            : null;
    }

    private static SourcePlace PlaceOf(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan);

    private static SourcePlace PlaceOf(SyntaxNodeOrToken syntax) => new(syntax.SyntaxTree?.FilePath ?? "", syntax.Span);
}
