using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>
/// Whatever stands in a title, a description or a source, in comments of equations and in names of files: it neither leaves a comment of
/// the generated file nor makes its documentation invalid.
/// </summary>
public sealed class FreeTextTests
{
    private const string Definition = """
        {0}
        inputs: {{ x: 2 }}
        states: {{ h: 2 }}
        equations: |
          h = x + 0.5 * h'  # {1}
        """;

    /// <summary>Control characters, separators of lines, and what is no character at all.</summary>
    private static readonly char[] s_characters =
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code),
        '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF',
    ];

    /// <summary>What ends comments, documentation or its elements in C# and XML; each is followed by what would not compile.</summary>
    private static readonly string[] s_texts =
        ["*/ oops", "-- oops", "]]> oops", "&#0; oops", "&oops;", "<oops", "</summary>", "\\u000Aoops", "\"\"\" oops", "// oops", "{oops}"];

    [Fact]
    public void Stays_in_comments_and_documentation()
    {
        string characters = string.Concat(s_characters.Select(character => Escaped(character) + " oops "));
        string texts = string.Join(" ", s_texts).Replace("\\", "\\\\").Replace("\"", "\\\"");
        foreach (string text in new[] { characters, texts })
        {
            AssertClean(string.Format(
                CultureInfo.InvariantCulture,
                Definition,
                $"class: Free\naccess: public\ncell: \"{text}\"\nabout: \"{text}\"\nsource: \"{text}\"",
                string.Join(" ", s_texts)));
        }
    }

    /// <summary>Halves of pairs cannot be escaped in YAML, but stand in literals of C#.</summary>
    [Theory]
    [InlineData("\\uD83D oops")]
    [InlineData("\\uDE00 oops")]
    [InlineData("\\uDE00\\uD83D oops")]
    [InlineData("\\uD83D\\uDE00 fine")]
    public void Halves_of_pairs_are_replaced(string text) => AssertClean(
        "/// <summary>A cell.</summary>\n"
            + $"[RnnGen.Cell(\"about: {text}\\nsource: {text}\\ninputs: {{ x: 2 }}\\nstates: {{ h: 2 }}\\n"
            + $"equations: h = x + h' # {text}\\n\")]\n"
            + "public partial struct Free;",
        []);

    /// <summary>A file's name reaches messages and the names of files, and nothing else.</summary>
    [Fact]
    public void Names_of_files_are_free()
    {
        string definition = string.Format(CultureInfo.InvariantCulture, Definition, "", "");
        IEnumerable<string> names = s_characters.Where(character => character != '\0').Chunk(16).Select(some => string.Join("oops", some));
        TestFile[] files = [.. names.Append("--]]>&#0;<a>\uD83D").Select((name, i) =>
            new TestFile($"Cells/a{name}oops{i}.cell.yaml", $"class: Free{i}\naccess: public\n{definition.Trim()}"))];
        AssertClean("", files);
    }

    private static void AssertClean(string definition) => AssertClean("", [("Cells/free.cell.yaml", definition)]);

    private static void AssertClean(string source, IReadOnlyList<TestFile> files)
    {
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Documentation = true,
            Sources = [("Cells.cs", source)],
            SpecFiles = files,
        });
        Assert.Empty(run.Diagnostics.Select(found => found.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Empty(run.Complaints.Select(complaint => complaint.ToString()));
        Assert.NotEmpty(run.Sources);
    }

    private static string Escaped(char character) => $"\\u{(int)character:X4}";
}
