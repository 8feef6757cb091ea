using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>What is made of parameters alone, and the way back: calls in kernels that pack weights or add gradients.</summary>
/// <param name="precomputation">Of the context's plan.</param>
/// <param name="memory">Where it lies in the weights.</param>
/// <param name="weights">The name of the weights.</param>
internal sealed class PrecomputeBuilder(PassContext context, Precomputation precomputation, PrecomputedMemory memory, string weights)
{
    /// <summary>From the given parameters to the precomputed ones.</summary>
    /// <param name="parameter">Where a given parameter lies.</param>
    public void Forward(Func<int, Address> parameter, Statements to) => Calls(precomputation.Forward, parameter, to);

    /// <summary>Copies the given parameters that the way back reads: it has the weights alone.</summary>
    public void KeepParameters(Func<int, Address> parameter, Statements to)
    {
        for (int i = 0; i < memory.Parameters.Count; i++)
            if (memory.Parameters[i] is { } copy) to.Call(new RuntimeCall.Copy(parameter(i), Weight(copy), copy.Length));
    }

    /// <summary>Where a parameter lies that was kept for the way back.</summary>
    public Address Kept(int parameter) => Weight(memory.Parameters[parameter]
        ?? throw new InvalidOperationException($"Parameter {parameter} was not kept."));

    /// <summary>Where the adjoint of a precomputed parameter is summed.</summary>
    /// <param name="index">Which of them.</param>
    public Address Seed(int index, int offset) => new(weights, memory.Seeds[index].Start + offset);

    public void ClearSeeds(Statements to)
    {
        foreach (Part seed in memory.Seeds) to.Call(new RuntimeCall.Clear(Weight(seed), seed.Length));
    }

    /// <summary>From the sums of adjoints of precomputed parameters to the gradients of the given ones, which it adds to.</summary>
    /// <param name="parameter">Where a given parameter lies.</param>
    /// <param name="gradients">The name of the buffer of all gradients.</param>
    public void Backward(Func<int, Address> parameter, string gradients, Statements to)
    {
        Calls(precomputation.Backward, parameter, to);
        for (int i = 0; i < memory.Adjoints.Count; i++)
        {
            if (memory.Adjoints[i] is { } adjoint)
                to.Call(new RuntimeCall.Add(new Address(gradients, context.Memory.Parameters[i].Start), Weight(adjoint), adjoint.Length));
        }
    }

    /// <summary>Each stage is a kernel of one row.</summary>
    private void Calls(Program program, Func<int, Address> parameter, Statements to)
    {
        var frame = Frame.Precomputing(context.Kernels, precomputation, program);
        List<IReadOnlyList<Kernel>> kernels = new StageKernels(context, frame, program).Build();
        for (int s = 0; s < program.Sweeps.Count; s++)
        {
            EquatableArray<Stage> stages = program.Sweeps[s].Stages;
            for (int i = 0; i < stages.Count; i++)
            {
                Stage stage = stages[i];
                IEnumerable<Argument> rows = Frame.Regions(stage).Select(region =>
                {
                    Address row = Place(region, parameter);
                    return new Argument.Elements(row with { Offset = Offset.Add(row.Offset, frame.Base(stage, region)) });
                });
                to.Add(new Statement.Call(
                    kernels[s][i], rows.Prepend(new Argument.Elements(new Address(weights))).ToEquatableArray()));
            }
        }
    }

    private Address Place((Region Region, int Index) of, Func<int, Address> parameter) => of.Region switch
    {
        Region.Input => parameter(of.Index),
        Region.Output => Weight(memory.Results[of.Index]),
        Region.OutputSeed => Weight(memory.Seeds[of.Index]),
        Region.InputAdjoint => Weight(memory.Adjoints[of.Index]!),
        Region.Scratch => Weight(memory.Scratch),
        _ => throw new InvalidOperationException($"What is made of parameters alone has no {of.Region}."),
    };

    private Address Weight(Part part) => new(weights, part.Start);
}
