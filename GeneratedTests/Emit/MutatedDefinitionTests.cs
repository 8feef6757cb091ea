using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>
/// Whatever becomes of a definition, the compiler answers with C# that can be parsed: a cell's, or a rejected cell's surface. RNNGEN_LONG=1
/// takes a hundred thousand.
/// </summary>
public partial class MutatedDefinitionTests
{
    private static readonly string[] s_odd =
    [
        "\u0001", "\u007f", "\u0085", "\u2028", "\ufeff", "\ud800", "\0", "\t", "\r", "\n", "\"", "\\", "{", "}", "*/",
        "<", "&", "€", "'", "1e39", "1e-50", "1e308", "99999999999999999999", "65536", "0", "-1", "0.1e-400", ".5", "1.",
    ];

    private static readonly string[] s_kept =
        ["sizes", "require", "constants", "inputs", "states", "cells", "parameters", "equations", "outputs"];

    [Fact]
    public void Any_mutation_gives_code_that_can_be_parsed()
    {
        var accepted = new List<CellSource>();
        int count = RandomCellKernels.IsLong ? 100_000 : 300;
        for (int seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            string text = seed % 4 == 1 ? Networks.Networks.All[random.Next(Networks.Networks.All.Count)]
                : ZooLibrary.TryGet(ZooLibrary.Names[random.Next(ZooLibrary.Names.Count)])!;
            for (int i = random.Next(3); i >= 0; i--) text = Mutate(text, random);
            (string, int)[] sizes = [.. Sizes.Where(size => text.Contains(size.Name, StringComparison.Ordinal))];
            CellRequest request = Request.InPlace(text, sizes) with { Element = seed % 2 == 0 ? ElementType.Float : ElementType.Double };
            CellResult result = CellCompiler.Compile(request);
            Assert.DoesNotContain(Parse(result.Source).Concat(Parse(result.Kernels)), found => found.Severity == DiagnosticSeverity.Error);
            if (result.Diagnostics.Any(found => found.Rule.Severity == Severity.Error)) continue;
            accepted.Add(new CellSource(text, sizes, request.Element));
        }
        Assert.InRange(accepted.Count, count / 10, count * 9 / 10);
        // The C# compiler takes far longer than ours: a few of them.
        using CellBatch compiled = CellBatch.Compile([.. accepted.Where((_, i) => i % (accepted.Count / 8) == 0)]);
    }

    private static (string Name, int Value)[] Sizes => [("input", 3), ("hidden", 4), ("output", 2)];

    private static IEnumerable<Diagnostic> Parse(string source) => CSharpSyntaxTree.ParseText(source).GetDiagnostics();

    private static string Mutate(string text, Random random)
    {
        Match[] tokens = [.. Tokens().Matches(text).Cast<Match>()];
        Match one = tokens[random.Next(tokens.Length)], other = tokens[random.Next(tokens.Length)];
        switch (random.Next(8))
        {
            case 0:
                return text.Remove(one.Index, one.Length);
            case 1:
                return text.Insert(one.Index, one.Value);
            case 2:
                return Swap(text, one, other);
            case 3:
                return text.Insert(random.Next(text.Length), s_odd[random.Next(s_odd.Length)]);
            case 4:
                return text.Remove(random.Next(text.Length), 1);
            case 5:
                return Regex.Replace(text, "(?m)^about: ", match => match.Value + s_odd[random.Next(s_odd.Length)]);
            case 6:
                return Numbers().Replace(text, _ => s_odd[random.Next(s_odd.Length)], 1, random.Next(text.Length));
            default:
                string name = Names().Matches(text)[random.Next(Names().Count(text))].Value;
                if (s_kept.Contains(name)) return text;
                string longer = name + new string((char)('a' + random.Next(26)), random.Next(2) == 0 ? random.Next(300) : 20);
                return Regex.Replace(text, $@"\b{name}\b", longer);
        }
    }

    private static string Swap(string text, Match one, Match other)
    {
        if (one.Index > other.Index) (one, other) = (other, one);
        if (one.Index == other.Index) return text;
        return text.Remove(other.Index, other.Length).Insert(other.Index, one.Value)
            .Remove(one.Index, one.Length).Insert(one.Index, other.Value);
    }

    [GeneratedRegex(@"\w+|[^\w\s]|\n *| +")]
    private static partial Regex Tokens();

    [GeneratedRegex("[A-Za-z_][A-Za-z_0-9]*")]
    private static partial Regex Names();

    [GeneratedRegex(@"\b[0-9.]+\b")]
    private static partial Regex Numbers();
}
