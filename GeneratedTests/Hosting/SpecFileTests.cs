using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>Spec files that name their class: cells without C#.</summary>
public sealed class SpecFileTests
{
    private readonly FakeCompiler _compiler = new();

    [Theory]
    [InlineData("class: Acme.Wake", "Acme", "internal partial struct", "Wake", "Acme.Wake.g.cs")]
    [InlineData("access: internal\nclass: Wake", "", "internal partial struct", "Wake", "Wake.g.cs")]
    [InlineData("class: Acme.event.struct # names\naccess: public",
        "Acme.@event", "public partial struct", "@struct", "Acme.event.struct.g.cs")]
    public void A_class_is_generated_with_its_namespace_and_access(string text, string space, string declaration, string name, string file)
    {
        GeneratorRun run = Run("", ("Cells/a.cell.yaml", text)).AssertClean();
        Assert.Equal(new CellTarget(space, [], declaration, name, file[..^5]), _compiler.Request.Target);
        Assert.Equal(new DefinitionSource.File("Cells/a.cell.yaml", text), _compiler.Request.Source);
        Assert.Equal([file], run.Sources.Keys);
    }

    [Fact]
    public void A_file_that_names_no_class_serves_attributes_alone()
    {
        Run("", ("a.cell.yaml", "cell: wrong"), ("b.cell.yaml", "")).AssertClean();
        Assert.Empty(_compiler.Requests);
    }

    [Theory]
    [InlineData("class: 3rd", "3rd", "RNN010")]
    [InlineData("class: Acme..Wake", "Acme..Wake", "RNN010")]
    [InlineData("class: Acme.Wake<T>", "Acme.Wake<T>", "RNN010")]
    [InlineData("class: ''", "", "RNN010")]
    [InlineData("about: a\nclass:\n", "", "RNN038")]
    [InlineData("class: [C]", "[C]", "RNN038")]
    [InlineData("class: &C", "&", "RNN022")]
    [InlineData("class: C\naccess: private", "private", "RNN011")]
    [InlineData("class: C\nabout: wrong", "wrong", "RNN901")]
    public void Mistakes_stand_at_their_words(string text, string word, string id)
    {
        Diagnostic diagnostic = Assert.Single(Run("", ("a.cell.yaml", text)).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("/project/a.cell.yaml", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(word, text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Files_without_a_name_for_their_class_are_no_twins()
    {
        GeneratorRun run = Run("", ("a.cell.yaml", "class:\n"), ("b.cell.yaml", "class:\n"));
        Assert.Equal(["RNN038 a.cell.yaml", "RNN038 b.cell.yaml"], run.Diagnostics.Select(d => Describe(d).Split(':')[0]));
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void What_concerns_the_type_stands_at_the_name_of_the_class()
    {
        GeneratorRun run = Run("", ("a.cell.yaml", "class: Acme.Wake\nabout: crash"));
        Assert.Equal("RNN099", Assert.Single(run.Diagnostics).Id);
        Assert.Equal("/project/a.cell.yaml: (0,7)-(0,16)", run.Diagnostics[0].Location.GetLineSpan().ToString());
    }

    [Fact]
    public void An_attribute_on_the_class_that_refers_to_the_file_takes_it_over()
    {
        Run("""namespace Acme { [Cell("a.cell.yaml", Input = 3)] public partial struct Wake; }""", ("a.cell.yaml", "class: Acme.Wake"))
            .AssertClean();
        Assert.Equal([new("input", 3, "Input")], _compiler.Request.Sizes);
    }

    [Fact]
    public void A_class_is_generated_once()
    {
        GeneratorRun run = Run(
            """[Cell("gru")] public partial struct Wake;""",
            ("c.cell.yaml", "class: Other"),
            ("a.cell.yaml", "class: Wake"),
            ("Cells/b.cell.yaml", "class: Other"));
        Assert.Equal(
            ["RNN008 a.cell.yaml: 'Wake' is already the class of a struct with [Cell].",
                "RNN008 c.cell.yaml: 'Other' is already the class of 'Cells/b.cell.yaml'."],
            run.Diagnostics.Select(Describe));
        Assert.Equal(["Other.g.cs", "Wake.g.cs"], run.Sources.Keys.Order());
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void Classes_that_differ_in_case_get_files_of_their_own()
    {
        GeneratorRun run = Run("""[Cell("gru")] public partial struct Wake;""", ("a.cell.yaml", "class: WAKE")).AssertClean();
        Assert.Equal(["WAKE.g.cs", "Wake.2.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parts_of_the_class_may_be_written_by_hand()
    {
        Run("namespace Acme { partial struct Wake { public static int Mine => 1; } }", ("a.cell.yaml", "class: Acme.Wake")).AssertClean();
        Assert.Equal("Acme", _compiler.Request.Target.Namespace);
    }

    [Fact]
    public void Cells_that_share_a_file_share_its_mistakes()
    {
        GeneratorRun run = Run(
            """[Cell("a.cell.yaml", Input = 3)] public partial struct A; [Cell("a.cell.yaml", Input = 4)] public partial struct B;""",
            ("a.cell.yaml", "class: C\nabout: wrong"));
        Assert.Equal(3, _compiler.Requests.Count);
        Assert.Equal(["RNN901 a.cell.yaml: 'wrong' is wrong"], run.Diagnostics.Select(Describe));
    }

    [Fact]
    public void A_file_that_is_listed_twice_is_one_file()
    {
        GeneratorRun run = Run("", ("a.cell.yaml", "class: A"), ("Cells/../a.cell.yaml", "class: A")).AssertClean();
        Assert.Equal(["A.g.cs"], run.Sources.Keys);
    }

    [Fact]
    public void A_changed_file_recompiles_itself_alone()
    {
        GeneratorRun run = Run("class Unrelated;", ("a.cell.yaml", "class: A"), ("b.cell.yaml", "class: B"))
            .EditSpecFile("b.cell.yaml", "class: B\nabout: changed")
            .Edit("Cells.cs", "class Edited;");
        Assert.Equal(["A", "B", "B"], _compiler.Requests.Select(r => r.Target.Name));
        Assert.Equal(["A.g.cs", "B.g.cs"], run.Sources.Keys.Order());
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().Path[9..]}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private GeneratorRun Run(string source, params TestFile[] files) => GeneratorHarness.Run(new HarnessProject
    {
        Compile = _compiler.Compile,
        Sources = [("Cells.cs", "using RnnGen;\n" + source)],
        SpecFiles = files,
    });
}
