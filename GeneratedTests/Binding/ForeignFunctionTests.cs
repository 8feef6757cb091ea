using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Binding;

/// <summary>The table of functions of other libraries: every row is reached, and what it says to write is right.</summary>
public partial class ForeignFunctionTests
{
    /// <summary>All names that the advice uses, with shapes that fit.</summary>
    private const string Declarations = """
        sizes: { n: 6, half: 3 }
        require: [n = 2 * half]
        inputs: { x: n, v: n, u: n, b: n, c: n, d: n, z: n, m: [], low: [], high: [] }
        states: { h: n, a: n }
        parameters: { W: [n, n], M: [n, n] }
        equations: |

        """;

    [Fact]
    public void EveryRowIsTheAnswerToItsNames() => Assert.All(ForeignFunctions.Names, name =>
    {
        FrontEndResult result = FrontEnd.Read(Request.InPlace($"{Declarations}  a = a'\n  h = {name}(x)\n"));
        CellDiagnostic found = Assert.Single(result.Diagnostics);
        string advice = ForeignFunctions.AdviceFor(name)!;
        Assert.Equal($"There is no function '{name}'. {char.ToUpperInvariant(advice[0])}{advice[1..]}.", found.Message);
    });

    [Fact]
    public void NoneIsAFunctionOfTheLanguage() => Assert.Empty(Operators.FunctionNames.Intersect(ForeignFunctions.Names));

    /// <summary>Each piece of code in an advice is compiled.</summary>
    [Fact]
    public void WhatTheRowsSayToWriteIsRight()
    {
        var code = ForeignFunctions.Names.SelectMany(name => Code().Matches(ForeignFunctions.AdviceFor(name)!))
            .Select(match => match.Groups[1].Value).Distinct().Where(text => !Operators.FunctionNames.Contains(text)).ToList();
        Assert.InRange(code.Count, 40, 200);
        Assert.All(code.Where(text => text is not "v[start..end]" and not "a"), text =>
        {
            string equation = text.Contains(" = ") ? Renamed(text) : $"q = {text.Replace("a * min", "2 * min")}";
            FrontEndResult result = FrontEnd.Read(Request.InPlace($"{Declarations}  a = a'\n  h = h'\n  {equation}\n"));
            IEnumerable<string> errors = result.Diagnostics.Where(d => d.Rule.Severity == Severity.Error).Select(d => d.Message);
            Assert.True(!errors.Any(), $"{text}: {string.Join("\n", errors)}");
        });
    }

    /// <summary>What the advice assigns is new.</summary>
    private static string Renamed(string equation)
    {
        string[] sides = equation.Split(" = ");
        return string.Join(", ", sides[0].Split(", ").Select((_, i) => $"q{i}")) + " = " + sides[1];
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Code();
}
