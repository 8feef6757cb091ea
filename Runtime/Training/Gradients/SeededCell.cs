using System;
using System.Numerics;

namespace RnnGen;

/// <summary>A cell as a function of all it reads to one number: the sum of all it writes, each element times its seed.</summary>
internal sealed class SeededCell<TCell, T>
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The keys of the random numbers.
    private const int PointKey = 0, SeedKey = 1;

    private ulong _seed;

    public SeededCell(GradientCheckOptions options)
    {
        Parameters = TCell.CreateParameters();
        Tape = TCell.CreateTape(options.TimeSteps, options.Batch, Adjoint.All, options.Threads);
    }

    public CellParameters<T> Parameters { get; }

    public CellTape<T> Tape { get; }

    public void Draw(ulong seed)
    {
        CellInfo info = TCell.Info;
        Parameters.Initialize(seed);
        _seed = seed;
        var random = new CounterRandom(seed, 0, PointKey);
        for (int i = 0; i < info.Parameters.Count; i++)
        {
            // Away from values that hide terms: biases of zero, and whatever makes equal units.
            foreach (ref T value in Parameters[i])
            {
                value += T.CreateTruncating(0.1 * Uniform(ref random));
            }
        }

        for (int i = 0; i < info.Inputs.Count; i++)
        {
            Fill(Tape.Input(i), ref random);
        }

        for (int i = 0; i < info.States.Count; i++)
        {
            Fill(Tape.InitialState(i), ref random);
        }

        var seeds = new CounterRandom(seed, 0, SeedKey);
        for (int i = 0; i < info.Outputs.Count; i++)
        {
            FillNormal(Tape.OutputAdjoint(i), ref seeds);
        }

        for (int i = 0; i < info.States.Count; i++)
        {
            if (Holds(i))
            {
                FillNormal(Tape.StateAdjoint(i), ref seeds);
            }

            FillNormal(Tape.FinalStateAdjoint(i), ref seeds);
        }
    }

    /// <summary>
    /// Gradients of one backward pass, and of two into the same object. The adjoints of inputs and initial states stay on the tape; they
    /// are NaN where Backward does not write them.
    /// </summary>
    public (CellParameters<T> Once, CellParameters<T> Twice) Backward()
    {
        CellParameters<T> once = TCell.CreateParameters(), twice = TCell.CreateParameters();
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < TCell.Info.Inputs.Count; i++)
            {
                Tape.InputAdjoint(i).Fill(T.NaN);
            }

            for (int i = 0; i < TCell.Info.States.Count; i++)
            {
                Tape.InitialStateAdjoint(i).Fill(T.NaN);
            }

            Forward();
            TCell.Backward(Parameters, Tape, twice);
            if (pass == 0)
            {
                twice.CopyTo(once);
            }
        }

        return (once, twice);
    }

    /// <summary>The sum at the present point, in double precision.</summary>
    /// <param name="magnitude">The root of the sum of the squared terms: what rounding is in proportion to.</param>
    public double Value(out double magnitude)
    {
        Forward();
        double sum = 0, squares = 0;
        for (int i = 0; i < TCell.Info.Outputs.Count; i++)
        {
            Add(Tape.OutputAdjoint(i), Tape.Output(i), ref sum, ref squares);
        }

        for (int i = 0; i < TCell.Info.States.Count; i++)
        {
            if (Holds(i))
            {
                Add(Tape.StateAdjoint(i), Tape.State(i), ref sum, ref squares);
            }

            Add(Tape.FinalStateAdjoint(i), Tape.FinalState(i), ref sum, ref squares);
        }

        magnitude = Math.Sqrt(squares);
        return sum;
    }

    /// <summary>Whether the tape has a state after each step. Of others what comes back from the final state is checked.</summary>
    private bool Holds(int state) => !TCell.Info.States[state].IsOverwritten || Tape.CheckpointSteps == 1 || Tape.TimeSteps == 1;

    /// <summary>A pass with the same random numbers as all others.</summary>
    private void Forward()
    {
        Tape.Seed = _seed;
        TCell.Forward(Parameters, Tape);
    }

    private static void Add(ReadOnlySpan<T> seeds, ReadOnlySpan<T> values, ref double sum, ref double squares)
    {
        for (int i = 0; i < seeds.Length; i++)
        {
            double term = double.CreateTruncating(seeds[i]) * double.CreateTruncating(values[i]);
            sum += term;
            squares += term * term;
        }
    }

    private static void Fill(Span<T> values, ref CounterRandom random)
    {
        foreach (ref T value in values)
        {
            value = T.CreateTruncating(Uniform(ref random));
        }
    }

    private static void FillNormal(Span<T> values, ref CounterRandom random)
    {
        foreach (ref T value in values)
        {
            value = T.CreateTruncating(random.NextNormal());
        }
    }

    private static double Uniform(ref CounterRandom random) => 2 * random.NextDouble() - 1;
}
