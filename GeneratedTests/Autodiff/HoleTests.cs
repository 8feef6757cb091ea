using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Lanes;
using Xunit;

namespace RnnGen.Tests.Autodiff;

/// <summary>What was not chosen has the adjoint zero by selection, all the way down: never zero times infinity.</summary>
public class HoleTests
{
    private const int RandomCells = 200;
    private const double Step = 1e-6, Tolerance = 5e-4;

    /// <summary>With these, a hole may be chosen alone, so that on neither side of it there is what is chosen there.</summary>
    private static readonly string[] s_alone = ["==", "<"];

    public static TheoryData<string> Definitions => [.. Holes.Definitions];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Derivatives_are_those_of_what_was_chosen(string definition)
    {
        const int timeSteps = 3, batch = 5;
        StepFunction function = Request.Lower(Request.InPlace(definition));
        SequenceDraw draw = Holes.Draw(definition, function, timeSteps, batch, new Random(1));
        var interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
        SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
        Assert.All(run.States.SelectMany(state => state), element => Assert.True(double.IsFinite(element)));
        SequenceAdjoints found = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        Compare(draw.Parameters, found.Parameters);
        Compare(draw.Inputs, found.Inputs);
        Compare(draw.Initial, found.Initial);

        AdjointFunction passed =
            Pipeline.AfterDifferentiation(Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function)));
        interpreter = new SequenceInterpreter(passed);
        run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
        SequenceAdjoints after = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        foreach ((double[] left, double[] right) in All(found).Zip(All(after)))
            for (int i = 0; i < left.Length; i++) Assert.True(Math.Abs(left[i] - right[i]) <= 1e-9 * Math.Max(1, Math.Abs(left[i])));

        // At a hole one side has what is chosen there, if it is not chosen in that point alone.
        void Compare(double[][] points, double[][] adjoints)
        {
            for (int i = 0; i < points.Length; i++)
            {
                for (int j = 0; j < points[i].Length; j++)
                {
                    double[] expected = Differences(points[i], j);
                    double adjoint = adjoints[i][j];
                    bool isRight = expected.Any(e => Math.Abs(adjoint - e) <= Tolerance * Math.Max(1, Math.Abs(e)));
                    bool isPoint = points[i][j] == 0 && s_alone.Any(sign => definition.Contains(sign, StringComparison.Ordinal));
                    Assert.True(double.IsFinite(adjoint) && (isRight || isPoint),
                        $"{adjoint} at {i}[{j}], differences give {string.Join(" or ", expected)} in\n{definition}");
                }
            }
        }

        double[] Differences(double[] point, int j)
        {
            double middle = point[j], at = Loss();
            point[j] = middle - Step;
            double below = Loss();
            point[j] = middle + Step;
            double above = Loss();
            point[j] = middle;
            return middle == 0 ? [(at - below) / Step, (above - at) / Step] : [(above - below) / (2 * Step)];
        }

        double Loss() => draw.Loss(interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial));
    }

    /// <summary>Random cells that are NaN or infinite where they do not choose, against central differences; NaN fails.</summary>
    [Fact]
    public void Random_cells_agree_with_central_differences()
    {
        int compared = 0, hasHoles = 0;
        for (int seed = 0; seed < RandomCells; seed++)
        {
            StepFunction function = Request.Lower(Request.InPlace(LaneDefinition.Create(seed)));
            if (InterpretedGradients.TryDraw(function, 2, 2, new Random(seed), mostDraws: 100) is not { } draw) continue;
            SequenceRun run = new SequenceInterpreter(function, null).Forward(2, 2, draw.Parameters, draw.Inputs, draw.Initial);
            if (function.Equations.Any(equation => run.Steps.Any(step => step[equation.Result].Any(double.IsNaN)))) hasHoles++;
            InterpretedGradients.Check(Differentiator.Differentiate(function), 2, 2, seed);
            compared++;
        }
        Assert.InRange(compared, 0.5 * RandomCells, RandomCells);
        Assert.InRange(hasHoles, 0.1 * RandomCells, RandomCells);
    }

    private static IEnumerable<double[]> All(SequenceAdjoints adjoints) =>
        [.. adjoints.Parameters, .. adjoints.Inputs, .. adjoints.Initial];
}
