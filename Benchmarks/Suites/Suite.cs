using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Suites;

/// <summary>What the suites share.</summary>
internal static class Suite
{
    public static CellParameters<float> Parameters<TCell>(CellKind kind, int input, int hidden)
        where TCell : struct, ICell<float> =>
        OurParameters.Create<TCell>(NetworkParameters.Random(new Workload(kind, input, hidden), seed: 1));
}
