using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// How much memory there is behind what a kernel at the head of a cell receives: what the runtime's tapes and states promise, and the
/// parts of private memory that the plan has laid out in them. Proofs begin here. Of a rectangle the tape promises that it lies within the
/// T steps of the B sequences and is not empty: T is at least early + timeSteps, B is begin + count + after. Nor does it leave its stretch:
/// a stretch has at least within + timeSteps steps, and origin + within is early; so it is with strips. Tests hold the runtime to it.
/// </summary>
internal static class Contracts
{
    public static IEnumerable<Lent> OfTape(Received received, TapeScope scope)
    {
        TapeScope closed = scope.Closed;
        foreach (var (parameter, source) in received.Parameters.Zip(received.Sources, (p, s) => (p, s)))
            if (parameter is Parameter.Elements) yield return new Lent(parameter.Name, Behind(source));

        Offset Behind(Source of) => of switch
        {
            Source.Tensor tensor when HeldWith(tensor.Kind) is { } held && received.Has(Name(held)) =>
                new Offset.Choice(Name(held), Length(tensor), 0),
            Source.Tensor tensor => Length(tensor),
            Source.TensorOr either => new Offset.Choice(Name(either.Adjoints), Length(either.Wanted), Behind(either.Otherwise)),
            Source.Private part => closed.Of(part.Length),
            Source.PrivateByUse part => new Offset.Choice(Name(Adjoints.Any), closed.Of(part.ToSave), closed.Of(part.Otherwise)),
            Source.OfShard part => part.Length,
            Source.OfStrip part => Offset.Add(closed.Within, closed.TimeSteps) * part.Width,
            Source.OfStretch part => Offset.Add(closed.Within, closed.TimeSteps, 1) * part.Width,
            Source.OfFirstShard part => part.Length,
            Source.Weights weights => weights.Length,
            Source.Parameters parameters => parameters.Length,
            Source.Gradients gradients => gradients.Length,
            _ => throw new InvalidOperationException($"{of} is no memory of a tape."),
        };

        Offset Length(Source.Tensor tensor) => tensor.Kind switch
        {
            TapeTensor.State => OfRows(Blocks(tensor.Held), tensor),
            TapeTensor.FinalStateAdjoint or TapeTensor.InitialStateAdjoint => OfRows(closed.Batch, tensor),
            _ => OfRows(closed.Rows, tensor),
        };

        Offset Blocks(HeldSteps held)
        {
            Offset all = Offset.Add(closed.Rows, closed.Batch);
            return held switch
            {
                HeldSteps.All => all,
                HeldSteps.OnDemand => new Offset.Choice(Name(Adjoints.Any), all, closed.Batch * 2),
                HeldSteps.Ends => closed.Batch * 2,
                _ => closed.Batch * Offset.Add(closed.Stretch, 2),
            };
        }

        Offset OfRows(Offset rows, Source.Tensor tensor) => tensor.InGroups
            ? Offset.Add(rows, new Offset.Difference(new Offset.Lanes(), 1)) * tensor.Length
            : rows * tensor.Length;
    }

    /// <param name="steps">The name of the number of steps.</param>
    public static IEnumerable<Lent> OfStream(Received received, string steps)
    {
        var all = received.Parameters.Zip(received.Sources, (p, s) => (Parameter: p, Source: s)).ToList();
        var strides = all.Where(p => p.Source is Source.InputStride or Source.OutputStride)
            .ToDictionary(p => p.Source, p => p.Parameter.Name);
        foreach (var (parameter, source) in all)
            if (parameter is Parameter.Elements) yield return new Lent(parameter.Name, Behind(source));

        Offset Behind(Source of) => of switch
        {
            Source.Weights weights => weights.Length,
            Source.States states => states.Length,
            Source.SpareStates states => states.Length,
            Source.OfState part => part.Length,
            Source.Parameters parameters => parameters.Length,
            Source.Input input => Sequence(input.Length, new Source.InputStride(input.Index)),
            Source.Output output => Sequence(output.Length, new Source.OutputStride(output.Index)),
            _ => throw new InvalidOperationException($"{of} is no memory of a stream."),
        };

        // Without a stride the rows of the steps follow each other without gaps.
        Offset Sequence(int length, Source stride) => strides.TryGetValue(stride, out string? name)
            ? Offset.Add(new Offset.Difference(steps.Variable(), 1) * name.Variable(), length)
            : steps.Variable() * length;
    }

    private static string Name(Adjoints adjoints) => Received.FlagName(adjoints);

    private static Adjoints? HeldWith(TapeTensor tensor) => tensor switch
    {
        TapeTensor.OutputAdjoint => Adjoints.Outputs,
        TapeTensor.StateAdjoint => Adjoints.States,
        TapeTensor.FinalStateAdjoint => Adjoints.FinalStates,
        TapeTensor.InputAdjoint => Adjoints.Inputs,
        TapeTensor.InitialStateAdjoint => Adjoints.InitialStates,
        TapeTensor.Saved => Adjoints.Any,
        _ => null,
    };
}
