using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Emit;

/// <content>
/// The adjoints of the states that go from step to step, back in time: two banks that take turns, in each the rows of the batch.
/// </content>
internal sealed partial class SweepEmitter
{
    private string Seed(int state) => frame[(Region.NextSeed, state)].Name;

    private string Left(int state) => frame[(Region.PreviousAdjoint, state)].Name;

    /// <summary>The adjoints of the final states are the first that are carried back.</summary>
    private void OpenCarries(Sweep sweep, string count)
    {
        foreach (int i in sweep.States)
        {
            Writer.Line($"ref {T} {Seed(i)}Start = ref Unsafe.Add(ref Carry{i}Bank0Of(tape), {Begin(i)});");
            Writer.Line($"ref {T} {Left(i)}Start = ref Unsafe.Add(ref Carry{i}Bank1Of(tape), {Begin(i)});");
            Writer.Line($"Span<{T}> carry{i} = {Carried(i, count)};");
            Writer.Line("if (tape.Has(Adjoint.FinalStates)) "
                + $"tape.FinalStateAdjoint({i}).Slice((int)({Begin(i)}), carry{i}.Length).CopyTo(carry{i});");
            Writer.Line($"else carry{i}.Clear();");
        }
    }

    private void CloseCarries(Sweep sweep)
    {
        if (sweep.States.Count == 0) return;
        using (Writer.Block("if (tape.Has(Adjoint.InitialStates))"))
        {
            foreach (int i in sweep.States)
            {
                Writer.Line($"MemoryMarshal.CreateSpan(ref {Seed(i)}Start, carry{i}.Length)");
                Writer.Line($"    .CopyTo(tape.InitialStateAdjoint({i}).Slice((int)({Begin(i)})));");
            }
        }
    }

    /// <summary>What arrives from outside at the states of this step joins what the following step sent.</summary>
    private void AddStateSeeds(Sweep sweep, string row, string count)
    {
        if (sweep.States.Count == 0) return;
        using (Writer.Block("if (tape.Has(Adjoint.States))"))
        {
            foreach (int i in sweep.States)
            {
                int n = Plan.Step.Previous[i].Shape.Length;
                Writer.Line($"{RuntimeNames.Rows}.Add<V, {T}>(ref {Seed(i)}Start, "
                    + $"ref Unsafe.Add(ref tape.StateAdjointStart({i}), {row} * {n}), {count} * {n});");
            }
        }
    }

    private void SwapCarries(Sweep sweep, string count)
    {
        foreach (int i in sweep.States)
        {
            if (Plan.Adjoint.PreviousAdjoints[i] is null)
            {
                Writer.Line($"{Carried(i, count)}.Clear();");
                continue;
            }
            using (Writer.Block(""))
            {
                Writer.Line($"ref {T} done = ref {Seed(i)}Start;");
                Writer.Line($"{Seed(i)}Start = ref {Left(i)}Start;");
                Writer.Line($"{Left(i)}Start = ref done;");
            }
        }
    }

    /// <summary>Where the shard's part of a state's rows begins.</summary>
    private string Begin(int state) => $"begin * {Plan.Step.Previous[state].Shape.Length}";

    /// <summary>The shard's part of a carried adjoint.</summary>
    private string Carried(int state, string count) =>
        $"MemoryMarshal.CreateSpan(ref {Seed(state)}Start, (int)({count} * {Plan.Step.Previous[state].Shape.Length}))";
}
