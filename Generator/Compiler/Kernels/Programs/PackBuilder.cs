using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>Parameters to packed weights, and sums of gradients to the gradients of the parameters.</summary>
internal sealed class PackBuilder(PassContext context, Program program)
{
    /// <summary>What stands above a kernel that adds the sums of shards.</summary>
    public const string InOrder = "Always in the order of the shards: the same number of threads gives the same bits.";

    /// <summary>The kernel that packs the weights of a stream. It is built first, and whatever passes need the same call it.</summary>
    public const string OfStream = "PackWeights";

    /// <param name="name">Of the kernel, unless there is one that does the same.</param>
    /// <param name="weights">Where packed weights go: those of a tape or of a stream.</param>
    public PassStep.Run Pack(string name, Source weights) =>
        Pack(name, weights, program.Packed.Panels, program.Packed.Copies, isFirst: true);

    /// <param name="panels">Those of the program, or some of them.</param>
    /// <param name="copies">The same.</param>
    /// <param name="isFirst">Whether nothing is packed yet, so that precomputed parameters are to be made.</param>
    public PassStep.Run Pack(
        string name, Source weights, IEnumerable<Panel> panels, IEnumerable<ParameterCopy> copies, bool isFirst)
    {
        var received = new Received();
        string from = ParametersOf(received, new Source.Parameters(context.Memory.ParameterLength));
        string to = received.Elements(weights, "weights");
        EquatableArray<Statement> body = Statements.Of(of =>
        {
            if (isFirst && Precompute(to) is { } once)
            {
                once.Forward(parameter => Given(from, parameter, 0), of);
                if (program.IsBackward) once.KeepParameters(parameter => Given(from, parameter, 0), of);
            }
            foreach (ParameterCopy copy in copies)
            {
                Offset start = Names.OfCopy(copy.Offset, Parameters[copy.Parameter]);
                of.Call(new RuntimeCall.Copy(Given(from, copy.Parameter, 0), new Address(to, start), copy.Length));
            }
            int number = 0;
            foreach (Panel panel in panels)
            {
                Address at = PanelAt(new Address(to, Names.OfPanel(panel, Parameters)), panel, number++, of);
                foreach (var (share, parameters) in Shares(panel, (parameter, offset) => Parameter(from, to, parameter, offset)))
                    of.Call(new RuntimeCall.Pack(parameters, at, share, panel.Paired));
            }
        });
        return Step(
            name,
            "Packs the parameters: what a block of units needs lies together, in the order of use.",
            received, body);
    }

    /// <summary>Adds what the kernels summed up to the gradients, tensor by tensor.</summary>
    public PassStep.Run AddGradients()
    {
        var received = new Received();
        var shard = context.Memory.Shard.Gradients;
        string sums = received.Elements(new Source.OfFirstShard(shard.Start, shard.Length), "sums");
        string to = ParametersOf(received, new Source.Gradients(context.Memory.ParameterLength));
        var area = context.Memory.Tape.Weights;
        PrecomputeBuilder? once = context.Plan.Precomputation is null
            ? null : Precompute(received.Elements(new Source.Private(area.Start, area.Length), "weights"));
        EquatableArray<Statement> body = Statements.Of(of =>
        {
            once?.ClearSeeds(of);
            foreach (GradientSum sum in program.Gradients.Sums)
                of.Call(new RuntimeCall.Add(
                    Gradient(sum.Parameter, sum.ParameterOffset), new Address(sums, Names.OfGradients(sum, Parameters)), sum.Length));
            int number = 0;
            foreach (Panel panel in program.Gradients.Panels)
            {
                Address at = PanelAt(new Address(sums, Names.OfGradients(panel, Parameters)), panel, number++, of);
                foreach (var (share, gradients) in Shares(panel, Gradient)) of.Call(new RuntimeCall.Unpack(gradients, at, share));
            }
            once?.Backward(once.Kept, to, of);
        });
        return Step(
            program.OneRow ? "AddRowGradients" : "AddGradients", "Adds what the kernels summed up to the gradients, tensor by tensor.",
            received, body);

        Address Gradient(int parameter, int offset) =>
            parameter < GivenParameters ? Given(to, parameter, offset) : once!.Seed(parameter - GivenParameters, offset);
    }

    /// <summary>Adds the sums of another shard to those of the first.</summary>
    public PassStep.JoinShards AddShards()
    {
        var received = new Received();
        var shard = context.Memory.Shard.Gradients;
        string to = received.Elements(new Source.OfFirstShard(shard.Start, shard.Length), "sums");
        string from = received.Elements(new Source.OfShard(shard.Start, shard.Length), "others");
        EquatableArray<Statement> body = Statements.Of(of =>
            of.Call(new RuntimeCall.Add(new Address(to), new Address(from), shard.Length)));
        PassStep.Run step = Step("AddShard", InOrder, received, body);
        return new PassStep.JoinShards(step.Kernel, step.Sources, Division.Sequences, First: 1);
    }

    /// <summary>A reference to a panel that several calls reach.</summary>
    private static Address PanelAt(Address start, Panel panel, int number, Statements to)
    {
        if (Offset.IsZero(start.Offset) || panel.Segments.Sum(segment => segment.Accumulators.Count) == 1) return start;
        string name = KernelSpelling.Numbered("panel", number);
        to.Add(new Statement.Refer(name, start));
        return new Address(name);
    }

    private PassStep.Run Step(string name, string note, Received received, EquatableArray<Statement> body)
    {
        var kernel = new Kernel(name, EquatableArray.Of(note), received.Parameters, body);
        var scope = new TapeScope(received, Division.None, context.TimeSteps);
        EquatableArray<Lent> lent = (received.Sources.Contains(new Source.Weights(context.Plan.StreamWeights))
            ? Contracts.OfStream(received, "steps") : Contracts.OfTape(received, scope)).ToEquatableArray();
        return new PassStep.Run(context.Kernels.Share(kernel, lent), received.Sources);
    }

    private PlaceNames Names => context.Kernels.Places;

    private EquatableArray<Value> Parameters => context.Plan.Step.Parameters;

    private static string ParametersOf(Received received, Source source) => received.Elements(source, "parameters");

    /// <summary>How many parameters are given; those that are precomputed follow.</summary>
    private int GivenParameters => context.Plan.Step.GivenParameters;

    /// <param name="elements">Of all given parameters, or of their gradients.</param>
    private Address Given(string elements, int index, int offset) => new(
        elements, Offset.Add(Names.OfParameter(context.Memory.Parameters[index].Start, Parameters[index]), offset));

    /// <summary>A parameter, or one that lies among the weights.</summary>
    private Address Parameter(string parameters, string weights, int index, int offset) => index < GivenParameters
        ? Given(parameters, index, offset)
        : new Address(weights, context.Memory.Precomputed!.Results[index - GivenParameters].Start + offset);

    private PrecomputeBuilder? Precompute(string weights) => context.Plan.Precomputation is not { } once
        ? null : new PrecomputeBuilder(context, once, context.Memory.Precomputed!, weights);

    /// <param name="at">Where an element of a parameter lies.</param>
    private IEnumerable<(PanelShare Share, Address Parameters)> Shares(Panel panel, Func<int, int, Address> at)
    {
        int before = 0;
        foreach (PanelSegment segment in panel.Segments)
        {
            for (int i = 0; i < segment.Accumulators.Count; i++)
            {
                Submatrix weights = segment.Weights[i];
                yield return (
                    new PanelShare(
                        weights.UnitStride, weights.SourceStride, panel.Units, segment.Length, panel.Blocks, panel.Vectors, before,
                        segment.Accumulators.Count, i),
                    at(weights.Parameter, weights.Offset));
            }
            before += panel.VectorsOf(segment);
        }
    }
}
