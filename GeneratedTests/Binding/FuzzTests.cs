using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Documentation;
using Xunit;

namespace RnnGen.Tests.Binding;

/// <summary>Whatever is written, the front end answers with a cell or with errors that stand inside the text, and never throws.</summary>
public partial class FuzzTests
{
    private static readonly string[] Tokens =
    [
        "h", "h'", "x", "W", "b", "c", "hidden", "input", "output", "split",
        "where", "softmax", "sum", "[", "]", "(", ")", ";", ",", "..", "=",
        "==", "<", "@", "*", "+", "-", "/", "'", "\"", "|", "{",
        "}", ": ", ":", "\n", "\n  ", " ", "#", "0", "2", "1e9", "99999999999", "\t", "€",
        "states: { h: 3 }\n", "outputs:\n  y: h\n", "[0..2]", "[1]", "require: [input = hidden]\n", "transpose(", "outer(", "max(",
        "first", "first.h", "first(x)", "h0", "count: 3, ", "reversed: true, ", "shares: first, ", "cell: rnn, ", "x'", "resets: x\n",
        "cells:\n  first: { cell: rnn, hidden: 4 }\n",
    ];

    private static readonly string[] Seeds =
    [
        .. ZooLibrary.Names.Select(name => ZooLibrary.TryGet(name)!),
        .. Networks.Networks.All,
        .. Directory.GetFiles(DiagnosticPage.Folder, "*.md").Append(Path.Combine(DiagnosticPage.Folder, "..", "language.md"))
            .Order(StringComparer.Ordinal)
            .SelectMany(path => YamlBlocks().Matches(File.ReadAllText(path).Replace("\r\n", "\n"))).Select(match => match.Groups[1].Value),
    ];

    [Fact]
    public void DamagedDefinitionsAreAnswered()
    {
        int accepted = 0;
        var reported = new HashSet<string>();
        for (int seed = 0; seed < 8000; seed++)
        {
            var random = new Random(seed);
            string text = Seeds[random.Next(Seeds.Length)];
            for (int i = random.Next(4); i >= 0; i--) text = Damage(text, random);
            (string, int)[] sizes = text.Contains("[input, hidden]") ? [("input", 3), ("hidden", 4)] : [];
            CellRequest request = Request.InPlace(text, sizes);
            FrontEndResult result = FrontEnd.Read(request);
            Check(text, result);
            reported.UnionWith(result.Diagnostics.Select(found => found.Rule.Id));
            if (result.Cell is not { } cell) continue;
            accepted++;
            Verifier.Verify(CellLowering.Lower(cell, "Cell"));
            Assert.Equal(cell.Outputs.Count, SignatureLowering.Lower(cell).Outputs.Count);
        }
        Assert.InRange(accepted, 200, 8000);
        Assert.InRange(reported.Count, 50, 200);
    }

    private static void Check(string text, FrontEndResult result)
    {
        bool hasErrors = result.Diagnostics.Any(found => found.Rule.Severity == Severity.Error);
        Assert.True(result.Cell is null == hasErrors, text);
        foreach (CellDiagnostic found in result.Diagnostics)
        {
            Assert.DoesNotContain("{", found.Rule.Title);
            if (found.Place is DiagnosticPlace.Definition { Span: var span }) Assert.True(span.Start >= 0 && span.End <= text.Length, text);
        }
    }

    private static string Damage(string text, Random random)
    {
        int at = random.Next(text.Length + 1);
        int length = random.Next(3) == 0 ? 0 : Math.Min(random.Next(6), text.Length - at);
        return text.Remove(at, length).Insert(at, random.Next(4) == 0 ? "" : Tokens[random.Next(Tokens.Length)]);
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlocks();
}
