using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Networks;
using RnnGen.Tests.RandomCells;
using RnnGen.Tool.Exporting.C;
using Xunit;

namespace RnnGen.ToolTests.Exporting;

/// <summary>
/// Exported C, compiled by gcc and by clang with all warnings as errors and run with sanitizers, computes what the IR's interpreter does.
/// </summary>
public sealed class CExportTests
{
    private const string Clang = "clang";

    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1";

    private static readonly int s_randomCells = s_isLong ? 120 : 10, s_randomCellsByClang = s_isLong ? 120 : 4;

    /// <summary>Which arithmetic is undefined, clang finds out where it is here: gcc takes twice as long for it.</summary>
    private static readonly bool s_gccSanitizesAll = s_isLong || !CompilerTheoryAttribute.Runs(Clang);

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_zoo(bool isDouble) => CheckZoo("gcc", isDouble, first: isDouble ? 1 : 0);

    /// <summary>What gcc has in float clang has in double, and the other way round.</summary>
    [CompilerTheory(Clang)]
    [InlineData(false)]
    [InlineData(true)]
    public void The_zoo_by_clang(bool isDouble) => CheckZoo(Clang, isDouble, first: isDouble ? 0 : 1);

    [CompilerTheory]
    [InlineData(0)]
    public void Networks_and_random_cells(int first) => CheckRandom("gcc", first, s_randomCells);

    [CompilerTheory(Clang)]
    [InlineData(2000)]
    public void Networks_and_random_cells_by_clang(int first) => CheckRandom(Clang, first, s_randomCellsByClang);

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_function(bool isDouble) => CheckFunctions("gcc", isDouble);

    [CompilerTheory(Clang)]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_function_by_clang(bool isDouble) => CheckFunctions(Clang, isDouble);

    /// <summary>Every other cell, the ones in between being of the other precision.</summary>
    private static void CheckZoo(string compiler, bool isDouble, int first)
    {
        var cases = new List<ExportCase>();
        foreach (string name in ZooLibrary.Names.Where((_, place) => place % 2 == first))
        {
            int i = cases.Count;
            TapeExtents? tape = i % 4 == 3 ? null : new TapeExtents(3 + i % 2, i % 3 + 1);
            cases.Add(ExportCase.Create($"zoo{i}", ExportRequests.Zoo(name, isDouble, i), tape, seed: i)!);
        }
        // Other numbers in the same code: to see it optimised once is enough.
        Check(compiler, cases, optimized: isDouble ? 0 : 1);
    }

    private static void CheckRandom(string compiler, int first, int count)
    {
        var cases = new List<ExportCase>();
        foreach (string definition in Networks.All)
            Add(definition);
        for (int seed = first; seed < first + count; seed++)
        {
            Add(RandomCell.CreateWithText(seed, RandomCellSize.Mixed).Definition!);
            Add(RandomCell.CreateChained(100 + seed).Definition!);
            if (seed % 4 == 0) Add(MatrixDefinition.Create(seed));
        }
        Assert.InRange(cases.Count, 20, 400);
        Assert.Contains(cases, one => !one.CanStream);
        Check(compiler, cases, optimized: 3);

        void Add(string definition)
        {
            int i = cases.Count;
            CellRequest request = ExportRequests.Of(definition, isDouble: i % 4 != 0);
            if (ExportCase.Create($"cell{i}", request, new TapeExtents(3, i % 3 + 1), seed: i, isRandom: true) is { } one) cases.Add(one);
        }
    }

    private static void CheckFunctions(string compiler, bool isDouble)
    {
        Assert.Equal(Enum.GetValues<PointwiseFunction>(), CFunctions.Spelling.Keys.Order());
        PointwiseRow[] rows = [.. PointwiseTable.All.Where(row => char.IsLetter(row.Spelling[0]))];
        string equations = string.Concat(rows.Select((row, i) => $"  v{i} = {row.Spelling}({Operands(row)})\n"));
        string outputs = string.Concat(rows.Select((_, i) => $"  y{i}: v{i}\n"));
        string definition = $"sizes: {{ input: 23 }}\ninputs: {{ x: input }}\nequations: |\n{equations}outputs:\n{outputs}";
        CellRequest request = ExportRequests.Of(definition, isDouble);
        Check(compiler, [ExportCase.Create("functions", request, new TapeExtents(3, 2), seed: 1)!]);

        // Beyond where their exponentials are 0 or overflow in float, and away from their poles; an angle of 120 has few bits behind the
        // point.
        static string Operands(PointwiseRow row) =>
            row.Arity == 2 ? "x, 0.3 - x" : row.Function == PointwiseFunction.Exp ? "x"
            : row.Function is PointwiseFunction.Sin or PointwiseFunction.Cos ? "4 * x" : row.HasPole ? "abs(x) + 0.5" : "120 * x";
    }

    /// <summary>0.88 to the power of 6400 is below every bound; rounding keeps a float at 4 in the last place.</summary>
    [CompilerTheory]
    [InlineData("flush", 0)]
    [InlineData("keep", 6)]
    public void A_silent_stream(string denormals, int expected)
    {
        string definition = $$"""
            denormals: {{denormals}}
            sizes: { input: 3 }
            inputs: { x: input }
            states: { h: input }
            equations: |
              h = 0.88 * h' + x

            """;
        const string Main = """
            #include <stdio.h>
            #include "silent.h"
            int main(void)
            {
                static silent_state stepped, run;
                static float x[6400 * 3];
                silent_init(&stepped);
                silent_init(&run);
                for (int i = 0; i < 3; i++) stepped.h[i] = run.h[i] = 1;
                for (int t = 0; t < 6400; t++) silent_step(&stepped, x);
                silent_run(&run, 6400, x);
                int kept = 0;
                for (int i = 0; i < 3; i++) kept += (stepped.h[i] > 0) + (run.h[i] > 0);
                printf("%d", kept);
                return 0;
            }

            """;
        ExportCase one = ExportCase.Create("silent", ExportRequests.Of(definition, isDouble: false), null, seed: 1)!;
        using var program = new CProgram([one]);
        Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), program.Run(Main, "gcc", Sanitized("gcc")));
    }

    /// <param name="optimized">One of how many is optimised too; zero for none.</param>
    private static void Check(string compiler, IReadOnlyList<ExportCase> cases, int optimized = 1)
    {
        using var program = new CProgram(cases);
        program.Check(compiler, Sanitized(compiler));
        if (s_isLong)
            foreach (string level in new[] { "-Os", "-O3" }) program.Check(compiler, level);
        // What gcc sees, and warns of, when it optimises.
        else if (optimized > 0 && compiler != Clang) program.Compile(compiler, optimized, "-O2", "-c");
    }

    /// <summary>
    /// Not optimised, which takes the compiler half of the time; and each access is checked by a call, not in line, which makes a quarter
    /// less code.
    /// </summary>
    private static string[] Sanitized(string compiler)
    {
        const string CallsFrom = "asan-instrumentation-with-call-threshold=0";
        string what = compiler == Clang || s_gccSanitizesAll ? "address,undefined" : "address";
        string[] calls = compiler == Clang ? ["-mllvm", "-" + CallsFrom] : ["--param", CallsFrom];
        return ["-O0", "-fsanitize=" + what, "-fno-sanitize-recover=all", .. calls];
    }
}
