using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Autodiff;

/// <summary>The derived equations that a file's header shows are complete, in order and in symbols.</summary>
public class DerivedLinesTests
{
    private const int RandomCells = 150;

    private static readonly HashSet<string> s_functions =
    [
        .. PointwiseTable.All.Where(row => row.Precedence == Precedence.Primary).Select(row => row.Spelling),
        "where", "transpose", "outer", "sum", "max", "firstmax", "softmax", "pad", "of", "rows", "columns", "rowsums", "columnsums",
        "rowmax", "columnmax", "rowfirstmax", "diag", "diagonal", "cumsum", "cumsumfromend",
    ];

    public static TheoryData<string> Cells => [.. ZooLibrary.Names];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cells_of_the_zoo_read_what_is_defined_above(string zooName)
    {
        // Sizes of which none is a sum of others, and large enough not to be a number that an equation has.
        (string Name, int Value)[] sizes =
            [.. ZooSizes.Of(zooName, 64).Select((size, i) => (size.Name, ZooSizes.IsCount(size.Name) ? 2 : 1009 + 613 * i))];
        BoundCell cell = Request.Bind(Request.Zoo(zooName, sizes));
        Check(cell, [.. sizes.Where(size => !ZooSizes.IsCount(size.Name)).Select(size => $"{size.Value}")]);
    }

    [Fact]
    public void Random_cells_read_what_is_defined_above()
    {
        for (int seed = 0; seed < RandomCells; seed++)
            Check(Request.Bind(Request.InPlace(RandomCell.CreateWithText(seed).Definition!)), []);
    }

    [Fact]
    public void Deep_expressions_and_means_are_complete_and_in_symbols()
    {
        const string definition = """
            sizes: { input: 5, hidden: 12 }
            inputs: { x: input }
            states: { h: hidden }
            parameters: { W: [hidden, 2 * hidden + input], V: [hidden, hidden] }
            equations: |
              m = mean(h')
              h = tanh((h' - m) / sqrt(mean((h' - m) * (h' - m)) + 0.00001) * sigmoid(W @ [h'; m * h'; x] + softplus(V @ (h' * h' - 1))))
            """;
        string text = string.Join("\n", Check(Request.Bind(Request.InPlace(definition)), ["12", "17", "24", "29", "0.08"]));
        Assert.Contains("1 / hidden", text);
        Assert.Contains("W[:, 0..hidden]", text);
        Assert.Contains("W[:, hidden..2 * hidden]", text);
    }

    private static IReadOnlyList<string> Check(BoundCell cell, string[] numbers)
    {
        CellSignature signature = SignatureLowering.Lower(cell);
        var sizes = SizeNames.Of(signature);
        StepFunction step = Pipeline.BeforeDifferentiation(CellLowering.Lower(cell, "Cell"));
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(step), sizes);
        IReadOnlyList<string> lines = DerivedText.Lines(adjoint, sizes);
        var known = new HashSet<string>(signature.Sizes.Select(size => size.Name)
            .Concat(new[] { step.Parameters, step.Inputs, step.Previous }.SelectMany(values => values).Select(value => value.Name))
            .Concat(signature.EquationTexts.SelectMany(Targets)));
        string shown = $"{string.Join("\n", signature.EquationTexts)}\n\n{string.Join("\n", lines)}";
        foreach (string line in lines)
        {
            if (line.StartsWith("# given: ", StringComparison.Ordinal))
            {
                known.UnionWith(line["# given: ".Length..].Split(", "));
                continue;
            }
            string value = line[(line.IndexOf(" = ", StringComparison.Ordinal) + 3)..];
            foreach (Match name in Regex.Matches(value, @"(?<![\w.\]])(?<whole>[A-Za-z_][\w']*)(\[\d+\](_\d+)?)?"))
            {
                string whole = name.Groups["whole"].Value;
                bool isKnown = known.Contains(name.Value) || known.Contains(whole) || s_functions.Contains(whole);
                Assert.True(isKnown, $"{name.Value} is read in '{line}' in\n{shown}");
            }

            foreach (string number in numbers)
                Assert.False(Regex.IsMatch(value, $@"(?<![\w.]){Regex.Escape(number)}"), $"{number} in '{line}' in\n{shown}");
            known.UnionWith(Targets(line));
        }
        return lines;
    }

    /// <summary>What a line gives, that of a repeat too; and of a part of something, such as <c>s[1]</c>, what it is a part of.</summary>
    private static IEnumerable<string> Targets(string line) =>
        line[..line.IndexOf(" = ", StringComparison.Ordinal)].Split(": ")[^1].Split(',').Select(name => name.Trim())
            .SelectMany(name => new[] { name, name.Split('[')[0] });
}
