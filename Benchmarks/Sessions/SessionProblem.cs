using System;
using System.Collections.Generic;
using System.Globalization;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>Sessions that live at the same time: each takes one step in a round, with inputs of its own.</summary>
/// <param name="sessions">How many.</param>
/// <param name="head">What the net ends with; null for a cell alone.</param>
/// <param name="group">What the names of our parameters begin with.</param>
internal sealed class SessionProblem(
    string cell, CellKind kind, int input, int hidden, int sessions, DenseHead? head = null, string group = "")
{
    /// <summary>Steps after which results are compared, and different inputs of each session.</summary>
    public const int Steps = 20;

    public Problem Problem { get; } = new(new Workload(kind, input, hidden, Steps, sessions));

    public int Sessions => sessions;

    public DenseHead? Head => head;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{cell}, {sessions}");

    public Workload Workload => Problem.Workload;

    /// <summary>The inputs of all sessions in a round: [sessions, input].</summary>
    public ReadOnlySpan<float> Inputs(int round) =>
        Problem.Inputs.AsSpan(round % Steps * sessions * input, sessions * input);

    /// <summary>Our parameters, with the numbers that all are given.</summary>
    public CellParameters<float> Parameters<TCell>()
        where TCell : struct, ICell<float>
    {
        CellParameters<float> parameters = TCell.CreateParameters();
        foreach (Tensor tensor in Problem.Parameters.Tensors) tensor.Values.CopyTo(parameters[group + tensor.Name]);
        if (head is null) return parameters;
        head.Weights.CopyTo(parameters["V"]);
        head.Bias.CopyTo(parameters["d"]);
        return parameters;
    }

    /// <summary>What is compared: h of all sessions after the last round, and what the net says.</summary>
    public IReadOnlyList<Result> Results(float[] h, float[] classes) =>
        head is null ? [new Result(Truth.H, h)] : [new Result(Truth.H, h), new Result("classes", classes)];
}
