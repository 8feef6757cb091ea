using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Hosting;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Gradients;

/// <summary>
/// Emitted Backward against central differences of emitted Forward: random cotangents at every output, at every state of every step and at
/// the final states; step 1e-5, error at most 1e-6 * max(1, |g|), NaN fails. Gradients must be added to what is there, adjoints
/// overwritten. What the JIT has to compile for each cell it shall compile quickly.
/// </summary>
internal sealed class EmittedGradients(SequenceDraw draw, int timeSteps, int batch) : ICellVisitor<double>
{
    private const double Difference = 1e-5, Tolerance = 1e-6;

    /// <summary>Draws arguments away from kinks of the function, which is the cell's, and checks the cell there.</summary>
    public static void Check(Type cell, StepFunction function, int timeSteps, int batch, int seed) =>
        Assert.True(TryCheck(cell, function, timeSteps, batch, seed), $"No point away from all kinks in\n{Printer.Print(function)}");

    /// <summary>The same; false for a function that has no such arguments to speak of.</summary>
    public static bool TryCheck(Type cell, StepFunction function, int timeSteps, int batch, int seed)
    {
        if (InterpretedGradients.TryDraw(function, timeSteps, batch, new Random(seed)) is not { } draw) return false;
        CompiledCell.Accept(cell, new EmittedGradients(draw, timeSteps, batch));
        return true;
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    public void Visit<TCell>()
        where TCell : struct, ICell<double>
    {
        CellInfo info = TCell.Info;
        CellParameters<double> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
        CellTape<double> tape = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.All);
        for (int i = 0; i < draw.Parameters.Length; i++) Fill(parameters[i], draw.Parameters[i]);
        for (int i = 0; i < draw.Inputs.Length; i++) Fill(tape.Input(i), draw.Inputs[i]);
        for (int i = 0; i < draw.Initial.Length; i++) Fill(tape.InitialState(i), draw.Initial[i]);
        for (int i = 0; i < draw.OutputSeeds.Length; i++) Fill(tape.OutputAdjoint(i), draw.OutputSeeds[i]);
        for (int i = 0; i < draw.StateSeeds.Length; i++) Fill(tape.StateAdjoint(i), draw.StateSeeds[i]);
        for (int i = 0; i < draw.FinalSeeds.Length; i++) Fill(tape.FinalStateAdjoint(i), draw.FinalSeeds[i]);
        for (int i = 0; i < draw.Inputs.Length; i++) tape.InputAdjoint(i).Fill(double.NaN);
        for (int i = 0; i < draw.Initial.Length; i++) tape.InitialStateAdjoint(i).Fill(double.NaN);
        for (int i = 0; i < draw.Parameters.Length; i++) gradients[i].Fill(i + 1);
        TCell.Forward(parameters, tape);
        TCell.Backward(parameters, tape, gradients);

        double Loss()
        {
            TCell.Forward(parameters, tape);
            double loss = 0;
            for (int i = 0; i < draw.OutputSeeds.Length; i++) loss += Dot(draw.OutputSeeds[i], tape.Output(i));
            for (int i = 0; i < draw.StateSeeds.Length; i++) loss += Dot(draw.StateSeeds[i], tape.State(i));
            for (int i = 0; i < draw.FinalSeeds.Length; i++) loss += Dot(draw.FinalSeeds[i], tape.FinalState(i));
            return loss;
        }

        for (int i = 0; i < draw.Parameters.Length; i++)
            if (info.Training.Count == 0 || info.Training[i].IsLearned)
                Compare(info.Parameters[i].Name, parameters[i], gradients[i], i + 1, Loss);
        for (int i = 0; i < draw.Inputs.Length; i++) Compare(info.Inputs[i].Name, tape.Input(i), tape.InputAdjoint(i), 0, Loss);
        for (int i = 0; i < draw.Initial.Length; i++)
            Compare(info.States[i].Name + "0", tape.InitialState(i), tape.InitialStateAdjoint(i), 0, Loss);
    }

    /// <param name="before">What the adjoints were before Backward added to them.</param>
    private void Compare(string name, Span<double> points, Span<double> adjoints, double before, Func<double> loss)
    {
        for (int i = 0; i < points.Length; i++)
        {
            double middle = points[i];
            points[i] = middle + Difference;
            double above = loss();
            points[i] = middle - Difference;
            double below = loss();
            points[i] = middle;
            double expected = (above - below) / (2 * Difference), found = adjoints[i] - before;
            if (!(Math.Abs(found - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
                throw new XunitException(string.Create(
                    CultureInfo.InvariantCulture, $"d{name}[{i}] = {found:R}, differences give {expected:R}; T {timeSteps}, B {batch}."));
        }
    }

    private static double Dot(double[] seeds, Span<double> values)
    {
        double sum = 0;
        for (int i = 0; i < seeds.Length; i++) sum += seeds[i] * values[i];
        return sum;
    }

    private static void Fill(Span<double> to, double[] from)
    {
        Assert.Equal(from.Length, to.Length);
        from.CopyTo(to);
    }
}
