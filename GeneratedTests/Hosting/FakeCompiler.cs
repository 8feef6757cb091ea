using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Tests.Hosting;

/// <summary>
/// Stands in for the compiler where a test is about its host: continues the type with nothing in it, reports every word that begins
/// with "wrong" or "odd" in the definition, throws on "crash", and remembers what it was asked.
/// </summary>
internal sealed partial class FakeCompiler
{
    public static DiagnosticRule Wrong { get; } = new("RNN901", "Wrong", "'{0}' is wrong", Severity.Error);

    public static DiagnosticRule Odd { get; } = new("RNN902", "Odd", "'{0}' is odd", Severity.Warning);

    public List<CellRequest> Requests { get; } = [];

    public CellRequest Request => Requests.Single();

    public CellResult Compile(CellRequest request)
    {
        Requests.Add(request);
        string text = TextOf(request.Source);
        if (text.Contains("crash", StringComparison.Ordinal)) throw new InvalidOperationException("The fake\ncompiler crashed.");
        IEnumerable<CellDiagnostic> diagnostics = Words().Matches(text).Select(m => new CellDiagnostic(
            m.Value.StartsWith("wrong", StringComparison.Ordinal) ? Wrong : Odd,
            new DiagnosticPlace.Definition(new TextSpan(m.Index, m.Length)),
            EquatableArray.Of(m.Value)));
        IEnumerable<CellDiagnostic> sizes = request.Sizes.Where(s => s.Value < 1).Select(s =>
            new CellDiagnostic(Wrong, new DiagnosticPlace.Argument(s.Argument), EquatableArray.Of(s.Name)));
        IEnumerable<CellDiagnostic> constants = request.Constants.Where(c => c.Value < 0).Select(c =>
            new CellDiagnostic(Wrong, new DiagnosticPlace.Argument(c.Argument), EquatableArray.Of(c.Name)));
        IEnumerable<CellDiagnostic> all = [.. diagnostics, .. sizes, .. constants];
        return new CellResult(request.Target.HintName, Emit(request.Target), all.ToEquatableArray());
    }

    private static string TextOf(DefinitionSource source) => source switch
    {
        DefinitionSource.InPlace inPlace => inPlace.Text,
        DefinitionSource.File file => file.Text,
        DefinitionSource.Zoo zoo => zoo.Name,
        _ => throw new InvalidOperationException(),
    };

    private static string Emit(CellTarget target)
    {
        string space = target.Namespace.Length > 0 ? $"namespace {target.Namespace};\n" : "";
        string containers = string.Concat(target.Containers.Select(c => $"{c.Declaration} {c.Name}\n{{\n"));
        return $"{space}{containers}{target.Declaration} {target.Name};\n{string.Concat(target.Containers.Select(_ => "}\n"))}";
    }

    [GeneratedRegex(@"\b(wrong|odd)\w*")]
    private static partial Regex Words();
}
