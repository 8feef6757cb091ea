using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.UserMistakes;

/// <summary>
/// Each mistake has one message, with the right id, at the right character, that says what to write, and no echo from the C# compiler.
/// All stand in one project.
/// </summary>
public sealed class MistakeTests
{
    private static readonly Lazy<GeneratorRun> s_run = new(() => GeneratorHarness.Run(new HarnessProject
    {
        Sources = [.. Files(".cs")],
        SpecFiles = [.. Files(".yaml")],
    }));

    public static TheoryData<string> Names => [.. Mistake.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Earns_one_message_at_its_place(string name)
    {
        Mistake mistake = Mistake.Named(name);
        Diagnostic[] found = [.. s_run.Value.Diagnostics.Where(d => PathOf(d) == mistake.Path)];
        string expected = $"{mistake.Path}({mistake.Position.Line},{mistake.Position.Column}): {mistake.Id}";
        Assert.Equal(expected, string.Join("\n", found.Select(Describe)));
        Assert.Contains(mistake.Hint, found[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Nothing_follows_from_them()
    {
        Assert.Null(s_run.Value.Result.Exception);
        Assert.Equal(Mistake.All.Count, s_run.Value.Diagnostics.Length);
        Assert.Empty(s_run.Value.Complaints);
    }

    [Fact]
    public void Every_rule_has_one_but_for_limits_and_what_other_tests_have()
    {
        string[] elsewhere =
        [
            "RNN008", "RNN009", "RNN010", "RNN011", "RNN013", "RNN016", "RNN021", "RNN029", "RNN040", "RNN052", "RNN053", "RNN054",
            "RNN056", "RNN057", "RNN059", "RNN060", "RNN061", "RNN062", "RNN079", "RNN080", "RNN081", "RNN099", "RNN136", "RNN154",
            "RNN156", "RNN157", "RNN158", "RNN159", "RNN161", "RNN162",
        ];
        IEnumerable<string> expected = Rules.All.Select(rule => rule.Id).Except(elsewhere);
        Assert.Empty(expected.Except(Mistake.All.Select(mistake => mistake.Id)));
    }

    private static IEnumerable<TestFile> Files(string extension) => Mistake.All
        .SelectMany(mistake => mistake.Files)
        .Where(file => file.Path.EndsWith(extension, StringComparison.Ordinal))
        .Select(file => (TestFile)file);

    private static string PathOf(Diagnostic diagnostic) =>
        diagnostic.Location.GetLineSpan().Path[(GeneratorHarness.ProjectFolder.Length + 1)..];

    private static string Describe(Diagnostic diagnostic)
    {
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return $"{PathOf(diagnostic)}({start.Line + 1},{start.Character + 1}): {diagnostic.Id}";
    }
}
