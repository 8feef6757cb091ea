using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Tests.Hosting;

namespace RnnGen.Tests.CodeFixes;

/// <summary>A way in which a project can hold a definition.</summary>
/// <param name="Literal">The definition as a C# expression; null where it is a file.</param>
/// <param name="NamesClass">The file names its class, so that there is no C#.</param>
internal sealed record DefinitionForm(string Name, Func<string, string>? Literal, bool NamesClass = false)
{
    public static DefinitionForm[] All { get; } =
    [
        new("plain", text => SymbolDisplay.FormatLiteral(text, quote: true)),
        new("verbatim", text => "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""),
        new("verbatim in CRLF", text => "@\"" + InCrLf(text.Replace("\"", "\"\"", StringComparison.Ordinal)) + "\""),
        new("raw", text => Raw(text, "\"\"\"", "    ")),
        new("raw with four quotes", text => Raw(text, "\"\"\"\"", "\t")),
        new("raw without indentation", text => Raw(text, "\"\"\"", "")),
        new("raw in CRLF", text => InCrLf(Raw(text, "\"\"\"", "    "))),
        new("file", null),
        new("file with a class", null, NamesClass: true),
    ];

    public static DefinitionForm Named(string name) => All.Single(form => form.Name == name);

    /// <summary>The C# file and the cell file of a definition, of which one may say nothing.</summary>
    public (TestFile CSharp, TestFile Cell) Write(string name, string definition)
    {
        string argument = Literal is null ? $"\"{name}.cell.yaml\"" : Literal(definition);
        string cell = $"namespace {name};\n[RnnGen.Cell({argument})]\npublic partial struct Cell;\n";
        return ((name + ".cs", NamesClass ? "" : cell), (name + ".cell.yaml", Literal is null ? ClassOf(name) + definition : ""));
    }

    /// <summary>The definition that the files hold.</summary>
    public string Read(string name, string csharp, string file)
    {
        if (Literal is null) return file[ClassOf(name).Length..];
        SyntaxNode root = CSharpSyntaxTree.ParseText(csharp).GetRoot();
        return root.DescendantNodes().OfType<LiteralExpressionSyntax>().Single().Token.ValueText.ReplaceLineEndings("\n");
    }

    private string ClassOf(string name) => NamesClass ? $"class: {name}.Cell\n" : "";

    private static string Raw(string text, string quotes, string indentation) =>
        $"{quotes}\n{indentation}{text.TrimEnd('\n').Replace("\n", "\n" + indentation, StringComparison.Ordinal)}\n{indentation}{quotes}";

    private static string InCrLf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
}
