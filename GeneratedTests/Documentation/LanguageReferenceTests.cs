using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Yaml;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Documentation;

/// <summary>The language reference compiles, and leaves nothing out.</summary>
public partial class LanguageReferenceTests
{
    private static readonly string Reference =
        File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "..", "language.md")).Replace("\r\n", "\n");

    public static TheoryData<string> Definitions => [.. YamlBlocks().Matches(Reference).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void DefinitionsHaveNoMistakes(string definition) =>
        Assert.Empty(FrontEnd.Read(Request.InPlace(definition)).Diagnostics.Select(found => found.Message));

    [Fact]
    public void EveryFunctionIsListed()
    {
        string section = Reference.Split("## Functions")[1].Split("\n## ")[0];
        IEnumerable<string> listed = Calls().Matches(section).Select(match => match.Groups[1].Value).Distinct();
        Assert.Equal(Operators.FunctionNames.Order(System.StringComparer.Ordinal), listed.Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void EveryKeyIsListed()
    {
        string section = Reference.Split("## The keys")[1].Split("\n## ")[0];
        IEnumerable<string> rows = section.Split('\n').Where(line => line.StartsWith("| `", System.StringComparison.Ordinal));
        IEnumerable<string> listed = rows.SelectMany(row => Words().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value));
        Assert.Equal(DefinitionReader.Keys, listed);
    }

    [Fact]
    public void StatesTheLimits()
    {
        string section = Reference.Split("## Limits")[1].Split("\n## ")[0];
        int[] limits =
        [
            Limits.Equations, Limits.ExpressionDepth, Limits.YamlDepth, Limits.SizeTerms, Limits.SizeDegree,
            Limits.Name, Limits.Declarations, Limits.Requirements,
        ];
        string[] numbers = [.. limits.Select(limit => limit.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "65,536", "2^28", "262,144", "9,000"];
        Assert.Equal((65_536, 65_536, 1 << 28), (Limits.Extent, Limits.FixedCount, Limits.Elements));
        Assert.Equal((262_144, 9_000), (Limits.Text, Limits.Operations));
        Assert.All(numbers, number => Assert.Contains(number, section));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlocks();

    [GeneratedRegex("`([a-zA-Z]+)`")]
    private static partial Regex Words();

    [GeneratedRegex("`([a-z0-9]+)\\([^`]*\\)`")]
    private static partial Regex Calls();
}
