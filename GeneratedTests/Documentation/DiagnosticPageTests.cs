using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Documentation;

/// <summary>Every rule has a page, and the pages tell the truth: their examples are compiled.</summary>
public class DiagnosticPageTests
{
    /// <summary>Rules whose examples would be too long, need another project, or do not exist.</summary>
    private static readonly string[] WithoutExamples =
    [
        "RNN013", "RNN018", "RNN021", "RNN080", "RNN081", "RNN090", "RNN091", "RNN092", "RNN093", "RNN099", "RNN186", "RNN202", "RNN207",
    ];

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    public static TheoryData<string> IdsWithExamples => [.. Rules.All.Select(rule => rule.Id).Except(WithoutExamples)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ARuleHasAPageThatTheIndexLists(string id)
    {
        DiagnosticRule rule = Rules.All.Single(known => known.Id == id);
        DiagnosticPage page = DiagnosticPage.Read(id);
        string index = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "index.md"));
        Assert.Equal($"{id}: {rule.Title}", page.Title);
        Assert.StartsWith($"**{rule.Severity.ToString().ToLowerInvariant()}** {id}: ", page.Quote);
        Assert.Contains($"| [{id}]({id}.md) | {rule.Title} | {rule.Severity} |", index);
    }

    [Fact]
    public void IdsAreUniqueAndPagesHaveRules()
    {
        string[] ids = [.. Rules.All.Select(rule => rule.Id)];
        Assert.Equal(ids.Distinct(), ids);
        var pages = Directory.GetFiles(DiagnosticPage.Folder, "RNN*.md").Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(ids, pages.OrderBy(name => name, System.StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public void TheWrongExampleHasThisMistakeAndTheRightOneHasNone(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        string found = Assert.Single(Report(page.Wrong));
        Assert.Equal(page.Quote.Replace("**", ""), found);
        Assert.Empty(Report(page.Right));
    }

    /// <summary>"error RNN100: message" for whatever is wrong with the code blocks, which make one project.</summary>
    private static IEnumerable<string> Report(IReadOnlyList<Example> examples)
    {
        Assert.NotEmpty(examples);
        if (examples is [{ Language: "yaml", FileName: null } definition])
        {
            return FrontEnd.Read(Request.InPlace(definition.Text)).Diagnostics
                .Select(found => $"{found.Rule.Severity.ToString().ToLowerInvariant()} {found.Rule.Id}: {found.Message}");
        }
        string source = "using RnnGen;\n"
            + string.Concat(examples.Where(example => example.Language == "csharp").Select(example => example.Text));
        TestFile[] files =
            [.. examples.Where(example => example.FileName is not null).Select(example => new TestFile(example.FileName!, example.Text))];
        return GeneratorHarness.Run(new HarnessProject
        {
            Sources = [("Cells.cs", source)],
            SpecFiles = files,
            Weights = [.. examples.Select(example => example.Weights).OfType<(string, byte[])>()],
        }).Diagnostics.Select(found =>
            $"{found.Severity.ToString().ToLowerInvariant()} {found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
