using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>Where diagnostics stand, and that each is reported once and can be configured as usual.</summary>
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("""
        "\n\"wrong\""
        """, "wrong")]
    [InlineData("""
        @"
        ""wrong"" "
        """, "wrong")]
    [InlineData(""""
        """
            equations: |
              h = wrongName + 1
            """
        """", "wrongName")]
    [InlineData("""
        ("\t\n\x41 wrong")
        """, "wrong")]
    [InlineData("""
        definition: "wrong\n"
        """, "wrong")]
    [InlineData("""
        "a\nb" + " wrong"
        """, "\"a\\nb\" + \" wrong\"")]
    [InlineData("""
        $"{Text.Constant}\n"
        """, "$\"{Text.Constant}\\n\"")]
    [InlineData("Text.Constant", "Text.Constant")]
    [InlineData("\"wrong\"", "wrong")]
    public void Stand_on_the_words_of_the_literal_or_on_the_whole_expression(string argument, string expected)
    {
        GeneratorRun run = Run($$"""
            [Cell({{argument}})] public partial struct C;
            class Text { public const string Constant = "wrong\n"; }
            """);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(expected, TextAt(diagnostic));
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void All_of_a_cell_are_reported_once_and_in_order_and_the_source_is_there()
    {
        GeneratorRun run = Run(""""
            [Cell("""
                wrong1
                odd2 wrong3
                """)]
            public partial struct C;
            [Cell("gru")] public partial struct D { public C Field; }
            """");
        Assert.Equal(["RNN901 wrong1", "RNN902 odd2", "RNN901 wrong3"], run.Diagnostics.Select(d => $"{d.Id} {TextAt(d)}"));
        Assert.Equal(DiagnosticSeverity.Error, run.Diagnostics[0].Severity);
        Assert.Equal(DiagnosticSeverity.Warning, run.Diagnostics[1].Severity);
        Assert.Equal("'wrong1' is wrong", Message(run.Diagnostics[0]));
        Assert.Equal("https://github.com/rnngen/rnngen/blob/main/docs/diagnostics/RNN901.md", run.Diagnostics[0].Descriptor.HelpLinkUri);
        Assert.Equal(["C.g.cs", "D.g.cs"], run.Sources.Keys.Order());
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void Stand_on_the_values_of_arguments_in_every_part()
    {
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Compile = new FakeCompiler().Compile,
            Sources =
            [
                ("A.cs", """
                    using RnnGen;
                    [Cell("rnn", Input = -1, Element = typeof(int), Hidden = 4), CellSize("hidden", -2), CellSize("n", (-3))]
                    public partial struct C;
                    """),
                ("B.cs", """
                    using RnnGen;
                    [CellConstant(value: -4, name: "a"), CellConstant("a", 5 - 2)]
                    partial struct C;
                    """),
            ],
        });
        Assert.Equal(
            [
                "A.cs RNN006 typeof(int): A cell cannot compute with 'int': Element is typeof(float) or typeof(double).",
                "A.cs RNN012 -2: The attributes set the size 'hidden' twice.",
                "B.cs RNN012 5 - 2: The attributes set the constant 'a' twice.",
                "A.cs RNN901 -1: 'input' is wrong",
                "A.cs RNN901 (-3): 'n' is wrong",
                "B.cs RNN901 5 - 2: 'a' is wrong",
            ],
            run.Diagnostics.Select(d => $"{d.Location.SourceTree!.FilePath[9..]} {d.Id} {TextAt(d)}: {Message(d)}"));
    }

    [Fact]
    public void Stand_in_the_spec_file_by_line_and_column()
    {
        TestFile file = ("a.cell.yaml", "first\r\n  second: wrong # third\r\n");
        GeneratorRun run = Run("""[Cell("a.cell.yaml")] public partial struct C;""", file);
        FileLinePositionSpan span = Assert.Single(run.Diagnostics).Location.GetLineSpan();
        Assert.Equal("/project/a.cell.yaml: (1,10)-(1,15)", span.ToString());
        Assert.Empty(run.Complaints);
    }

    [Theory]
    [InlineData("nowhere.cell.yaml", " It has Cells/b.cell.yaml, a.cell.yaml.")]
    [InlineData("b.cell.yaml", " Did you mean 'Cells/b.cell.yaml'?")]
    public void A_missing_file_is_reported_with_those_that_there_are(string path, string hint)
    {
        GeneratorRun run = Run($$"""[Cell("{{path}}")] public partial struct C;""", ("a.cell.yaml", ""), ("Cells/b.cell.yaml", ""));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RNN005", diagnostic.Id);
        Assert.EndsWith(hint, Message(diagnostic));
        Assert.Equal($"\"{path}\"", TextAt(diagnostic));
        Assert.Equal(["C.g.cs"], run.Sources.Keys); // the members that every cell has
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("null!")]
    [InlineData("\"\\n\"")]
    public void An_empty_definition_is_reported(string definition)
    {
        Diagnostic diagnostic = Assert.Single(Run($"[Cell({definition})] public partial struct C;").Diagnostics);
        Assert.Equal("RNN009", diagnostic.Id);
        Assert.Equal(definition, TextAt(diagnostic));
    }

    [Fact]
    public void A_crash_of_the_compiler_is_reported_and_other_cells_are_not_affected()
    {
        GeneratorRun run = Run("""
            [Cell("crash")] public partial struct C;
            [Cell("gru")] public partial struct D;
            """);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RNN099", diagnostic.Id);
        Assert.Equal("C", TextAt(diagnostic));
        Assert.EndsWith("'C', which is a bug in it: InvalidOperationException: The fake compiler crashed.", Message(diagnostic));
        Assert.Equal(["C.g.cs", "D.g.cs"], run.Sources.Keys.Order());
        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void A_crash_on_everything_is_reported_too()
    {
        var project = new HarnessProject
        {
            Compile = _ => throw new InvalidOperationException(new string('x', 2000)),
            Sources = [("Cells.cs", """[RnnGen.Cell("gru")] public partial struct C;""")],
        };
        GeneratorRun run = GeneratorHarness.Run(project);
        Assert.Equal("RNN099", Assert.Single(run.Diagnostics).Id);
        Assert.InRange(Message(run.Diagnostics[0]).Length, 500, 700);
        Assert.Empty(run.Sources);
        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void Warnings_obey_pragmas_and_the_project()
    {
        Assert.Single(Reported("""[Cell("odd")] public partial struct C;"""));
        Assert.Empty(Reported("""
            #pragma warning disable RNN902 // tried
            [Cell("odd")] public partial struct C;
            """));
        Assert.Empty(Reported("""
            [Cell("odd"), System.Diagnostics.CodeAnalysis.SuppressMessage("RnnGen", "RNN902", Justification = "tried")]
            public partial struct C;
            """));
        Assert.Empty(Reported("""[Cell("odd")] public partial struct C;""", ReportDiagnostic.Suppress));
        Assert.Equal(DiagnosticSeverity.Error, Reported("""[Cell("odd")] public partial struct C;""", ReportDiagnostic.Error)[0].Severity);
    }

    [Fact]
    public void Mapped_lines_are_respected()
    {
        GeneratorRun run = Run("""
            #line 100 "Template.txt"
            [Cell("wrong")] public partial struct C;
            """);
        Assert.Equal("Template.txt: (99,7)-(99,12)", Assert.Single(run.Diagnostics).Location.GetMappedLineSpan().ToString());
    }

    private static ImmutableArray<Diagnostic> Reported(string source, ReportDiagnostic severity = ReportDiagnostic.Default)
    {
        var project = new HarnessProject
        {
            Compile = new FakeCompiler().Compile,
            Sources = [("Cells.cs", "using RnnGen;\n" + source)],
            Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("RNN902", severity),
        };
        return GeneratorHarness.Run(project).Diagnostics;
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    private static GeneratorRun Run(string source, params TestFile[] files) => GeneratorHarness.Run(new HarnessProject
    {
        Compile = new FakeCompiler().Compile,
        Sources = [("Cells.cs", "using RnnGen;\n" + source)],
        SpecFiles = files,
    });
}
