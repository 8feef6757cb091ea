using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>Each mistake alone: one message, with the right id, at the right character, and no echo from the C# compiler.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string> Names => [.. Mistake.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Earns_one_message_at_its_place(string name)
    {
        Mistake mistake = Mistake.Named(name);
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Sources = [.. mistake.Files.Where(f => f.Path.EndsWith(".cs")).Select(f => (TestFile)f)],
            SpecFiles = [.. mistake.Files.Where(f => f.Path.EndsWith(".yaml")).Select(f => (TestFile)f)],
        });
        Assert.Null(run.Result.Exception);
        string expected = $"{mistake.Path}({mistake.Position.Line},{mistake.Position.Column}): {mistake.Id}";
        Assert.Equal(expected, string.Join("\n", run.Diagnostics.Select(Describe)));
        Assert.Contains(mistake.Hint, run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(run.Complaints);
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        LinePosition start = span.StartLinePosition;
        return $"{span.Path[(GeneratorHarness.ProjectFolder.Length + 1)..]}({start.Line + 1},{start.Character + 1}): {diagnostic.Id}";
    }
}
