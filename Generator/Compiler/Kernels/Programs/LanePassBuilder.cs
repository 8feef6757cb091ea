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
        {
            of.Call(new RuntimeCall.Copy(new Address(from), new Address(to), context.Memory.ParameterLength));
            Precompute(to)?.Forward(parameter => Copied(to, parameter), of);
        });
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
        if (context.Plan.Precomputation is not null)
            steps.Add(Precomputed("OpenPrecomputed", "Before the adjoints of all shards.", (once, _, of) => once.ClearSeeds(of)));
        if (program.Gradients.Length > 0) steps.Add(Totals(program));
        if (context.Plan.Precomputation is not null)
        {
            steps.Add(Precomputed("AddPrecomputed", "From what is made of parameters to the parameters.", (once, received, of) =>
                once.Backward(parameter => Copied(Weights(received), parameter), Gradients(received), of)));
        }
        return new TapePass(program.Name + "Pass", steps.ToEquatableArray());
    }

    /// <summary>The sums of all shards to where their parameters lie, always in this order.</summary>
    private PassStep.JoinShards Totals(Program program)
    {
        var received = new Received();
        var shard = context.Memory.Shard.Gradients;
        string sums = received.Elements(new Source.OfShard(shard.Start, shard.Length), "sums");
        string gradients = Gradients(received);
        PrecomputeBuilder? once = context.Plan.Precomputation is null ? null : Precompute(Weights(received));
        EquatableArray<Statement> body = Statements.Of(of =>
        {
            foreach (GradientSum sum in program.Gradients.Sums)
                Together(sum.AreaOffset, Gradient(sum.Parameter, sum.ParameterOffset), sum.Length, of);
            foreach (LaneGradient block in program.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Outer>().SelectMany(LaneGradients.Blocks))
            {
                Submatrix weights = block.Weights;
                Address to = Gradient(weights.Parameter, weights.Offset);
                bool isWhole = weights.SourceStride == 1 && weights.UnitStride == weights.Length;
                if (isWhole) Together(block.Offset, to, weights.Units * weights.Length, of);
                else of.Call(new RuntimeCall.AddSubmatrix(
                    new Address(sums, block.Offset), to, weights.Units, weights.Length, weights.UnitStride,
                    weights.SourceStride));
            }
        });
        var kernel = new Kernel(
            "Add" + program.Name + "Gradients", EquatableArray.Of(PackBuilder.InOrder), received.Parameters, body);
        context.Kernels.Add(kernel, Contracts.OfTape(received, new TapeScope(received, Division.Groups, context.TimeSteps)));
        return new PassStep.JoinShards(kernel, received.Sources, Division.Groups, First: 0);

        Address Gradient(int parameter, int offset) => parameter < Step.GivenParameters
            ? new Address(gradients, context.Memory.Parameters[parameter].Start + offset)
            : once!.Seed(parameter - Step.GivenParameters, offset);

        void Together(int from, Address to, int length, Statements of) =>
            of.Call(new RuntimeCall.Add(to, new Address(sums, from), length));
    }

    /// <summary>A kernel of what is made of parameters alone.</summary>
    private PassStep.Run Precomputed(string name, string note, Action<PrecomputeBuilder, Received, Statements> build)
    {
        var received = new Received();
        PrecomputeBuilder once = Precompute(Weights(received))!;
        EquatableArray<Statement> body = Statements.Of(of => build(once, received, of));
        var kernel = new Kernel(name, EquatableArray.Of(note), received.Parameters, body);
        var scope = new TapeScope(received, Division.None, context.TimeSteps);
        return new PassStep.Run(context.Kernels.Add(kernel, Contracts.OfTape(received, scope)), received.Sources);
    }

    private PrecomputeBuilder? Precompute(string weights) => context.Plan.Precomputation is not { } once
        ? null : new PrecomputeBuilder(context, once, context.Memory.PrecomputedInLanes!, weights);

    private string Weights(Received received)
    {
        var weights = context.Memory.Tape.Weights;
        return received.Elements(new Source.Private(weights.Start, weights.Length), "weights");
    }

    private string Gradients(Received received) =>
        received.Elements(new Source.Gradients(context.Memory.ParameterLength), StageNames.Gradients);

    /// <summary>Where a parameter lies in the copy of all.</summary>
    private Address Copied(string weights, int parameter) => new(weights, context.Memory.Parameters[parameter].Start);
}
