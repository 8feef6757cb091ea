using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>A network of LSTM layers as libraries take it: the numbers are those of the network and of the cells by hand.</summary>
/// <param name="Layers">From the input on.</param>
/// <param name="Inputs">[T, B, input].</param>
/// <param name="Seeds">The adjoint of the last layer's output: [T, B, directions * hidden].</param>
internal sealed record LayerSet(Mode Mode, IReadOnlyList<SetLayer> Layers, float[] Inputs, float[] Seeds)
{
    public static LayerSet Of(LayerProblem problem) => new(
        problem.Mode,
        [.. Enumerable.Range(1, 2).Select(layer => new SetLayer(
            new Workload(CellKind.Lstm, layer == 1 ? problem.Input : problem.Hidden, problem.Hidden, problem.TimeSteps, problem.Batch),
            [$"layer{layer}."], [problem.Parameters(layer)]))],
        problem.Inputs,
        problem.Seeds);

    public static LayerSet Of(DirectionProblem problem)
    {
        var workload = new Workload(CellKind.Lstm, problem.Input, problem.Hidden, problem.TimeSteps, problem.Batch);
        string[] names = [DirectionNames.Forward, DirectionNames.Backward];
        return new LayerSet(
            problem.Mode, [new SetLayer(workload, names, [.. names.Select(problem.Parameters)])], problem.Inputs, problem.Seeds);
    }
}

/// <summary>One layer in one direction, or in both.</summary>
/// <param name="Names">What stands before the names of the parameters of each direction.</param>
internal sealed record SetLayer(Workload Workload, IReadOnlyList<string> Names, IReadOnlyList<NetworkParameters> Parameters);
