using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
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
    public PassStep.Run Pack(string name, Source weights) => Pack(name, weights, program.Panels, program.Copies);

    /// <param name="panels">Those of the program, or some of them.</param>
    /// <param name="copies">The same.</param>
    public PassStep.Run Pack(string name, Source weights, IEnumerable<Panel> panels, IEnumerable<ParameterCopy> copies)
    {
        var received = new Received();
        string from = Parameters(received, new Source.Parameters(context.Memory.ParameterLength));
        string to = received.Elements(weights, "weights");
        EquatableArray<Statement> body = Statements.Of(of =>
        {
            foreach (ParameterCopy copy in copies)
                of.Call(new RuntimeCall.Copy(Parameter(from, copy.Parameter, 0), new Address(to, copy.Offset), copy.Length));
            foreach (Panel panel in panels)
                foreach (var (part, parameters) in Parts(panel, from))
                    of.Call(new RuntimeCall.Pack(parameters, new Address(to, panel.Offset), part, panel.Paired));
        });
        return Step(
            name,
            "Packs the parameters for the kernels: what one block of units needs lies together, in the order of use.",
            received, body);
    }

    /// <summary>Adds what the kernels summed up to the gradients, tensor by tensor.</summary>
    public PassStep.Run AddGradients()
    {
        var received = new Received();
        var shard = context.Memory.Shard.Gradients;
        string sums = received.Elements(new Source.OfFirstShard(shard.Start, shard.Length), "sums");
        string to = Parameters(received, new Source.Gradients(context.Memory.ParameterLength));
        EquatableArray<Statement> body = Statements.Of(of =>
        {
            foreach (GradientSum sum in program.GradientSums)
                of.Call(new RuntimeCall.Add(
                    Parameter(to, sum.Parameter, sum.ParameterOffset), new Address(sums, sum.AreaOffset), sum.Length));
            foreach (Panel panel in program.GradientPanels)
                foreach (var (part, parameters) in Parts(panel, to))
                    of.Call(new RuntimeCall.Unpack(parameters, new Address(sums, panel.Offset), part));
        });
        return Step(
            program.OneRow ? "AddRowGradients" : "AddGradients", "Adds what the kernels summed up to the gradients, tensor by tensor.",
            received, body);
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

    private PassStep.Run Step(string name, string note, Received received, EquatableArray<Statement> body)
    {
        var kernel = new Kernel(name, EquatableArray.Of(note), received.Parameters, body);
        var scope = new TapeScope(received, Division.None, context.TimeSteps);
        EquatableArray<Lent> lent = (received.Sources.Contains(new Source.Weights(context.Plan.Streaming.PackedLength))
            ? Contracts.OfStream(received, "steps") : Contracts.OfTape(received, scope)).ToEquatableArray();
        return new PassStep.Run(context.Kernels.Share(kernel, lent), received.Sources);
    }

    private static string Parameters(Received received, Source source) => received.Elements(source, "parameters");

    private Address Parameter(string elements, int index, int offset) =>
        new(elements, context.Memory.Parameters[index].Start + offset);

    private IEnumerable<(PanelPart Part, Address Parameters)> Parts(Panel panel, string parameters)
    {
        int before = 0;
        foreach (PanelSegment segment in panel.Segments)
        {
            for (int i = 0; i < segment.Accumulators.Count; i++)
            {
                ParameterPart block = segment.Parts[i];
                yield return (
                    new PanelPart(
                        block.UnitStride, block.SourceStride, panel.Units, segment.Length, panel.Blocks, panel.Vectors, before,
                        segment.Accumulators.Count, i),
                    Parameter(parameters, block.Parameter, block.Offset));
            }
            before += panel.VectorsOf(segment);
        }
    }
}
