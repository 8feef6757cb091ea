using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Reads the annotated type: how to continue its declaration in another file, or why that is impossible.</summary>
internal static class CellTypeReader
{
    private static readonly SymbolDisplayFormat s_metadataFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat s_sourceFormat =
        s_metadataFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The name under which the runtime knows the type, such as <c>Acme.Model+Wake</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.MetadataName + "+" + name;
        INamespaceSymbol space = type.ContainingNamespace;
        return space.IsGlobalNamespace ? name : space.ToDisplayString(s_metadataFormat) + "." + name;
    }

    public static CellTarget ReadTarget(INamedTypeSymbol type, TypeDeclarationSyntax syntax, string id)
    {
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(s_sourceFormat);
        EquatableArray<CellContainer> containers = Containers(syntax).Reverse().Select(Continued).ToEquatableArray();
        return new CellTarget(space, containers, Declaration(type), syntax.Identifier.Text, HintName: id)
        {
            Documentation = DocumentationReader.Read(type),
        };
    }

    /// <summary>The type that a spec file names; its parts are valid names, but they may be keywords.</summary>
    public static CellTarget ReadTarget(SpecFileHeader header, string hintName)
    {
        string[] parts = header.Class.Split('.').Select(Escape).ToArray();
        string space = string.Join(".", parts.Take(parts.Length - 1));
        string access = header.IsPublic ? "public" : "internal";
        return new CellTarget(space, default, access + " partial struct", parts[parts.Length - 1], hintName);
    }

    /// <summary>What keeps code from being added to the type; empty for a cell's proper type.</summary>
    public static IEnumerable<CellDiagnostic> FindMistakes(INamedTypeSymbol type, TypeDeclarationSyntax syntax)
    {
        string name = type.Name;
        if (KindOtherThanPartialStruct(type, syntax) is { } kind) return [Mistake(Rules.NotPartialStruct, name, kind)];

        var mistakes = new List<CellDiagnostic>();
        if (Containers(syntax).Prepend(syntax).FirstOrDefault(t => t.TypeParameterList is not null) is { } generic)
            mistakes.Add(Mistake(Rules.GenericType, generic.Identifier.ValueText));
        foreach (TypeDeclarationSyntax container in Containers(syntax))
            if (!IsPartial(container)) mistakes.Add(Mistake(Rules.ContainerNotPartial, container.Identifier.ValueText, name));
        if (MemberNames.OfCell.Contains(name)) mistakes.Add(Mistake(Rules.NamedLikeMember, name));
        foreach (ISymbol member in ClashingMembers(type))
        {
            var place = new DiagnosticPlace.Member(member.Name);
            mistakes.Add(new CellDiagnostic(Rules.MemberTaken, place, EquatableArray.Of(member.Name, name)));
        }
        return mistakes;
    }

    /// <summary>
    /// Members of the type's own with names of generated ones. Methods beside generated methods are overloads, as long as they differ in
    /// their parameters; the C# compiler sees to that.
    /// </summary>
    public static IEnumerable<ISymbol> ClashingMembers(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        MemberNames.OfCell.Contains(member.Name)
        && member.Locations.Length > 0 && member.Locations[0].IsInSource
        && !(member is IMethodSymbol && MemberNames.Methods.Contains(member.Name)));

    private static CellDiagnostic Mistake(DiagnosticRule rule, params string[] words) =>
        new(rule, new DiagnosticPlace.Type(), EquatableArray<string>.Own(words));

    /// <summary>
    /// Only structs are as fast as type arguments of generic trainers as they are by name; ref structs are none, static classes
    /// implement no interface, and what is local to a file cannot be continued in the generated one.
    /// </summary>
    private static string? KindOtherThanPartialStruct(INamedTypeSymbol type, TypeDeclarationSyntax syntax) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Class, IsStatic: true } => "static class",
        { TypeKind: TypeKind.Class, IsRecord: true } => "record class",
        { TypeKind: TypeKind.Class } => "class",
        { IsRefLikeType: true } => "ref struct",
        _ when Containers(syntax).Prepend(syntax).Any(IsFileLocal) => "file-local struct",
        _ when !IsPartial(syntax) => "struct without 'partial'",
        _ => null,
    };

    private static IEnumerable<TypeDeclarationSyntax> Containers(TypeDeclarationSyntax syntax) =>
        syntax.Ancestors().OfType<TypeDeclarationSyntax>();

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsFileLocal(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.FileKeyword);

    /// <summary>Modifiers of partial declarations add up, so an enclosing type is continued by its kind and name only.</summary>
    private static CellContainer Continued(TypeDeclarationSyntax container)
    {
        string kind = container is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword }
            ? "record struct"
            : container.Keyword.ValueText;
        return new CellContainer($"partial {kind}", container.Identifier.Text);
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        string access = SyntaxFacts.GetText(type.DeclaredAccessibility);
        return $"{access} {(type.IsReadOnly ? "readonly " : "")}partial {(type.IsRecord ? "record " : "")}struct";
    }
}
