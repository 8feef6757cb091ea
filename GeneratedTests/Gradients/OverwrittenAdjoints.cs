using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Hosting;

namespace RnnGen.Tests.Gradients;

/// <summary>
/// Backward over a tape that has been through NaN in every tensor and whose adjoints are NaN again, with every subset of the flags,
/// against the interpreter: what Backward is said to overwrite is overwritten, with zeros too.
/// </summary>
internal sealed class OverwrittenAdjoints<T>(SequenceInterpreter interpreter, SequenceDraw draw, int timeSteps, int batch, double tolerance)
    : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Lazy<SequenceRun> _run = new(
        () => interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial));

    /// <summary>What is wanted, by the seeds that a tape has: many tapes have the same.</summary>
    private readonly Dictionary<Adjoint, SequenceAdjoints> _wanted = [];

    public List<string> Wrong { get; } = [];

    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        CellParameters<T> parameters = TCell.CreateParameters();
        for (int i = 0; i < draw.Parameters.Length; i++) Fill(parameters[i], draw.Parameters[i]);
        for (var flags = (Adjoint)1; flags <= Adjoint.All; flags++)
        {
            for (int threads = 1; threads <= Math.Min(batch, 2); threads++)
            {
                CellTape<T> tape = TCell.CreateTape(timeSteps, batch, flags, threads);
                Pass<TCell>(parameters, tape, isPoisoned: true);
                Pass<TCell>(parameters, tape, isPoisoned: false);
                Compare(tape);
            }
        }
    }

    private void Pass<TCell>(CellParameters<T> parameters, CellTape<T> tape, bool isPoisoned)
        where TCell : struct, ICell<T>
    {
        Set(draw.Inputs, tape.Input);
        Set(draw.Initial, tape.InitialState);
        if (tape.Has(Adjoint.Outputs)) Set(draw.OutputSeeds, tape.OutputAdjoint);
        if (tape.Has(Adjoint.States)) Set(draw.StateSeeds, tape.StateAdjoint);
        if (tape.Has(Adjoint.FinalStates)) Set(draw.FinalSeeds, tape.FinalStateAdjoint);
        TCell.Forward(parameters, tape);
        for (int i = 0; tape.Has(Adjoint.Inputs) && i < draw.Inputs.Length; i++) tape.InputAdjoint(i).Fill(T.NaN);
        for (int i = 0; tape.Has(Adjoint.InitialStates) && i < draw.Initial.Length; i++) tape.InitialStateAdjoint(i).Fill(T.NaN);
        TCell.Backward(parameters, tape, TCell.CreateParameters());

        void Set(double[][] from, Slots to)
        {
            for (int i = 0; i < from.Length; i++)
            {
                if (isPoisoned) to(i).Fill(T.NaN);
                else Fill(to(i), from[i]);
            }
        }
    }

    private delegate Span<T> Slots(int index);

    private void Compare(CellTape<T> tape)
    {
        SequenceAdjoints want = Wanted(tape.Adjoints & (Adjoint.Outputs | Adjoint.States | Adjoint.FinalStates));
        for (int i = 0; tape.Has(Adjoint.Inputs) && i < draw.Inputs.Length; i++)
            Compare("d" + tape.Info.Inputs[i].Name, tape.InputAdjoint(i), want.Inputs[i]);
        for (int i = 0; tape.Has(Adjoint.InitialStates) && i < draw.Initial.Length; i++)
            Compare($"d{tape.Info.States[i].Name}0", tape.InitialStateAdjoint(i), want.Initial[i]);

        void Compare(string name, Span<T> got, double[] of)
        {
            double scale = Math.Max(1, of.Max(Math.Abs));
            for (int i = 0; i < of.Length; i++)
            {
                double found = double.CreateChecked(got[i]);
                if (Math.Abs(found - of[i]) <= tolerance * scale) continue;
                Wrong.Add($"{name}[{i}] = {found:R}, not {of[i]:R}, with {tape.Adjoints} on {tape.Threads} threads");
                return;
            }
        }
    }

    private SequenceAdjoints Wanted(Adjoint seeds)
    {
        if (_wanted.TryGetValue(seeds, out SequenceAdjoints? known)) return known;
        return _wanted[seeds] = interpreter.Backward(
            _run.Value,
            seeds.HasFlag(Adjoint.Outputs) ? draw.OutputSeeds : null,
            seeds.HasFlag(Adjoint.States) ? draw.StateSeeds : null,
            seeds.HasFlag(Adjoint.FinalStates) ? draw.FinalSeeds : null);
    }

    private static void Fill(Span<T> to, double[] from)
    {
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateChecked(from[i]);
    }
}
