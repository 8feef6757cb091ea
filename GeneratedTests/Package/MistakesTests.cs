using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Tests.UserMistakes;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>A project that makes a mistake for each message that there is a test for, built against the package.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class MistakesTests(PackedRnnGen packed)
{
    [Fact]
    public void Each_is_reported_once_at_its_place_also_without_analyzers()
    {
        ConsumerProject project = packed.CreateProject(
            "Mistaken",
            "<Nullable>enable</Nullable>",
            [("Program.cs", "System.Console.WriteLine();"), .. Mistake.OnePerId.SelectMany(m => m.Files)]);
        IEnumerable<string> expected = Mistake.OnePerId
            .Select(m => $"{m.Path}({m.Position.Line},{m.Position.Column}): {m.Id}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, Describe(project.Fail()));
        Assert.Equal(expected, Describe(project.Fail("--no-restore", "-p:RunAnalyzers=false")));
    }

    private static IEnumerable<string> Describe(IEnumerable<BuildMessage> messages) =>
        messages.Select(m => $"{m.File}({m.Line},{m.Column}): {m.Id}").Order(StringComparer.Ordinal);
}
