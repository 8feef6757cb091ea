using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Lanes;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Lanes;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// Passes over a tape with a sequence in each lane. A group of sequences goes through all its time steps before the next one starts: its
/// tensors are turned into records of one vector for each unit, one record for each time step and one before the first, and turned back at
/// the end.
/// </summary>
internal sealed class LanePassBuilder(PassContext context, LanePlan plan)
{
    private StepFunction Step => context.Plan.Step;

    /// <param name="saves">Whether it may save values for a backward pass; whether it has to, it is asked where the plan says so.</param>
    public TapePass Forward(Program program, bool saves)
    {
        var received = new Received();
        var weights = context.Memory.Tape.Weights;
        string from = received.Elements(new Source.Parameters(context.Memory.ParameterLength), "parameters");
        string to = received.Elements(new Source.Private(weights.Start, weights.Length), "weights");
        EquatableArray<Statement> copy = Statements.Of(of =>
            of.Call(new RuntimeCall.Copy(new Address(from), new Address(to), context.Memory.ParameterLength)));
        var kernel = new Kernel("CopyParameters", EquatableArray<string>.Empty, received.Parameters, copy);
        var scope = new TapeScope(received, Division.None, context.TimeSteps);
        kernel = context.Kernels.Share(kernel, Contracts.OfTape(received, scope));
        PassStep sweep = new LaneSweepBuilder(context, plan, program, saves).Forward();
        return new TapePass(program.Name + "Pass", EquatableArray.Of<PassStep>(new PassStep.Run(kernel, received.Sources), sweep));
    }

    public TapePass Backward(Program program)
    {
        List<PassStep> steps =
        [
            .. TapePassBuilder.Unreached(context.Plan, program)
                .Where(s => s is PassStep.ClearTensor { Tensor.Kind: TapeTensor.InputAdjoint }),
            new LaneSweepBuilder(context, plan, program, saves: true).Backward(),
        ];
        if (program.GradientLength > 0) steps.Add(Totals(program));
        return new TapePass(program.Name + "Pass", steps.ToEquatableArray());
    }

    /// <summary>The sums of all shards to where their parameters lie, always in this order.</summary>
    private PassStep.JoinShards Totals(Program program)
    {
        var received = new Received();
        var shard = context.Memory.Shard.Gradients;
        string sums = received.Elements(new Source.OfShard(shard.Start, shard.Length), "sums");
        string gradients = received.Elements(new Source.Gradients(context.Memory.ParameterLength), StageNames.Gradients);
        EquatableArray<Statement> body = Statements.Of(of =>
        {
            foreach (GradientSum sum in program.GradientSums)
                Together(sum.AreaOffset, context.Memory.Parameters[sum.Parameter].Start + sum.ParameterOffset, sum.Length, of);
            foreach (LaneGradient block in program.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Outer>().SelectMany(LaneGradients.Blocks))
            {
                ParameterPart weights = block.Weights;
                int to = context.Memory.Parameters[weights.Parameter].Start + weights.Offset;
                bool isWhole = weights.SourceStride == 1 && weights.UnitStride == weights.Length;
                if (isWhole) Together(block.Offset, to, weights.Units * weights.Length, of);
                else of.Call(new RuntimeCall.AddRectangle(
                    new Address(sums, block.Offset), new Address(gradients, to), weights.Units, weights.Length, weights.UnitStride,
                    weights.SourceStride));
            }
        });
        var kernel = new Kernel(
            "Add" + program.Name + "Gradients", EquatableArray.Of(PackBuilder.InOrder), received.Parameters, body);
        context.Kernels.Add(kernel, Contracts.OfTape(received, new TapeScope(received, Division.Groups, context.TimeSteps)));
        return new PassStep.JoinShards(kernel, received.Sources, Division.Groups, First: 0);

        void Together(int from, int to, int length, Statements of) =>
            of.Call(new RuntimeCall.Add(new Address(gradients, to), new Address(sums, from), length));
    }
}
