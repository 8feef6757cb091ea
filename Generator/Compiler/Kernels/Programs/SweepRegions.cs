using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>Where a sweep over a tape finds the tensors of its stages: references to their starts, and how far a row lies behind.</summary>
/// <param name="saving">Whether the pass saves: where it does not, large states are overwritten at each step.</param>
internal sealed class SweepRegions(Frame frame, PassContext context, Received received, TapeScope scope, Saving saving)
{
    /// <summary>Where a stage's rows lie.</summary>
    /// <param name="At">The first of the rows among those of all time steps.</param>
    /// <param name="First">The first of the rows among the sequences.</param>
    /// <param name="IsLater">0 at the first step of a stretch, 1 at every other.</param>
    /// <param name="Seeds">References to the adjoints that arrive at this step's states.</param>
    public sealed record Rows(Offset At, Offset First, Offset IsLater, Func<int, string> Seeds, Func<int, string> Left)
    {
        /// <summary>Of a stretch whose states are made again: the component at hand, and the step among those of the stretch.</summary>
        public (StretchComponent Part, Offset Step)? Again { get; init; }

        /// <summary>Where memory holds a strip of one sequence: the first of the rows among those of the strip.</summary>
        public Offset? InStrip { get; init; }
    }

    /// <summary>Whether a stage touches a state that a step overwrites, at least where nothing is saved.</summary>
    public bool Overwrites(Stage stage) => (saving != Saving.Always || context.Plan.Stretch > 1)
        && context.Plan.Overwritten.Any(state => OverwrittenStates.Touches(stage, state));

    /// <summary>The first element of a state that is made again, from which on a kernel touches it.</summary>
    /// <param name="start">The first element of the state that it touches.</param>
    public Address? MadeAgain((Region Region, int Index) region, Rows rows, int start)
    {
        if (rows.Again is not var (component, step) || region.Region is not (Region.Previous or Region.Next)) return null;
        if (component.States.FirstOrDefault(s => s.State == region.Index) is not { } state) return null;
        Offset held = region.Region == Region.Next ? Offset.Add(step, 1) : step;
        return new Address(Again(component), Offset.Add(held * component.Width, state.At + start - state.Start));
    }

    /// <summary>The states of a stretch that are made again.</summary>
    public string Again(StretchComponent component) => received.Elements(
        new Source.OfStretch(Memory.Shard.Again.Start, component.Width, Memory.Shard.Again.Length), $"again{component.Width}");

    /// <summary>Where the tape holds a state before the stretch.</summary>
    public Address Checkpoint(StatePart part, Offset sequence)
    {
        int n = frame[(Region.Next, part.State)].Stride;
        return new Address(
            States(part.State, HeldSteps.Checkpoints),
            Offset.Add(Offset.Add(scope.Stretch * scope.Batch, scope.Begin, sequence) * n, part.Start));
    }

    public Address Of((Region Region, int Index) region, Rows rows)
    {
        FrameEntry entry = frame[region];
        int n = entry.Stride, i = region.Index;
        return region.Region switch
        {
            Region.Input => Tensor(TapeTensor.Input, rows.At),
            Region.Previous => State(isLater: IsReversed(i)),
            Region.Next => State(isLater: !IsReversed(i)),
            Region.Output => Tensor(TapeTensor.Output, rows.At),
            Region.OutputSeed => Either(
                Adjoints.Outputs, TapeTensor.OutputAdjoint, new Source.Private(Memory.Tape.Zeros.Start, Memory.Tape.Zeros.Length)),
            Region.InputAdjoint => Either(
                Adjoints.Inputs, TapeTensor.InputAdjoint, new Source.OfShard(Memory.Shard.Unwanted.Start, Memory.Shard.Unwanted.Length)),
            Region.NextSeed => new Address(rows.Seeds(i), rows.First * n),
            Region.PreviousAdjoint => new Address(rows.Left(i), rows.First * n),
            Region.Saved => Tensor(TapeTensor.Saved, rows.At),
            Region.Work when rows.InStrip is { } step => new Address(
                received.Elements(new Source.OfStrip(Memory.Tape.Work.Start, n, Memory.Tape.Work.Length), "work"), step * n),
            Region.Work => new Address(
                received.Elements(new Source.Private(Memory.Tape.Work.Start, Memory.Tape.Work.Length), "work"), rows.At * n),
            Region.Scratch => new Address(
                received.Elements(new Source.OfShard(Memory.Shard.Scratch.Start, Memory.Shard.Scratch.Length), "scratch")),
            _ => throw new InvalidOperationException($"{region} is nowhere on a tape."),
        };

        Address Tensor(TapeTensor kind, Offset at) => new(received.Elements(new Source.Tensor(kind, i, n), entry.Name + "Start"), at * n);

        // Between two steps lies what the earlier one left for the later, or the later one for the earlier.
        Address State(bool isLater)
        {
            HeldSteps held = Held(i);
            Offset ofAll = isLater ? Offset.Add(rows.At, scope.Batch) : rows.At;
            Offset row = held switch
            {
                HeldSteps.All => ofAll,
                HeldSteps.Ends => Last(Offset.Zero),
                HeldSteps.OnDemand => new Offset.Choice(received.Flag(Adjoints.Any).Name, ofAll, Last(Offset.Zero)),
                _ => Last(scope.Stretch),
            };
            return new Address(States(i, held), row * n);

            // What a step leaves lies behind the state before the stretch, where it has found what the step before left.
            Offset Last(Offset before) => Offset.Add(
                Offset.Add(before, isLater ? 1 : rows.IsLater) * scope.Batch, scope.Begin, rows.First);
        }

        // Where the tape has no such tensor, every row is the first of a chunk of private Memory.
        Address Either(Adjoints adjoints, TapeTensor kind, Source otherwise)
        {
            string name = received.Elements(
                new Source.TensorOr(adjoints, new Source.Tensor(kind, i, n), otherwise), entry.Name + "Start");
            return new Address(name, rows.At * new Offset.Choice(received.Flag(adjoints).Name, n, 0));
        }
    }

    private CellMemory Memory => context.Memory;

    private HeldSteps Held(int state)
    {
        if (!context.Plan.Overwritten.Contains(state)) return HeldSteps.All;
        if (saving == Saving.Never) return HeldSteps.Ends;
        return context.Plan.Stretch > 1 ? HeldSteps.Checkpoints : saving == Saving.OnDemand ? HeldSteps.OnDemand : HeldSteps.All;
    }

    private string States(int state, HeldSteps held)
    {
        FrameEntry entry = frame[(Region.Next, state)];
        return received.Elements(new Source.Tensor(TapeTensor.State, state, entry.Stride) { Held = held }, entry.Name + "Start");
    }

    private bool IsReversed(int state) => context.Plan.Step.DirectionOf(state) == Direction.Reversed;

    public string Weights() => received.Elements(new Source.Private(Memory.Tape.Weights.Start, Memory.Tape.Weights.Length), "weights");

    public string Sums() => received.Elements(new Source.OfShard(Memory.Shard.Sums.Start, Memory.Shard.Sums.Length), "sums");

    public string Gradients() =>
        received.Elements(new Source.OfShard(Memory.Shard.Gradients.Start, Memory.Shard.Gradients.Length), "gradients");

    /// <summary>The gradients of the parameters themselves.</summary>
    public string ParameterGradients() => received.Elements(new Source.Gradients(Memory.ParameterLength), StageNames.Gradients);
}
