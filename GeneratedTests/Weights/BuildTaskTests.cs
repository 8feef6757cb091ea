using System;
using System.IO;
using System.Linq;
using RnnGen.BuildTasks;
using RnnGen.Tests.Runtime;
using Xunit;

namespace RnnGen.Tests.Weights;

/// <summary>How the build finds weights before the C# compiler runs.</summary>
public sealed class BuildTaskTests
{
    [Theory]
    [InlineData("[Cell(\"lstm\", Weights = \"a.safetensors\")]", "a.safetensors")]
    [InlineData("[Cell(\"a.cell.yaml\", Input = 3,\n    Weights=\n    \"Cells/a.safetensors\"), Other]", "Cells/a.safetensors")]
    [InlineData("Weights = @\"..\\Cells\\a.safetensors\"", "../Cells/a.safetensors")]
    [InlineData("Weights = \"Cells\\\\a.safetensors\"", "Cells/a.safetensors")]
    [InlineData("Weights = \"\"\"a b.safetensors\"\"\"", "a b.safetensors")]
    [InlineData("weights: a.safetensors # as trained", "a.safetensors")]
    [InlineData("cell: a\n  weights:   'a.safetensors'\n", "a.safetensors")]
    [InlineData("Weights = \"a.safetensors\", Weights = \"b.safetensors\", Weights = \"a.safetensors\"", "a.safetensors b.safetensors")]
    [InlineData("StreamingWeights = \"a.safetensors\"", "")]
    [InlineData("Weights = Files.A; Load(\"a.safetensors\")", "")]
    [InlineData("Weights = \"a.pt\"; // a.safetensors", "")]
    [InlineData("# weights: a.safetensors", "")]
    public void Texts_name_files(string text, string named) => Assert.Equal(named, string.Join(' ', WeightsReference.In(text)));

    /// <summary>MSBuild would read %2F as a slash on one of the ways to an editor.</summary>
    [Fact]
    public void Notes_have_plain_names_each_its_own()
    {
        string[] resources = ["a/b", "a_b", "a_2F_b", "a%2Fb", "a;b", "a b", "a#b", "a\u00E9", "../a", "a$(b)", "@(a)", "a*?"];
        string[] names = [.. resources.Select(resource => WeightsNote.FileName(new WeightsFile("", "", resource)))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9._-]+[.]rnngen-weights$", name));
    }

    [Fact]
    public void Files_are_found_beside_the_text_then_from_the_project()
    {
        using var folder = new TemporaryFolder();
        string[] files =
            ["P/Code/a.safetensors", "P/a.safetensors", "P/b.safetensors", "Shared/c.safetensors", "P/Code/d.de.safetensors"];
        foreach (string file in files) Write(file, "");
        Write("P/Code/Cells.cs", "Weights = \"a.safetensors\" Weights = \"b.safetensors\" Weights = \"../../Shared/c.safetensors\"");
        Write("P/More.cs", "Weights = \"Code/a.safetensors\" Weights = \"gone.safetensors\" Weights = \"Code/d.de.safetensors\" "
            + "Weights = \"\0.safetensors\"");
        WeightsFile[] found = [.. WeightsFile.Find(
            Full("P"),
            [Full("P/Code/Cells.cs"), Full("P/More.cs"), Full("P/Gone.cs")],
            [(Full("Shared/c.safetensors"), "Cells\\c.safetensors")])];
        Assert.Equal(
            [
                "Shared/c.safetensors > RnnGen.Weights/Cells/c.safetensors", "P/Code/a.safetensors > RnnGen.Weights/Code/a.safetensors",
                "P/b.safetensors > RnnGen.Weights/b.safetensors", "P/Code/d.de.safetensors > RnnGen.Weights/Code/d.de.safetensors",
            ],
            found.Select(file => $"{Path.GetRelativePath(folder.Path, file.Path).Replace('\\', '/')} > {file.Resource}"));

        // Not linked, a file from elsewhere has a name that tells nothing of the machine.
        WeightsFile elsewhere = Assert.Single(WeightsFile.Find(Full("P"), [], [(Full("Shared/c.safetensors"), "")]));
        Assert.Equal("RnnGen.Weights/../Shared/c.safetensors", elsewhere.Resource);

        string Full(string path) => Path.GetFullPath(Path.Combine(folder.Path, path));

        void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
            File.WriteAllText(Full(path), text);
        }
    }
}
