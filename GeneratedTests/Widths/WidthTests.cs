using System;
using System.Collections.Generic;
using Xunit;

namespace RnnGen.Tests.Widths;

/// <summary>The core of the numeric tests on lesser processors: in processes whose runtime may not use some instructions.</summary>
[Collection(WidthFixture.Name)]
public sealed class WidthTests
{
    private readonly WidthFixture _cells;

    public WidthTests(WidthFixture cells) => _cells = cells;

    [Theory]
    [InlineData("EnableAVX512", "512")]
    [InlineData("EnableAVX2", "256")]
    [InlineData("EnableHWIntrinsic", "128")]
    public void Cells_are_right_without(string instructions, string widthThatGoes)
    {
        string printed = WidthProcess.Run([_cells.Path], new Dictionary<string, string> { [$"DOTNET_{instructions}"] = "0" });
        string expected = WidthHost.Widths();
        int at = expected.IndexOf(widthThatGoes, StringComparison.Ordinal);
        if (at >= 0) expected = expected[(at + widthThatGoes.Length + ", ".Length)..];
        Assert.Equal($"widths {expected}, {_cells.Checks} checks", printed.Trim());
    }
}
