using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Widths;

/// <summary>
/// After <c>Prepare</c> the first calls of a stream compile nothing and allocate nothing. Only a new process tells.
/// </summary>
public sealed class PreparationTests
{
    public const string Argument = "prepare";

    /// <summary>What the first calls of one cell cost.</summary>
    public static string Line(string cell, long methods, long bytes) => $"{cell}: {methods} methods, {bytes} bytes";

    [Fact]
    public void First_calls_compile_and_allocate_nothing()
    {
        string[] lines = WidthProcess.Run([Argument], new Dictionary<string, string>())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] cells = [.. lines.Select(line => line.Split(':')[0])];
        foreach (Type cell in DefinedCells.All) Assert.Contains(cell.Name, cells);
        Assert.Contains(PreparationHost.Typed, cells);
        // The measure sees what a cell compiles that is not prepared.
        Assert.DoesNotContain(Line(PreparationHost.Unprepared, 0, 0), lines);
        Assert.All(cells.Where(cell => cell != PreparationHost.Unprepared), cell => Assert.Contains(Line(cell, 0, 0), lines));
    }
}
