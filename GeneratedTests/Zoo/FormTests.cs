using System;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>A cell from the zoo's file and the same cell defined in place come out as the same code.</summary>
public class FormTests
{
    private static readonly GeneratorRun s_definitions = GeneratorHarness.Run(new HarnessProject
    {
        Sources = [.. Repository.Files("Definitions", "*.cs").Select(path => new TestFile(path, Repository.Read(path)))],
    }).AssertClean();

    [Theory]
    [InlineData("RnnSoftmax", "")]
    [InlineData("RnnSoftmax", "Double")]
    [InlineData("LstmSoftmax", "")]
    [InlineData("LstmSoftmax", "Double")]
    public void Both_forms_emit_the_same_code(string cell, string element)
    {
        foreach (string file in (string[])["", ".Kernels"])
        {
            string fromZoo = Code(cell + element, file), inPlace = Code($"{cell}InPlace{element}", file);
            Assert.Equal(fromZoo, inPlace.Replace($"{cell}InPlace{element}", cell + element, StringComparison.Ordinal));
            Assert.Contains($"Backward", fromZoo, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_cells_emit_other_code() =>
        Assert.NotEqual(
            Code("Lstm", ".Kernels"), Code("LstmCoupled", ".Kernels").Replace("LstmCoupled", "Lstm", StringComparison.Ordinal));

    /// <summary>The code from the declaration of the type on: before it stand the definition's title and source.</summary>
    private static string Code(string type, string file)
    {
        string source = s_definitions.Sources.Single(f => f.Key.EndsWith($".{type}{file}.g.cs", StringComparison.Ordinal)).Value;
        return source[source.IndexOf(file.Length > 0 ? "#nullable" : "partial struct", StringComparison.Ordinal)..];
    }
}
