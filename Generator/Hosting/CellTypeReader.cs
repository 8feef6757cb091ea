using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Reads the annotated type: how to continue its declaration in another file, or why that is impossible.</summary>
internal static class CellTypeReader
{
    private static readonly SymbolDisplayFormat s_namespaceFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The name under which the runtime knows the type, such as <c>Acme.Model+Wake</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType) name = outer.MetadataName + "+" + name;
        INamespaceSymbol space = type.ContainingNamespace;
        return space.IsGlobalNamespace ? name : space.ToDisplayString() + "." + name;
    }

    public static CellTarget ReadTarget(INamedTypeSymbol type, TypeDeclarationSyntax syntax, string id)
    {
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(s_namespaceFormat);
        return new CellTarget(space, Containers(syntax).Reverse().Select(Header).ToEquatableArray(), Declaration(type), syntax.Identifier.Text, id);
    }

    /// <summary>What keeps code from being added to the type; empty for a cell's proper type.</summary>
    public static IEnumerable<CellDiagnostic> FindMistakes(INamedTypeSymbol type, TypeDeclarationSyntax syntax)
    {
        string name = type.Name;
        if (KindOtherThanStruct(type) is { } kind) return [Mistake(Rules.NotAStruct, name, kind)];
        if (type.IsRefLikeType) return [Mistake(Rules.RestrictedType, name, "a ref struct", "cannot be a type argument of generic trainers")];
        if (Containers(syntax).Prepend(syntax).Any(IsFileLocal))
            return [Mistake(Rules.RestrictedType, name, "file-local", "no other file, such as the generated one, can continue")];

        var mistakes = new List<CellDiagnostic>();
        if (Containers(syntax).Prepend(syntax).FirstOrDefault(t => t.TypeParameterList is not null) is { } generic)
            mistakes.Add(Mistake(Rules.GenericType, generic.Identifier.ValueText));
        if (!IsPartial(syntax)) mistakes.Add(Mistake(Rules.NotPartial, name));
        foreach (TypeDeclarationSyntax container in Containers(syntax))
            if (!IsPartial(container)) mistakes.Add(Mistake(Rules.ContainerNotPartial, name, container.Identifier.ValueText));
        return mistakes;
    }

    private static CellDiagnostic Mistake(DiagnosticRule rule, params string[] words) =>
        new(rule, new DiagnosticPlace.Type(), EquatableArray<string>.Own(words));

    private static string? KindOtherThanStruct(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct } => null,
        { TypeKind: TypeKind.Interface } => "an interface",
        { IsStatic: true } => "a static class",
        { IsRecord: true } => "a record class",
        _ => "a class",
    };

    private static IEnumerable<TypeDeclarationSyntax> Containers(TypeDeclarationSyntax syntax) => syntax.Ancestors().OfType<TypeDeclarationSyntax>();

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsFileLocal(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.FileKeyword);

    /// <summary>Modifiers of partial declarations add up, so the header of an enclosing type needs its kind and name only.</summary>
    private static string Header(TypeDeclarationSyntax container)
    {
        string kind = container is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword }
            ? "record struct"
            : container.Keyword.ValueText;
        return $"partial {kind} {container.Identifier.Text}";
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        string access = SyntaxFacts.GetText(type.DeclaredAccessibility);
        return $"{access} {(type.IsReadOnly ? "readonly " : "")}partial {(type.IsRecord ? "record " : "")}struct";
    }
}
