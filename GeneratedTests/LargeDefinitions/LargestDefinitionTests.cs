using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Tests.LargeDefinitions;

/// <summary>Definitions as large as the limits allow compile with a bounded effort, which grows with their size and no faster.</summary>
public class LargestDefinitionTests(ITestOutputHelper output)
{
    private const long MostBytes = 500_000_000;

    /// <summary>A guard against what never ends, not a measurement: two seconds are promised on an idle machine.</summary>
    private static readonly TimeSpan s_never = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Dimensions => [.. Dimension.All.Select(dimension => dimension.Name)];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Largest(string name)
    {
        Dimension dimension = Dimension.Get(name);
        long half = Compile(dimension, dimension.Most / 2), whole = Compile(dimension, dimension.Most);
        output.WriteLine($"{name}: {half / 1e6:F1} MB, {whole / 1e6:F1} MB");
        Assert.InRange(whole, 0, MostBytes);
        // What every cell takes is no growth.
        double growth = dimension.CrossesStep ? 2 * 2.6 : 2.6;
        Assert.InRange(whole, 0, (long)(growth * Math.Max(half, 4_000_000)));
    }

    /// <summary>The bytes that were allocated.</summary>
    private static long Compile(Dimension dimension, int size)
    {
        CellRequest request = Request.InPlace(dimension.Definition(size));
        long before = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        CellResult result = CellCompiler.Compile(request);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, s_never);
        var errors = result.Diagnostics.Where(found => found.Rule.Severity == Severity.Error).Select(found => found.Rule.Id).Distinct();
        Assert.Equal(dimension.Name == "Unknown keys" ? ["RNN027"] : [], errors);
        return bytes;
    }

    [Fact]
    public void A_compilation_that_nobody_wants_any_more_stops() => Assert.Throws<OperationCanceledException>(() =>
        CellCompiler.Compile(Request.Zoo("lstm", ("input", 3), ("hidden", 5)), new CancellationToken(canceled: true)));
}
