using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Networks;
using RnnGen.Compiler;

namespace RnnGen.Benchmarks.Suites;

/// <summary>From a definition to C#: our compiler alone.</summary>
[MemoryDiagnoser]
public class CompilerSuite
{
    private static readonly CellRequest Lstm = new CellSpec(CellKind.Lstm, 16, 64).Request;
    private static readonly CellRequest Rnn = new CellSpec(CellKind.Rnn, 16, 64).Request;

    [Benchmark]
    public CellResult CompileLstm() => CellCompiler.Compile(Lstm);

    [Benchmark]
    public CellResult CompileRnn() => CellCompiler.Compile(Rnn);
}
