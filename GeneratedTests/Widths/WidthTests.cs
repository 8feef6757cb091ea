using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace RnnGen.Tests.Widths;

/// <summary>The core of the numeric tests on lesser processors: in processes whose runtime may not use some instructions.</summary>
[Collection(WidthFixture.Name)]
public sealed class WidthTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly WidthFixture _cells;

    public WidthTests(WidthFixture cells) => _cells = cells;

    [Theory]
    [InlineData("EnableAVX512", "512")]
    [InlineData("EnableAVX2", "256")]
    [InlineData("EnableHWIntrinsic", "128")]
    public void Cells_are_right_without(string instructions, string widthThatGoes)
    {
        string printed = Run($"DOTNET_{instructions}");
        string expected = WidthHost.Widths();
        int at = expected.IndexOf(widthThatGoes, StringComparison.Ordinal);
        if (at >= 0) expected = expected[(at + widthThatGoes.Length + ", ".Length)..];
        Assert.Equal($"widths {expected}, {_cells.Checks} checks", printed.Trim());
    }

    private string Run(string variable)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(WidthHost).Assembly.Location, _cells.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"With {variable}=0 the program did not end within {s_limit}.");
        }
        Assert.True(process.ExitCode == 0, $"With {variable}=0 the program ended with {process.ExitCode}:\n{errors.Result}");
        return output.Result;
    }
}
