using System;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Autodiff;

/// <summary>Nothing is differentiated by what is not learned, and what is learned has the derivatives that it has anyway.</summary>
public class ConstantParameterTests
{
    private const string Text =
        "inputs: { x: 2 }\nstates: { h: 2 }\nparameters:\n  A: { shape: [2, 2], init: hippo, learned: LEARNED }\n  W: [2, 2]\n"
        + "equations: |\n  h = A @ tanh(W @ x + A @ h')\n";

    [Fact]
    public void Constants_have_no_adjoint_and_others_keep_theirs()
    {
        AdjointFunction learned = Adjoint("true"), constant = Adjoint("false");
        Assert.NotNull(learned.ParameterAdjoints[0]);
        Assert.Null(constant.ParameterAdjoints[0]);
        Assert.True(constant.Equations.Count < learned.Equations.Count);
        double[][] parameters = [[1, 2, 3, 4], [0.5, -1, 0.25, 2]], input = [[0.3, -0.2]], state = [[0.1, 0.7]], seed = [[1, -2]];
        foreach (Func<AdjointFunction, Value?> adjoint in (Func<AdjointFunction, Value?>[])
            [f => f.ParameterAdjoints[1], f => f.InputAdjoints[0], f => f.PreviousAdjoints[0]])
        {
            Assert.Equal(Gradient(learned), Gradient(constant));

            double[] Gradient(AdjointFunction function)
            {
                Evaluation forward = Interpreter.Run(function.Forward, parameters, input, state);
                return Interpreter.Run(function, forward, [], seed)[adjoint(function)!];
            }
        }
    }

    private static AdjointFunction Adjoint(string learned) =>
        Differentiator.Differentiate(Request.Lower(Request.InPlace(Text.Replace("LEARNED", learned, StringComparison.Ordinal))));
}
