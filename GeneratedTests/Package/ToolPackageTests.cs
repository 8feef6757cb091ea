using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>The tool as a stranger gets it: packed, installed from a folder of packages, and called in an empty place.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private const string Version = "0.0.0-test";
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-tool-").FullName;

    private string Feed => Path.Combine(_folder, "feed");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_packed_tool_installs_and_does_what_it_says()
    {
        DotnetCommand.Run(
            Repository.Root, PackedRnnGen.MachinePackages, exitCode: 0, "pack", "Tool", "-c", "Release", "-o", Feed, "--artifacts-path",
            Path.Combine(_folder, "artifacts"), $"-p:Version={Version}", "-p:RunAnalyzers=false", "-v", "quiet");
        string nupkg = Directory.GetFiles(Feed).Single();
        Assert.Equal($"RnnGen.Tool.{Version}.nupkg", Path.GetFileName(nupkg));
        CheckContent(nupkg);

        // No other source than the folder: the package needs nothing else.
        string home = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        File.WriteAllText(Path.Combine(home, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        Call(home, "tool", "install", "RnnGen.Tool", "--tool-path", "tools", "--add-source", Feed, "--version", Version);
        Assert.Contains(Directory.GetFiles(Path.Combine(home, "tools")), file => Path.GetFileNameWithoutExtension(file) == "rnngen");
        string tool = Directory.GetFiles(Path.Combine(home, "tools"), "RnnGen.Tool.dll", SearchOption.AllDirectories).Single();

        Assert.StartsWith(Version, Call(home, tool, "--version"));
        Assert.Contains("Wrote Cells/mine.cell.yaml.", Call(home, tool, "new", "lstm", "-o", "Cells/mine.cell.yaml"));
        Assert.Contains("No mistakes in 1 file.", Call(home, tool, "check", "Cells"));
        Assert.Contains("f = sigmoid(Wf @ [h'; x] + bf)", Call(home, tool, "show", "Cells/mine.cell.yaml"));
        Assert.Contains(@"\sigma\left(", Call(home, tool, "show", "lstm", "--latex"));
        File.WriteAllText(Path.Combine(home, "amp.json"), """
            {"rec.weight_ih_l0": [[0.5]], "rec.weight_hh_l0": [[0.25]], "rec.bias_ih_l0": [0.1], "rec.bias_hh_l0": [0]}
            """);
        Assert.Contains("Wrote Cells/amp.cell.yaml and Cells/amp.safetensors", Call(home, tool, "import", "amp.json", "-o", "Cells"));
        File.AppendAllText(Path.Combine(home, "Cells", "amp.cell.yaml"), "nonsense: 1\n");
        string mistakes = DotnetCommand.Run(home, PackedRnnGen.MachinePackages, exitCode: 1, tool, "check", "Cells");
        Assert.Contains("Cells/amp.cell.yaml:", mistakes);
        Assert.DoesNotContain("\u001b", mistakes);
    }

    private static void CheckContent(string nupkg)
    {
        using ZipArchive archive = ZipFile.OpenRead(nupkg);
        string[] names = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.Contains("tool.md", names);
        Assert.Contains("tools/net10.0/any/RnnGen.Compiler.dll", names);
        Assert.Contains("tools/net10.0/any/RnnGen.Formats.dll", names);
        Assert.DoesNotContain(names, name => name.Contains("CodeAnalysis", StringComparison.Ordinal));
        using var nuspec = new StreamReader(archive.GetEntry("RnnGen.Tool.nuspec")!.Open());
        Assert.Contains("<readme>tool.md</readme>", nuspec.ReadToEnd());
    }

    private string Call(string folder, params string[] arguments) =>
        DotnetCommand.Run(folder, Path.Combine(_folder, "packages"), exitCode: 0, arguments);
}
