using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using Xunit.Sdk;

namespace RnnGen.Tests.Gradients;

/// <summary>
/// Back-propagation through time against central differences, with random cotangents at every output, at every state of every step and at
/// the final states. Step 1e-5, error at most 1e-6 * max(1, |g|), points within 1e-3 of a kink drawn again; NaN fails.
/// </summary>
public static class InterpretedGradients
{
    private const double Step = 1e-5, Tolerance = 1e-6, KinkDistance = 1e-3;
    private const int MostDraws = 2000;

    public static void Check(AdjointFunction function, int timeSteps, int batch, int seed)
    {
        var interpreter = new SequenceInterpreter(function);
        SequenceDraw draw = TryDraw(function.Forward, timeSteps, batch, new Random(seed))
            ?? throw new XunitException($"No point away from all kinks in {MostDraws} draws of\n{Printer.Print(function.Forward)}");
        SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
        SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        double Loss() => draw.Loss(interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial));
        foreach (int constant in function.Forward.Constants)
            if (adjoints.Parameters[constant].Any(adjoint => adjoint != 0))
                throw new XunitException($"A constant has an adjoint: {constant}.");
        Compare(
            function, LearnedOf(function.Forward, function.Forward.Parameters), [.. LearnedOf(function.Forward, draw.Parameters)],
            [.. LearnedOf(function.Forward, adjoints.Parameters)], Loss);
        Compare(function, function.Forward.Inputs, draw.Inputs, adjoints.Inputs, Loss);
        Compare(function, function.Forward.Previous, draw.Initial, adjoints.Initial, Loss);
    }

    /// <summary>Nothing is differentiated by the others.</summary>
    private static List<T> LearnedOf<T>(StepFunction function, IEnumerable<T> parameters) =>
        [.. parameters.Where((_, i) => !function.Constants.Contains(i))];

    /// <summary>Random arguments away from kinks, and random seeds; null where that many draws give none.</summary>
    /// <param name="kinkDistance">How far: more than the differences, or the rounding, that shall not reach across.</param>
    public static SequenceDraw? TryDraw(
        StepFunction function, int timeSteps, int batch, Random random, double kinkDistance = KinkDistance, int mostDraws = MostDraws)
    {
        var interpreter = new SequenceInterpreter(function, null);
        for (int i = 0; i < mostDraws; i++)
        {
            SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, random);
            SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
            if (run.Steps.All(step => Kinks.NearestDistance(function, step) >= kinkDistance)) return draw;
        }
        return null;
    }

    private static void Compare(
        AdjointFunction function, IReadOnlyList<Value> values, double[][] points, double[][] adjoints, Func<double> loss)
    {
        for (int i = 0; i < values.Count; i++)
        {
            for (int j = 0; j < points[i].Length; j++)
            {
                double expected = CentralDifference(ref points[i][j], loss), found = adjoints[i][j];
                if (!(Math.Abs(found - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
                {
                    string what = $"d{values[i].Name}[{j}] = {found:R}, differences give {expected:R}";
                    throw new XunitException($"{what} in\n{Printer.Print(function)}");
                }
            }
        }
    }

    private static double CentralDifference(ref double point, Func<double> loss)
    {
        double middle = point;
        point = middle + Step;
        double above = loss();
        point = middle - Step;
        double below = loss();
        point = middle;
        return (above - below) / (2 * Step);
    }
}
