using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Hosting;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>From the text in the attribute to the compiler's request.</summary>
public sealed class DoorTests
{
    private readonly FakeCompiler _compiler = new();

    [Fact]
    public void Text_without_a_line_break_names_a_cell_of_the_zoo()
    {
        Run("""[Cell("lstm", Input = 3, Hidden = 5)] public partial struct Speech;""").AssertClean();
        Assert.Equal(new DefinitionSource.Zoo("lstm"), _compiler.Request.Source);
        Assert.Equal([new("input", 3, "Input"), new("hidden", 5, "Hidden")], _compiler.Request.Sizes);
        Assert.Equal(new CellTarget("", [], "public partial struct", "Speech", "Speech"), _compiler.Request.Target);
    }

    [Theory]
    [InlineData("\"a\\nb\"", "a\nb")]
    [InlineData("@\"a\nb\"", "a\nb")]
    [InlineData("\"\"\"\n  a\n   b.cell.yaml\n  \"\"\"", "a\n b.cell.yaml")]
    [InlineData("\"a\" + \"\\n\" + Names.Rest", "a\nrest")]
    [InlineData("definition: \"a\\rb\"", "a\rb")]
    public void Text_with_a_line_break_is_the_definition(string argument, string expected)
    {
        Run($$"""
            [Cell({{argument}})] public partial struct Mine;
            static class Names { public const string Rest = "rest"; }
            """).AssertClean();
        Assert.Equal(new DefinitionSource.InPlace(expected), _compiler.Request.Source);
    }

    [Theory]
    [InlineData("wake.cell.yaml", "Source/wake.cell.yaml")]
    [InlineData("./wake.cell.yaml", "Source/wake.cell.yaml")]
    [InlineData("../Cells/wake.cell.yaml", "Cells/wake.cell.yaml")]
    [InlineData(@"..\\Cells\\wake.cell.yaml", "Cells/wake.cell.yaml")]
    [InlineData("Cells/wake.cell.yaml", "Cells/wake.cell.yaml")]
    [InlineData("cells/WAKE.cell.yaml", "Cells/wake.cell.yaml")]
    [InlineData("/elsewhere/wake.cell.yaml", "/elsewhere/wake.cell.yaml")]
    public void A_path_is_looked_up_beside_the_declaring_file_and_then_in_the_project(string path, string found)
    {
        GeneratorHarness.Run(new HarnessProject
        {
            Compile = _compiler.Compile,
            Sources = [("Source/Cells.cs", $$"""using RnnGen; [Cell("{{path}}")] public partial struct Wake;""")],
            SpecFiles =
            [
                ("Cells/wake.cell.yaml", "a"), ("Source/wake.cell.yaml", "b"), ("/elsewhere/wake.cell.yaml", "c"), ("notes.yaml", "d"),
            ],
        }).AssertClean();
        string text = found switch { "Cells/wake.cell.yaml" => "a", "Source/wake.cell.yaml" => "b", _ => "c" };
        Assert.Equal(new DefinitionSource.File(found, text), _compiler.Request.Source);
    }

    /// <summary>A file that projects share stands where each of them links it, and of course where it is.</summary>
    [Theory]
    [InlineData("Cells/Cells.cs", "wake.cell.yaml")]
    [InlineData("Cells.cs", "Cells/wake.cell.yaml")]
    [InlineData("Cells.cs", "CELLS/wake.cell.yaml")]
    [InlineData("Cells.cs", "../shared/wake.cell.yaml")]
    [InlineData("/shared/Cells.cs", "wake.cell.yaml")]
    public void A_linked_file_is_found_where_the_project_shows_it(string source, string path)
    {
        Link(source, path).AssertClean();
        Assert.Equal(new DefinitionSource.File("Cells/wake.cell.yaml", "a"), _compiler.Request.Source);
    }

    [Fact]
    public void A_missing_file_is_looked_for_among_linked_ones_by_their_links()
    {
        GeneratorRun run = Link("Cells.cs", "wake.cell.yaml");
        Assert.EndsWith("Did you mean 'Cells/wake.cell.yaml'?", Assert.Single(run.Diagnostics).GetMessage(null));
    }

    [Theory]
    [InlineData(false, "The project has none.")]
    [InlineData(true, "write '#:property EnableDefaultCellItems=true' at its top.")]
    public void A_missing_file_of_a_program_of_one_file_has_to_be_asked_for(bool fileBased, string end)
    {
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Compile = _compiler.Compile,
            Sources = [("wake.cs", """using RnnGen; [Cell("wake.cell.yaml")] public partial struct Wake;""")],
            FileBased = fileBased,
        });
        Assert.EndsWith(end, Assert.Single(run.Diagnostics).GetMessage(null));
    }

    [Fact]
    public void Sizes_constants_and_the_rest_come_from_all_attributes_of_all_parts()
    {
        GeneratorHarness.Run(new HarnessProject
        {
            Compile = _compiler.Compile,
            Sources =
            [
                ("A.cs", """
                    using RnnGen;
                    [Cell("lstm", Output = 7, Element = typeof(double), TimeSteps = 4, Batch = 10, Recompute = true)]
                    [CellSize("projection", 32)]
                    public partial struct Speech;
                    """),
                ("B.cs", """
                    [RnnGen.CellConstant("beta", 1), RnnGen.CellConstant(value: 0.5, name: "alpha"), RnnGen.CellSizeAttribute("other", 2)]
                    partial struct Speech;
                    """),
            ],
        }).AssertClean();
        CellRequest request = _compiler.Request;
        Assert.Equal(
            [new("output", 7, "Output"), new("projection", 32, "CellSize(\"projection\")"), new("other", 2, "CellSize(\"other\")")],
            request.Sizes);
        Assert.Equal([new("beta", 1, "CellConstant(\"beta\")"), new("alpha", 0.5, "CellConstant(\"alpha\")")], request.Constants);
        Assert.Equal((ElementType.Double, 4, 10), (request.Element, request.TimeSteps, request.Batch));
        Assert.Equal(new OptionArguments(Recompute: true), request.Options);
    }

    [Fact]
    public void What_is_zero_is_as_if_it_were_left_out()
    {
        Run("""
            [Cell("lstm", Hidden = 4, TimeSteps = 0, Batch = 0, Element = null)] public partial struct Speech;
            """).AssertClean();
        Assert.Equal([new("hidden", 4, "Hidden")], _compiler.Request.Sizes);
        Assert.Equal((ElementType.Float, null, null), (_compiler.Request.Element, _compiler.Request.TimeSteps, _compiler.Request.Batch));
    }

    /// <summary>An option that is spelled out is set, even to its default: the definition may say something else.</summary>
    [Fact]
    public void Options_are_those_that_the_attribute_spells()
    {
        Run("""
            [Cell("lstm", Unroll = Unroll.Auto, Activations = Activations.Fast, StreamingWeights = StreamingWeights.BFloat16)]
            public partial struct Speech;
            """).AssertClean();
        Assert.Equal(
            new OptionArguments(UnrollOption.Auto, ActivationsOption.Fast, null, StreamingWeightsOption.BFloat16),
            _compiler.Request.Options);
    }

    [Theory]
    [InlineData("", "a.cell.yaml", "a.cell.yaml")]
    [InlineData("/a/b", "../c/./d.cell.yaml", "/a/c/d.cell.yaml")]
    [InlineData(@"C:\a\b", "x.cell.yaml", "C:/a/b/x.cell.yaml")]
    [InlineData("/a", @"C:\x.cell.yaml", "C:/x.cell.yaml")]
    [InlineData("a", "../../x.cell.yaml", "../x.cell.yaml")]
    public void Paths_are_combined_as_text(string folder, string path, string expected) =>
        Assert.Equal(expected, FilePath.Combine(folder, path));

    private GeneratorRun Link(string source, string path) => GeneratorHarness.Run(new HarnessProject
    {
        Compile = _compiler.Compile,
        Sources = [(source, $$"""using RnnGen; [Cell("{{path}}")] public partial struct Wake;""")],
        SpecFiles = [("/shared/wake.cell.yaml", "a"), ("/shared/../shared/wake.cell.yaml", "a")],
        Links = [("/shared/wake.cell.yaml", "Cells/wake.cell.yaml")],
    });

    private GeneratorRun Run(string source) =>
        GeneratorHarness.Run(new HarnessProject { Compile = _compiler.Compile, Sources = [("Cells.cs", "using RnnGen;\n" + source)] });
}
