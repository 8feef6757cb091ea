using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>Between the benchmark's parameters and those of a cell, by name.</summary>
internal static class OurParameters
{
    public static CellParameters<float> Create<TCell>(NetworkParameters values)
        where TCell : struct, ICell<float>
    {
        CellParameters<float> parameters = TCell.CreateParameters();
        foreach (Tensor tensor in values.Tensors) tensor.Values.CopyTo(parameters[tensor.Name]);
        return parameters;
    }
}
