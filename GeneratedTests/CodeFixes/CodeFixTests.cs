using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using RnnGen.CodeFixes;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.CodeFixes;

/// <summary>What an editor offers about a mistake is applied, and the project is clean behind it.</summary>
public sealed class CodeFixTests
{
    public static TheoryData<string> Forms => [.. DefinitionForm.All.Select(form => form.Name)];

    public static TheoryData<string, string, string, string> Attributes => new()
    {
        { "RNN004", "Write 'rnn'", """[Cell("rnm", Input = 2, Hidden = 3)]""", """[Cell("rnn", Input = 2, Hidden = 3)]""" },
        { "RNN004", "Write 'rnn'", """[Cell(@"rnm", Input = 2, Hidden = 3)]""", """[Cell(@"rnn", Input = 2, Hidden = 3)]""" },
        { "RNN004", "Write 'rnn'", "[Cell(\"\"\"rmn\"\"\", Input = 2, Hidden = 3)]", "[Cell(\"\"\"rnn\"\"\", Input = 2, Hidden = 3)]" },
        { "RNN004", "Write 'mgu'", """[Cell(("\u006Dguu"), Input = 2, Hidden = 3)]""", """[Cell(("mgu"), Input = 2, Hidden = 3)]""" },
        { "RNN005", "Write 'mine.cell.yaml'", """[Cell("mien.cell.yaml")]""", """[Cell("mine.cell.yaml")]""" },
        { "RNN155", "Write 'width'", """[Cell("mine.cell.yaml"), CellSize("wdth", 3)]""",
            """[Cell("mine.cell.yaml"), CellSize("width", 3)]""" },
        { "RNN155", "Write 'width'", """[Cell("mine.cell.yaml"), CellSize(value: 3, name: @"wdth")]""",
            """[Cell("mine.cell.yaml"), CellSize(value: 3, name: @"width")]""" },
        { "RNN061", "Write 'rate'", """[Cell("mine.cell.yaml"), CellConstant("rat", 3)]""",
            """[Cell("mine.cell.yaml"), CellConstant("rate", 3)]""" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_fix_changes_the_definition_in_any_form(string formName)
    {
        DefinitionForm form = DefinitionForm.Named(formName);
        FixedProject project = Project(form, FixCase.All.Select(mistake => mistake.Wrong));
        ILookup<string, Diagnostic> found = project.Generate().Result.Diagnostics.ToLookup(NameOf);
        for (int i = 0; i < FixCase.All.Count; i++)
        {
            FixCase mistake = FixCase.All[i];
            Diagnostic[] reported = [.. found[NameOf(i)].Where(d => d.Id == mistake.Id)];
            Assert.Single(reported, d => d.Severity == DiagnosticSeverity.Error);
            // A mistake in the cell file of an attribute is reported there, and hidden at the attribute, where editors offer fixes.
            Assert.Equal(form is { Literal: null, NamesClass: false } ? 2 : 1, reported.Length);
            foreach (Diagnostic diagnostic in reported)
            {
                string elsewhere = diagnostic.Severity == DiagnosticSeverity.Hidden ? $" in {NameOf(i)}.cell.yaml" : "";
                CodeAction offer = Assert.Single(project.Offers(diagnostic), offer => offer.Title == mistake.Title + elsewhere);
                FixedProject mended = project.Apply(offer);
                string definition = form.Read(NameOf(i), mended.Sources[i].Text, mended.SpecFiles[i].Text);
                Assert.Equal(mistake.Right.TrimEnd('\n'), definition.TrimEnd('\n'));
            }
        }
    }

    /// <summary>What the fixes lead to, in one form: the text is the same in all.</summary>
    [Fact]
    public void The_mended_definitions_are_clean() =>
        Project(DefinitionForm.Named("raw"), FixCase.All.Select(mistake => mistake.Right)).Generate().AssertClean();

    [Theory]
    [MemberData(nameof(Attributes))]
    public void A_fix_of_an_attribute_leaves_a_clean_project(string id, string title, string wrong, string right)
    {
        const string Definition = "sizes: { width: 2 }\nconstants: { rate: 1 }\ninputs: { x: width }\nstates: { h: width }\n"
            + "equations: |\n  h = x + rate * h'\n";
        var project = new FixedProject([("Cells.cs", Text(wrong))], [("mine.cell.yaml", Definition)]);
        Diagnostic diagnostic = Assert.Single(project.Generate().Diagnostics, d => d.Id == id);
        FixedProject mended = project.Apply(Assert.Single(project.Offers(diagnostic), offer => offer.Title == title));
        mended.Generate().AssertClean();
        Assert.Equal(Text(right), mended.Sources[0].Text);

        static string Text(string attributes) => $"using RnnGen;\n{attributes}\npublic partial struct Cell;\n";
    }

    /// <summary>An id that the provider does not name is never asked for, and one that carries nothing is asked in vain.</summary>
    [Fact]
    public void The_provider_names_the_ids_that_carry_fixes()
    {
        IEnumerable<string> tried = FixCase.All.Select(mistake => mistake.Id).Concat(Attributes.Select(row => (string)row[0]));
        Assert.Equal(tried.Distinct().Order(StringComparer.Ordinal), new CellCodeFixProvider().FixableDiagnosticIds);
    }

    [Fact]
    public void A_fix_is_not_offered_where_the_text_has_been_edited_since()
    {
        FixedProject project = Project(DefinitionForm.Named("raw"), [FixCase.Named("misspelt input").Wrong]);
        Diagnostic diagnostic = Assert.Single(project.Generate().Diagnostics);
        Assert.NotEmpty(project.Offers(diagnostic));
        Assert.Empty(project.Edit("C0.cs", "// a new line\n" + project.Sources[0].Text).Offers(diagnostic));
        Assert.Empty(project.Edit("C0.cs", "").Offers(diagnostic));
    }

    /// <summary>There is no place to put it: the definition is the value of an expression.</summary>
    [Fact]
    public void No_fix_is_offered_in_text_that_is_put_together()
    {
        const string Definition = "\"inputs: { x: 3 }\\nstates: { h: 3 }\\n\" + \"equations: |\\n  h = xx\\n\"";
        var project = new FixedProject([("Cells.cs", $"using RnnGen;\n[Cell({Definition})]\npublic partial struct Cell;\n")], []);
        Assert.Empty(project.Offers(Assert.Single(project.Generate().Diagnostics, d => d.Id == "RNN100")));
    }

    /// <summary>Whatever severity a project gives to the rule, it sees the mistake once.</summary>
    [Fact]
    public void The_hidden_pointer_stays_hidden()
    {
        FixedProject project = Project(DefinitionForm.Named("file"), [FixCase.Named("misspelt input").Wrong]);
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Sources = project.Sources,
            SpecFiles = project.SpecFiles,
            Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("RNN100", ReportDiagnostic.Error),
        });
        Assert.EndsWith("/C0.cell.yaml", Assert.Single(run.Diagnostics).Location.GetLineSpan().Path, StringComparison.Ordinal);
    }

    private static FixedProject Project(DefinitionForm form, IEnumerable<string> definitions)
    {
        (TestFile CSharp, TestFile Cell)[] files = [.. definitions.Select((definition, i) => form.Write(NameOf(i), definition))];
        return new FixedProject([.. files.Select(f => f.CSharp)], [.. files.Select(f => f.Cell)]);
    }

    private static string NameOf(int index) => FormattableString.Invariant($"C{index}");

    /// <summary>The name of the definition in whose file a diagnostic stands.</summary>
    private static string NameOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path.Split('/')[^1].Split('.')[0];
}
