using System;
using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Suites;

/// <summary>One step of one sequence, state carried on.</summary>
[MemoryDiagnoser]
public class StreamingSuite
{
    private readonly float[] _x = new float[64];
    private readonly Lstm1x8.State _state8 = new();
    private readonly Lstm1x32.State _state32 = new();
    private readonly Lstm64x128.State _state128 = new();
    private Lstm1x8.Weights _weights8 = null!;
    private Lstm1x32.Weights _weights32 = null!;
    private Lstm64x128.Weights _weights128 = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _weights8 = ((Lstm1x8.Parameters)Suite.Parameters<Lstm1x8>(CellKind.Lstm, 1, 8)).Pack();
        _weights32 = ((Lstm1x32.Parameters)Suite.Parameters<Lstm1x32>(CellKind.Lstm, 1, 32)).Pack();
        _weights128 = ((Lstm64x128.Parameters)Suite.Parameters<Lstm64x128>(CellKind.Lstm, 64, 128)).Pack();
    }

    [Benchmark]
    public void Lstm1x8Step() => Lstm1x8.Step(_weights8, _x.AsSpan(0, 1), _state8);

    [Benchmark]
    public void Lstm1x32Step() => Lstm1x32.Step(_weights32, _x.AsSpan(0, 1), _state32);

    [Benchmark]
    public void Lstm64x128Step() => Lstm64x128.Step(_weights128, _x.AsSpan(0, 64), _state128);
}
