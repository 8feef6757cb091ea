using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Turns one type with [Cell] into models that hold nothing of Roslyn.</summary>
internal static class CellDeclarationReader
{
    public static DeclaredCell? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode is not TypeDeclarationSyntax syntax) return null;
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        AttributeData cell = context.Attributes[0];
        // A second [Cell], on this or another part of the type, is the C# compiler's error (CS0579); the first one counts.
        if (attributes.FirstOrDefault(AttributeNames.IsCell) is { } first && !SameAttribute(first, cell)) return null;
        // Anything but one constant string is the C# compiler's error as well.
        if (cell.ConstructorArguments.Length != 1 || cell.ConstructorArguments[0].Kind != TypedConstantKind.Primitive) return null;

        string definition = cell.ConstructorArguments[0].Value as string ?? "";
        CellDeclaration declaration = Declare(type, syntax, definition, cell, attributes);
        return new DeclaredCell(declaration, CellPlacesReader.Read(syntax, type, cell, attributes, cancel));
    }

    private static CellDeclaration Declare(
        INamedTypeSymbol type,
        TypeDeclarationSyntax syntax,
        string definition,
        AttributeData cell,
        ImmutableArray<AttributeData> attributes)
    {
        var mistakes = CellTypeReader.FindMistakes(type, syntax).ToList();
        string id = CellTypeReader.MetadataName(type);
        CellTarget? target = mistakes.Count == 0 ? CellTypeReader.ReadTarget(type, syntax, id) : null;
        CellArguments arguments = CellArgumentsReader.Read(cell, attributes, mistakes);
        if (string.IsNullOrWhiteSpace(definition))
        {
            mistakes.Add(new CellDiagnostic(
                Rules.EmptyDefinition, new DiagnosticPlace.Argument(AttributeNames.Definition), EquatableArray<string>.Empty));
        }

        bool hasPath = Door.IsFile(definition) || arguments.Weights is not null || WeightsResolver.Read(definition) is not null;
        string folder = hasPath ? FilePath.Folder(syntax.SyntaxTree.FilePath) : "";
        return new CellDeclaration(id, type.Name, target, definition, folder, arguments, mistakes.ToEquatableArray());
    }

    private static bool SameAttribute(AttributeData left, AttributeData right) =>
        left.ApplicationSyntaxReference is { } a
        && right.ApplicationSyntaxReference is { } b
        && a.SyntaxTree == b.SyntaxTree
        && a.Span == b.Span;
}
