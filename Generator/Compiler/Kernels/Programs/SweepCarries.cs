using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// The adjoints of the states that go from step to step, back in time. Each has two banks of the batch's rows: in one what arrives at a
/// step, in the other what leaves it; with each step they change their parts. Which is which the number of the step says, so that a
/// sequence finds its own wherever a rectangle begins.
/// </summary>
internal sealed class SweepCarries(PassContext context, Frame frame, Sweep sweep, Received received, TapeScope scope)
{
    /// <summary>The reference to what arrives at this step's state.</summary>
    public string Seeds(int state) => frame[(Region.NextSeed, state)].Name + "Start";

    /// <summary>The reference to what leaves for the step before.</summary>
    public string Left(int state) => frame[(Region.PreviousAdjoint, state)].Name + "Start";

    /// <summary>What the pass puts into place before the first rectangle, and takes away behind the last.</summary>
    public static IEnumerable<Carry> Of(CellMemory memory, Sweep sweep) => sweep.States.Select(state =>
    {
        CarryMemory carry = memory.Tape.Carries[state];
        return new Carry(state, carry.Start, carry.Bank, carry.Features);
    });

    /// <summary>What arrives from outside at the states of this step joins what the following step sent.</summary>
    /// <param name="time">The step.</param>
    /// <param name="row">The first of the rectangle's rows at this step.</param>
    public void Arrive(Offset time, Offset row, Statements to)
    {
        if (sweep.States.Count == 0) return;
        Offset odd = Parity(time, to);
        foreach (int i in sweep.States) Refer(i, odd, to);
        to.Add(new Statement.If(received.Flag(Adjoints.States), sweep.States.Select(Statement (i) => new Statement.CallRuntime(
            new RuntimeCall.Add(new Address(Seeds(i)), Tensor(TapeTensor.StateAdjoint, "Seed", i, row), Rows(i)))).ToEquatableArray()));
    }

    /// <summary>States on which no step depends send nothing back.</summary>
    public void Leave(Statements to)
    {
        foreach (int i in sweep.States)
            if (context.Plan.Adjoint.PreviousAdjoints[i] is null) to.Call(new RuntimeCall.Clear(new Address(Left(i)), Rows(i)));
    }

    /// <summary>The same for a part of the states of one sequence.</summary>
    /// <param name="row">The sequence at this step.</param>
    /// <param name="sequence">Counted from the first of the rectangle's.</param>
    public void Arrive(Offset time, Offset row, Offset sequence, EquatableArray<StatePart> parts, Statements to)
    {
        if (parts.Count == 0) return;
        Offset odd = Parity(time, to);
        foreach (int i in parts.Select(part => part.State)) Refer(i, odd, to);
        to.Add(new Statement.If(received.Flag(Adjoints.States), parts.Select(Statement (part) =>
        {
            Address seeds = Tensor(TapeTensor.StateAdjoint, "Seed", part.State, row);
            return new Statement.CallRuntime(new RuntimeCall.Add(
                new Address(Seeds(part.State), Offset.Add(sequence * Features(part.State), part.Start)),
                seeds with { Offset = Offset.Add(seeds.Offset, part.Start) }, part.Length));
        }).ToEquatableArray()));
    }

    /// <summary>References to the banks in which the adjoint of a state arrives at a step and leaves it.</summary>
    private void Refer(int state, Offset odd, Statements to)
    {
        Offset own = scope.Begin * Features(state), bank = Bank(state);
        to.Add(new Statement.Refer(Seeds(state), new Address(Memory(state), Offset.Add(own, Other(odd) * bank))));
        to.Add(new Statement.Refer(Left(state), new Address(Memory(state), Offset.Add(own, odd * bank))));
    }

    private static Offset Parity(Offset time, Statements to)
    {
        if (time is Offset.Number number) return number.Value % 2;
        to.Add(new Statement.DefineOffset("odd", new Offset.Parity(time)));
        return "odd".Variable();
    }

    private static Offset Other(Offset odd) => odd is Offset.Number number ? 1 - number.Value : new Offset.Difference(1, odd);

    private int Features(int state) => context.Plan.Step.Previous[state].Shape.Length;

    /// <summary>The elements of the rectangle's rows at a step.</summary>
    private Offset Rows(int state) => scope.Own * Features(state);

    private string Memory(int state)
    {
        CarryMemory carry = context.Memory.Tape.Carries[state];
        return received.Elements(new Source.Private(carry.Start, carry.Length), frame[(Region.NextSeed, state)].Name + "Banks");
    }

    private Offset Bank(int state) => scope.Of(context.Memory.Tape.Carries[state].Bank);

    private Address Tensor(TapeTensor kind, string name, int state, Offset row)
    {
        string elements = received.Elements(
            new Source.Tensor(kind, state, Features(state)), frame[(Region.NextSeed, state)].Name + name + "Start");
        return new Address(elements, row * Features(state));
    }
}
