using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;
using RnnGen.Compiler.Yaml;

namespace RnnGen.Compiler;

/// <summary>What a project wants to know of a spec file before it is compiled: the class that it asks for.</summary>
/// <param name="Class">As it is written: a type's name with its namespace, such as <c>Acme.Wake</c>.</param>
/// <param name="Mistakes">What keeps the class from being generated.</param>
public sealed record SpecFileHeader(string Class, TextSpan ClassSpan, bool IsPublic, EquatableArray<CellDiagnostic> Mistakes)
{
    /// <summary>Null where the file asks for no class.</summary>
    public static SpecFileHeader? Read(string text)
    {
        // The compiler reads a file that has a class again, and reports then.
        var reading = new DiagnosticBag();
        if (text.Length > Limits.Text) text = text.Substring(0, Limits.Text);
        if (DefinitionReader.Read(text, reading) is not { Head.Class: { } name } definition) return null;
        MappedText? access = definition.Head.Access;
        var mistakes = new DiagnosticBag();
        if (name.Value.Length == 0 && reading.HasErrors) mistakes = reading;
        else if (!name.Value.Split('.').All(Names.IsName)) mistakes.Report(Rules.WrongClassName, name.Span, name.Value);
        if (access is not (null or { Value: "public" or "internal" })) mistakes.Report(Rules.WrongAccess, access.Span, access.Value);
        return new SpecFileHeader(name.Value, name.Span, access?.Value == "public", mistakes.Sorted());
    }
}
