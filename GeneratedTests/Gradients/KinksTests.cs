using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using Xunit;

namespace RnnGen.Tests.Gradients;

/// <summary>Random cells keep away from kinks, so a function whose kinks are not listed fails in few of them, and late.</summary>
public class KinksTests
{
    private const double Near = 1e-4;

    [Fact]
    public void EveryJumpOfAFunctionIsAKink()
    {
        foreach (PointwiseRow row in PointwiseTable.All.Where(row => row.Arity == 1))
        {
            for (int quarters = -16; quarters <= 16; quarters++)
            {
                double x = quarters / 4.0;
                if (!Jumps(at => row.Evaluate(at, 0), x)) continue;
                double distance = Distance(row.Function, x + Near);
                Assert.True(distance < 2 * Near, $"{row.Spelling} jumps at {x}, or its slope does: that is a row of Kinks.");
            }
        }
    }

    /// <summary>Whether the value or the slope differs on both sides.</summary>
    private static bool Jumps(Func<double, double> f, double x)
    {
        double before = (f(x - Near) - f(x - 2 * Near)) / Near, behind = (f(x + 2 * Near) - f(x + Near)) / Near;
        return Math.Abs(behind - before) > 0.05 || Math.Abs(f(x + Near) - f(x - Near)) > 0.05;
    }

    private static double Distance(PointwiseFunction function, double x)
    {
        var builder = new IrBuilder();
        Value argument = builder.Argument("a", Shape.Scalar);
        StepFunction step = builder.Build("test", [], [argument], [], [], [builder.Apply(function, argument)]);
        return Kinks.NearestDistance(step, Interpreter.Run(step, [], [[x]], []));
    }
}
