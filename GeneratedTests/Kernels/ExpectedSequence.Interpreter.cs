using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;

namespace RnnGen.Tests.Kernels;

/// <content>The interpreter, which a program on another processor has not.</content>
internal sealed partial record ExpectedSequence
{
    /// <summary>Runs a cell, as it came from its definition, forward and backward.</summary>
    public static ExpectedSequence Of(StepFunction function, SequenceDraw draw, int timeSteps, int batch)
    {
        var interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
        SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
        SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        return new ExpectedSequence(
            timeSteps, batch, run.Outputs, run.States, adjoints.Parameters, adjoints.Inputs, adjoints.Initial);
    }
}
