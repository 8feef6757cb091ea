using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Tests.Hosting;

namespace RnnGen.Tests.Documentation;

/// <summary>
/// The C# blocks of a document as one program. Blocks go on where the block before ended, as in a notebook: statements in order, types
/// after them. A block that is fenced as <c>csharp program</c> begins another program. YAML blocks whose first line names a file,
/// <c># Cells/wake.cell.yaml</c>, are spec files, and blocks of text that list tensors (<see cref="WeightsText"/>) files of weights.
/// </summary>
internal sealed partial class SnippetProgram(
    int line, IReadOnlyList<Fence> blocks, IReadOnlyList<TestFile> specFiles, (string Path, byte[] Bytes)[] weights)
{
    // What "dotnet new console" imports everywhere.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The line of the program's first block.</summary>
    public int Line => line;

    public static IEnumerable<SnippetProgram> Of(string markdown)
    {
        IReadOnlyList<Fence> fences = Markdown.Fences(markdown);
        List<TestFile> specs = [.. fences.Where(f => f.Language == "yaml").Select(f => SpecFile().Match(f.Text)).Where(m => m.Success)
            .Select(m => new TestFile(m.Groups["path"].Value, m.Value))];
        (string, byte[])[] weights =
            [.. fences.Where(f => f.Language == "text").Select(f => WeightsText.File(f.Text)).OfType<(string, byte[])>()];
        var blocks = new List<Fence>();
        foreach (Fence fence in fences.Where(f => f.Language == "csharp"))
        {
            if (fence.Argument == "program" && blocks.Count > 0)
            {
                yield return new SnippetProgram(blocks[0].Line, [.. blocks], specs, weights);
                blocks.Clear();
            }

            blocks.Add(fence);
        }

        if (blocks.Count > 0) yield return new SnippetProgram(blocks[0].Line, blocks, specs, weights);
    }

    /// <summary>Generates and compiles, without a warning, then runs; files that the program names lie in the given folder.</summary>
    public void Run(string folder)
    {
        // The process's own current folder belongs to all tests.
        string source = FileNames().Replace(
            Source(), name => SymbolDisplay.FormatLiteral(Path.Combine(folder, name.Groups[1].Value), quote: true));
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Sources = [("Snippets.cs", source), ("Usings.cs", ImplicitUsings)],
            SpecFiles = specFiles,
            Weights = weights,
        });
        using CompiledCell program = CompiledCell.Load(run, "Snippets", weights);
        program.Type.GetMethod("Main")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], CultureInfo.InvariantCulture);
    }

    private string Source()
    {
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        StringBuilder statements = new(), types = new();
        foreach (Fence block in blocks)
        {
            CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(block.Text);
            usings.UnionWith(unit.Usings.Select(u => u.ToString()));
            foreach (MemberDeclarationSyntax member in unit.Members)
                (member is GlobalStatementSyntax ? statements : types).Append(member.ToFullString());
        }

        return $"{string.Join('\n', usings)}\npublic static class Snippets\n{{\npublic static void Main()\n{{\n{statements}}}\n}}\n{types}";
    }

    [GeneratedRegex("^# (?<path>\\S+\\.cell\\.yaml)\n.*", RegexOptions.Singleline)]
    private static partial Regex SpecFile();

    [GeneratedRegex("\"([a-z-]+\\.safetensors)\"")]
    private static partial Regex FileNames();
}
