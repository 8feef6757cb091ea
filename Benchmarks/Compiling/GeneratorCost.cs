using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Compiler;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>What our own compiler takes for a cell, warm, in milliseconds of processor time.</summary>
internal static class GeneratorCost
{
    private const int Repetitions = 9;

    private static readonly ThreadClock Clock = new(wall: false);

    public static int SourceBytes(CellSpec spec)
    {
        CellResult result = CellCompiler.Compile(spec.Request);
        return result.Diagnostics.Count == 0
            ? Encoding.UTF8.GetByteCount(result.Source) + Encoding.UTF8.GetByteCount(result.Kernels)
            : throw new InvalidOperationException($"{spec.Name} is rejected: {result.Diagnostics[0]}");
    }

    public static double Compile(CellSpec spec) => Median(() => CellCompiler.Compile(spec.Request));

    /// <summary>The generator in its driver after an edit of the cell, and after one that touches no cell.</summary>
    public static (double CellEdit, double OtherEdit) Drive(CellSpec spec)
    {
        const string Other = "other.cs";
        CSharpCompilation compilation = CompiledCells.CreateCompilation([spec]).AddSyntaxTrees(Parse("class Other { int a0; }", Other));
        GeneratorDriver driver = CompiledCells.CreateDriver().RunGenerators(compilation);
        int edit = 0;
        double other = Median(() =>
        {
            compilation = Replace(compilation, Other, $"class Other {{ int a{++edit}; }}");
            driver = driver.RunGenerators(compilation);
        });
        double cell = Median(() =>
        {
            compilation = Replace(compilation, spec.TypeName + ".cs", (spec with { Input = spec.Input + ++edit % 2 }).Source.Replace(
                (spec with { Input = spec.Input + edit % 2 }).TypeName, spec.TypeName, StringComparison.Ordinal));
            driver = driver.RunGenerators(compilation);
        });
        return (cell, other);
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(t => t.FilePath == path), Parse(text, path));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, path: path);

    private static double Median(Action action)
    {
        var samples = new double[Repetitions];
        for (int i = 0; i < Repetitions; i++)
        {
            double start = Clock.Seconds;
            action();
            samples[i] = 1e3 * (Clock.Seconds - start);
        }

        return samples.Order().ElementAt(Repetitions / 2);
    }
}
