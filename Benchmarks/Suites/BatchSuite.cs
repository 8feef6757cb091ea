using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Suites;

/// <summary>64 steps of 32 sequences at (64,128), inference and training, cell by cell.</summary>
[MemoryDiagnoser]
public class BatchSuite
{
    private Contestant _forward = null!;
    private Contestant _training = null!;

    [Params("lstm", "gru", "gru-reset-after", "rnn")]
    public string Cell { get; set; } = "";

    [GlobalSetup]
    public void SetUp() => (_forward, _training) = Cell switch
    {
        "lstm" => Create<Lstm64x128>(CellKind.Lstm),
        "gru" => Create<Gru64x128>(CellKind.Gru),
        "gru-reset-after" => Create<GruAfter64x128>(CellKind.GruResetAfter),
        _ => Create<Rnn64x128>(CellKind.Rnn),
    };

    [Benchmark]
    public void Forward() => _forward.Run(1);

    [Benchmark]
    public void Training() => _training.Run(1);

    private static (Contestant, Contestant) Create<TCell>(CellKind kind)
        where TCell : struct, ICell<float>
    {
        var problem = new Problem(new Workload(kind, 64, 128, 64, 32));
        return (new OurForward<TCell>(problem), new OurTraining<TCell>(problem));
    }
}
