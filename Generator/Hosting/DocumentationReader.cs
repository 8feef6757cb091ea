using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;

namespace RnnGen.Hosting;

/// <summary>
/// What a type's own declarations document. Documentation is read as comments, because in a build that writes no documentation file it is
/// nothing else, and the generated code is to be the same in an editor and in every build.
/// </summary>
internal static class DocumentationReader
{
    public static OwnDocumentation Read(INamedTypeSymbol type)
    {
        var found = OwnDocumentation.None;
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
            foreach (SyntaxTrivia trivia in part.GetSyntax().GetLeadingTrivia().Where(IsDocumentation))
                found |= Read(trivia.ToFullString());
        return found;
    }

    private static OwnDocumentation Read(string text)
    {
        if (Has("<inheritdoc") || Has("<include")) return OwnDocumentation.Summary | OwnDocumentation.Remarks;
        return (Has("<summary") ? OwnDocumentation.Summary : 0) | (Has("<remarks") ? OwnDocumentation.Remarks : 0);

        bool Has(string tag) => text.IndexOf(tag, StringComparison.Ordinal) >= 0;
    }

    private static bool IsDocumentation(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => true,
        SyntaxKind.SingleLineCommentTrivia => Begins(trivia, "///", '/'),
        SyntaxKind.MultiLineCommentTrivia => Begins(trivia, "/**", '*'),
        _ => false,
    };

    /// <param name="other">What follows where it is a comment of another kind.</param>
    private static bool Begins(SyntaxTrivia trivia, string with, char other)
    {
        string text = trivia.ToFullString();
        return text.Length > with.Length && text.StartsWith(with, StringComparison.Ordinal) && text[with.Length] != other;
    }
}
