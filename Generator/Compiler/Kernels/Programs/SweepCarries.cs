using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// The adjoints of the states that go from step to step, back in time. Each has two banks of the batch's rows: in one what arrives at a
/// step, in the other what leaves it; with each step they change their parts.
/// </summary>
internal sealed class SweepCarries(PassContext context, Frame frame, Sweep sweep, Received received, TapeScope scope)
{
    /// <summary>The reference to what arrives at this step's state.</summary>
    public string Seeds(int state) => frame[(Region.NextSeed, state)].Name + "Start";

    /// <summary>The reference to what leaves for the step before.</summary>
    public string Left(int state) => frame[(Region.PreviousAdjoint, state)].Name + "Start";

    /// <summary>The adjoints of the final states are the first that arrive.</summary>
    public void Open(Statements to)
    {
        foreach (int i in sweep.States)
        {
            var seeds = new Address(Memory(i), scope.Begin * Features(i));
            Address final = Tensor(TapeTensor.FinalStateAdjoint, "Final", i, scope.Begin);
            to.Add(new Statement.If(
                received.Flag(Adjoints.FinalStates),
                EquatableArray.Of<Statement>(new Statement.CallRuntime(new RuntimeCall.Copy(final, seeds, Rows(i)))),
                EquatableArray.Of<Statement>(new Statement.CallRuntime(new RuntimeCall.Clear(seeds, Rows(i))))));
        }
    }

    /// <summary>What arrives from outside at the states of this step joins what the following step sent.</summary>
    /// <param name="round">Steps that were done before.</param>
    /// <param name="row">The first of the shard's rows at this step.</param>
    public void Arrive(Offset round, Offset row, Statements to)
    {
        if (sweep.States.Count == 0) return;
        Offset odd = Parity(round, to);
        foreach (int i in sweep.States)
        {
            Offset own = scope.Begin * Features(i), bank = Bank(i);
            to.Add(new Statement.Refer(Seeds(i), new Address(Memory(i), Offset.Add(own, odd * bank))));
            to.Add(new Statement.Refer(Left(i), new Address(Memory(i), Offset.Add(own, Other(odd) * bank))));
        }
        to.Add(new Statement.If(received.Flag(Adjoints.States), sweep.States.Select(Statement (i) => new Statement.CallRuntime(
            new RuntimeCall.Add(new Address(Seeds(i)), Tensor(TapeTensor.StateAdjoint, "Seed", i, row), Rows(i)))).ToEquatableArray()));
    }

    /// <summary>States on which no step depends send nothing back.</summary>
    public void Leave(Statements to)
    {
        foreach (int i in sweep.States)
            if (context.Plan.Adjoint.PreviousAdjoints[i] is null) to.Call(new RuntimeCall.Clear(new Address(Left(i)), Rows(i)));
    }

    /// <summary>What has left the first step are the adjoints of the initial states.</summary>
    public void Close(Statements to)
    {
        if (sweep.States.Count == 0) return;
        to.Add(new Statement.If(received.Flag(Adjoints.InitialStates), Statements.Of(of =>
        {
            Offset odd = Parity(scope.TimeSteps, of);
            foreach (int i in sweep.States)
            {
                var seeds = new Address(Memory(i), Offset.Add(scope.Begin * Features(i), odd * Bank(i)));
                of.Call(new RuntimeCall.Copy(seeds, Tensor(TapeTensor.InitialStateAdjoint, "Initial", i, scope.Begin), Rows(i)));
            }
        })));
    }

    private static Offset Parity(Offset round, Statements to)
    {
        if (round is Offset.Number number) return number.Value % 2;
        to.Add(new Statement.DefineOffset("odd", new Offset.Parity(round)));
        return "odd".Variable();
    }

    private static Offset Other(Offset odd) => odd is Offset.Number number ? 1 - number.Value : new Offset.Difference(1, odd);

    private int Features(int state) => context.Plan.Step.Previous[state].Shape.Length;

    /// <summary>The elements of the shard's rows.</summary>
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
