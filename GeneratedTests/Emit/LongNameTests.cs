using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>Names of forty letters make no line of a file longer than others, and change nothing in it but its line breaks.</summary>
public partial class LongNameTests
{
    private const int LongestLine = 140;

    private const string Suffix = "OfAVeryLongNameThatGoesOnForQuiteAWhile", LesserSuffix = "OfAVeryLongName", ShortSuffix = "_s";

    private static readonly (string, int)[] s_small = [("input", 3), ("hidden", 5)], s_large = [("input", 16), ("hidden", 64)];

    private static readonly Func<CellResult, string>[] s_files = [result => result.Source, result => result.Kernels];

    public static TheoryData<string> Cells => ["gru", "lstm", "lstm-peephole", "lstm-softmax", "rnn-softmax"];

    [Theory]
    [MemberData(nameof(Cells))]
    public void In_lanes(string cell) => Check(cell, s_small);

    [Theory]
    [MemberData(nameof(Cells))]
    public void In_rows(string cell) => Check(cell, s_large);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Of_double(string cell) => Check(cell, s_small, r => r with { Element = ElementType.Double });

    [Theory]
    [MemberData(nameof(Cells))]
    public void Of_fixed_counts(string cell) => Check(cell, s_small, r => r with { TimeSteps = 4, Batch = 16 });

    [Theory]
    [MemberData(nameof(Cells))]
    public void Recomputed(string cell) => Check(cell, s_large, r => r with { Options = new OptionArguments(Recompute: true) });

    [Theory]
    [MemberData(nameof(Cells))]
    public void In_loops(string cell) =>
        Check(cell, s_small, r => r with { Options = new OptionArguments(UnrollOption.Loops), TimeSteps = 2 });

    /// <summary>How far loops are written out depends on the length of the file.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Unrolled(string cell)
    {
        string text = Lengthen(cell, Suffix);
        CellRequest request = Nested(Request.InPlace(text, Sizes(text, s_small)));
        AssertShort(CellCompiler.Compile(request with { Options = new OptionArguments(UnrollOption.Full), TimeSteps = 2 }));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void With_weights_of_bfloat16(string cell) =>
        Check(cell, s_large, r => r with { Options = new OptionArguments(StreamingWeights: StreamingWeightsOption.BFloat16) });

    [Theory]
    [MemberData(nameof(Cells))]
    public void Of_a_rejected_definition(string cell)
    {
        string wrong = Lengthen(cell, Suffix) + "wrong: 3\n";
        AssertShort(CellCompiler.Compile(Nested(Request.InPlace(wrong, Sizes(wrong, s_small)))));
    }

    /// <summary>No line is short enough for such a name, and none may break it.</summary>
    [Fact]
    public void A_name_that_is_longer_than_a_line_stays_whole()
    {
        string name = new('a', Limits.Name);
        string text = $"states: {{ {name}: 3 }}\nparameters: [W]\nequations: {name} = tanh(W @ {name}' + {name}')\n";
        CellResult lengthened = CellCompiler.Compile(Request.InPlace(text));
        CellResult usual = CellCompiler.Compile(Request.InPlace(text.Replace(name, "h", StringComparison.Ordinal)));
        Assert.Contains($"public global::System.Span<float> {name} =>\n", lengthened.Source, StringComparison.Ordinal);
        Assert.Equal(Tokens(usual.Source), Tokens(lengthened.Source.Replace(name, "h", StringComparison.Ordinal)));
        Assert.Equal(Tokens(usual.Kernels), Tokens(lengthened.Kernels.Replace(name, "h", StringComparison.Ordinal)));
    }

    private static void Check(string cell, (string, int)[] sizes, Func<CellRequest, CellRequest>? change = null)
    {
        AssertShort(Emit(Lengthen(cell, Suffix)));
        // Of a longer file less is written out.
        CellResult usual = Emit(Lengthen(cell, ShortSuffix)), longer = Emit(Lengthen(cell, LesserSuffix));
        AssertShort(longer);
        foreach (Func<CellResult, string> file in s_files)
            Assert.Equal(Tokens(file(usual)), Tokens(file(longer).Replace(LesserSuffix, ShortSuffix, StringComparison.Ordinal)));

        CellResult Emit(string text)
        {
            CellRequest request = Nested(Request.InPlace(text, Sizes(text, sizes)));
            CellResult result = CellCompiler.Compile(change is null ? request : change(request));
            Assert.DoesNotContain(result.Diagnostics, found => found.Rule.Severity == Severity.Error);
            return result;
        }
    }

    private static void AssertShort(CellResult result)
    {
        Assert.Contains(LesserSuffix, result.Source, StringComparison.Ordinal);
        IEnumerable<string> lines = s_files.SelectMany(file => file(result).Split('\n'));
        Assert.DoesNotContain(lines, line => line.Length > LongestLine || line.EndsWith(' '));
    }

    private static (string, int)[] Sizes(string text, (string, int)[] sizes) =>
        text.Contains("output]", StringComparison.Ordinal) ? [.. sizes, ("output", 4)] : sizes;

    /// <summary>Inside of types, where lines begin further to the right.</summary>
    private static CellRequest Nested(CellRequest request) => request with
    {
        Target = request.Target with
        {
            Containers = EquatableArray.Of(
                new CellContainer("public partial class", "Outer"), new CellContainer("public partial class", "Inner")),
        },
    };

    /// <summary>A cell of the zoo with more behind each name of an input, a state, a parameter, a value or an output.</summary>
    private static string Lengthen(string cell, string suffix)
    {
        string text = ZooLibrary.TryGet(cell)!;
        BoundCell bound = Request.Bind(Request.InPlace(text, Sizes(text, s_small)));
        IEnumerable<BoundSymbol> outputs = bound.Outputs.Select(output => output.Symbol);
        HashSet<string> names =
        [
            .. bound.Inputs.Concat(bound.States).Concat(bound.Parameters).Concat(outputs).Select(symbol => symbol.Name),
            .. bound.Equations.SelectMany(equation => equation.Targets).Select(target => target.Name),
        ];
        string definition = text[text.IndexOf("sizes:", StringComparison.Ordinal)..];
        return Name().Replace(definition, word => names.Contains(word.Value) ? word.Value + suffix : word.Value);
    }

    /// <summary>The code without white space and comments; literals that follow each other are one.</summary>
    private static IEnumerable<string> Tokens(string source) =>
        CSharpSyntaxTree.ParseText(LiteralsInPieces().Replace(source, "")).GetRoot().DescendantTokens().Select(token => token.Text);

    [GeneratedRegex(@"\b[A-Za-z]\w*\b")]
    private static partial Regex Name();

    [GeneratedRegex(@""" \+\s+""")]
    private static partial Regex LiteralsInPieces();
}
