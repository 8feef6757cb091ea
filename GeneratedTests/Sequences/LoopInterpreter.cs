using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Tests.Sequences;

/// <summary>
/// Runs the loops of a program one after the other over all rows of a sequence: what a list of loops means. A loop sees what earlier ones
/// handed on and nothing else of them; rows that are computed all at once come in a random order.
/// </summary>
/// <param name="argument">The elements of an argument in a row: a parameter, an input, a seed, a value of the forward pass.</param>
/// <param name="arriving">What arrives from outside, by state: before the first step in the direction of the loops.</param>
/// <param name="joining">What joins in each row what arrives from the step before; null where nothing does.</param>
internal sealed class LoopInterpreter(
    SequenceProgram program,
    int timeSteps,
    int batch,
    Func<Value, int, double[]> argument,
    Func<int, int, double[]> arriving,
    Func<int, int, double[]>? joining = null)
{
    private readonly SequenceFunction _function = program.Function;
    private readonly HashSet<int> _defined = [.. program.Function.Equations.Select(e => e.Result.Id)];
    private readonly Dictionary<int, Carry> _arrivals = program.Function.Carries.All.ToDictionary(c => c.Arriving.Id);
    private readonly Dictionary<(int Value, int Row), double[]> _handed = [];
    private readonly Random _order = new(1);

    /// <summary>By state and row: what left it; for a state that nothing carries there is none.</summary>
    public Dictionary<(int State, int Row), double[]> Left { get; } = [];

    /// <summary>By the index of a result and row.</summary>
    public Dictionary<(int Result, int Row), double[]> Results { get; } = [];

    /// <summary>By the id of a kept value and row.</summary>
    public Dictionary<(int Value, int Row), double[]> Kept { get; } = [];

    /// <summary>By the index of a sum.</summary>
    public Dictionary<int, double[]> Sums { get; } = [];

    public void Run()
    {
        foreach (Loop loop in program.Loops)
        {
            int[] rows = [.. Enumerable.Range(0, timeSteps * batch)];
            if (loop is Loop.AllRows) _order.Shuffle(rows);
            else if (((Loop.TimeLoop)loop).Direction == Direction.Reversed) Array.Reverse(rows);
            foreach (int row in rows) Run(loop, row);
        }
    }

    private void Run(Loop loop, int row)
    {
        LoopBody body = loop.Body;
        var values = new Evaluation(0);
        IEnumerable<Value> read = body.Equations.SelectMany(e => e.Operands)
            .Concat(body.Flow.Sums.SelectMany(s => _function.Sums[s].Values))
            .Concat(body.Flow.Results.Select(r => r.Value)).Concat(body.Carries.Select(c => c.Leaving).OfType<Value>());
        foreach (Value value in read.Distinct())
        {
            if (_arrivals.TryGetValue(value.Id, out Carry? carry))
            {
                bool isThere = loop is Loop.TimeLoop && body.Carries.Contains(carry) || _function.Carries.Last;
                if (isThere) values.Set(value, Arriving(carry, row));
            }
            else if (!_defined.Contains(value.Id)) values.Set(value, argument(value, row));
        }
        foreach (Value value in body.Flow.Reads)
            if (_handed.TryGetValue((value.Id, row), out double[]? elements)) values.Set(value, elements);
        Interpreter.Run(body.Equations, values);
        // What arrives may be handed on too.
        foreach (Carry carry in body.Carries.Where(c => body.Flow.Handed.Contains(c.Arriving)))
            values.Set(carry.Arriving, Arriving(carry, row));
        Store(body, row, values);
    }

    private void Store(LoopBody body, int row, Evaluation values)
    {
        foreach (Value value in body.Flow.Handed) _handed.Add((value.Id, row), values[value]);
        foreach (Value value in body.Flow.Kept) Kept.Add((value.Id, row), values[value]);
        foreach (Result result in body.Flow.Results) Results.Add((result.Index, row), values[result.Value]);
        foreach (Carry carry in body.Carries)
            Left.Add((carry.State, row), carry.Leaving is { } leaving ? values[leaving] : new double[carry.Arriving.Shape.Length]);
        foreach (int sum in body.Flow.Sums)
        {
            double[][] factors = [.. _function.Sums[sum].Values.Select(v => values[v])];
            double[] term = factors.Length == 1 ? factors[0] : [.. factors[0].SelectMany(a => factors[1].Select(b => a * b))];
            double[] total = Sums.TryGetValue(sum, out double[]? known) ? known : Sums[sum] = new double[term.Length];
            for (int i = 0; i < term.Length; i++) total[i] += term[i];
        }
    }

    private double[] Arriving(Carry carry, int row)
    {
        int before = carry.Direction == Direction.Reversed ? row + batch : row - batch;
        double[] found = before < 0 || before >= timeSteps * batch ? arriving(carry.State, row % batch) : Left[(carry.State, before)];
        return joining is null ? found : [.. found.Zip(joining(carry.State, row), (a, b) => a + b)];
    }
}
