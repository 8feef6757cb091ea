using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Each mistake alone has one message, with the right id, at the right character, that says what to write.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string> InCSharp => [.. Mistake.All.Where(mistake => !mistake.InSpecFile).Select(mistake => mistake.Name)];

    public static TheoryData<string> InFiles => [.. Mistake.All.Where(mistake => mistake.InSpecFile).Select(mistake => mistake.Name)];

    /// <summary>Through the generator, with no echo from the C# compiler.</summary>
    [Theory]
    [MemberData(nameof(InCSharp))]
    public void Earns_one_message_at_its_place_in_C_sharp(string name)
    {
        Mistake mistake = Mistake.Named(name);
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Sources = [.. mistake.Files.Where(file => file.Path.EndsWith(".cs")).Select(file => (TestFile)file)],
            Weights = [.. mistake.Files.Where(file => file.Path.EndsWith(".safetensors"))
                .Select(file => (file.Path, Encoding.ASCII.GetBytes(file.Text)))],
        });
        Assert.Null(run.Result.Exception);
        string expected = $"{mistake.Path}({mistake.Position.Line},{mistake.Position.Column}): {mistake.Id}";
        Assert.Equal(expected, string.Join("\n", run.Diagnostics.Select(Describe)));
        Assert.Contains(mistake.Hint, run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(run.Complaints);
    }

    /// <summary>Through the front end, to which every door leads.</summary>
    [Theory]
    [MemberData(nameof(InFiles))]
    public void Earns_one_message_at_its_place_in_a_definition(string name)
    {
        Mistake mistake = Mistake.Named(name);
        string text = mistake.Files.Single(file => file.Path == mistake.Path).Text;
        FrontEndResult result = FrontEnd.Read(Request.InPlace(text));
        string expected = $"({mistake.Position.Line},{mistake.Position.Column}): {mistake.Id}";
        Assert.Equal(expected, string.Join("\n", result.Diagnostics.Select(found => Describe(text, found))));
        Assert.Contains(mistake.Hint, result.Diagnostics[0].Message);
    }

    [Fact]
    public void Every_rule_has_one_but_for_limits_and_what_other_tests_have()
    {
        string[] elsewhere =
        [
            "RNN008", "RNN009", "RNN010", "RNN011", "RNN013", "RNN016", "RNN018", "RNN021", "RNN029", "RNN040", "RNN052", "RNN053",
            "RNN054", "RNN056", "RNN057", "RNN059", "RNN060", "RNN061", "RNN062", "RNN079", "RNN080", "RNN081", "RNN090", "RNN091",
            "RNN092", "RNN093", "RNN099", "RNN136", "RNN154", "RNN156", "RNN157", "RNN158", "RNN159", "RNN161", "RNN162",
            "RNN173", "RNN186", "RNN187", "RNN207",
        ];
        IEnumerable<string> expected = Rules.All.Select(rule => rule.Id).Except(elsewhere);
        Assert.Empty(expected.Except(Mistake.All.Select(mistake => mistake.Id)));
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        LinePosition start = span.StartLinePosition;
        return $"{span.Path[(GeneratorHarness.ProjectFolder.Length + 1)..]}({start.Line + 1},{start.Character + 1}): {diagnostic.Id}";
    }

    private static string Describe(string text, CellDiagnostic found)
    {
        if (found.Place is not DiagnosticPlace.Definition { Span.Start: var start }) return $"{found.Place}: {found.Rule.Id}";
        string before = text[..start];
        int column = before.Length - before.LastIndexOf('\n');
        return $"({before.Count(character => character == '\n') + 1},{column}): {found.Rule.Id}";
    }
}
