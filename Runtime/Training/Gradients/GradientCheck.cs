using System;
using System.Collections.Generic;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Compares <c>Backward</c> with central differences of <c>Forward</c>: (f(x + e) − f(x − e)) / 2e is the derivative up to e²f‴/6
/// (W. H. Press et al., Numerical Recipes, 3rd edition 2007, section 5.7). f is the sum of all outputs, states and final states, each
/// times a random number, its seed: seeds of one would hide errors that cancel. Works through <see cref="ICell{T}"/> alone, so cells
/// that are written by hand can be checked too.
/// </summary>
/// <remarks>
/// <para>In double the step is 1e-5 and the error at most 1e-6 of the tensor's largest derivative, plus the rounding of the differences. In
/// float rounding leaves about three digits: the step is 1e-2, the error at most 3e-3. That finds a wrong sign, factor, index or a missing
/// term; check a double twin of the cell for more.</para>
/// <para>At a kink (relu at 0, a tie of max) the differences to either side disagree however small the step. Where the derivative
/// is between them the element counts as <see cref="TensorGradient.AtKinks"/>, not as checked. A step across a kink nearby is
/// repeated smaller.</para>
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks a cell of double.</summary>
    /// <typeparam name="TCell">The cell's struct.</typeparam>
    /// <param name="options">Sizes, step, tolerance; null for the defaults.</param>
    /// <param name="prepare">As in <see cref="Run{TCell, T}"/>.</param>
    /// <returns>The result, which says what was worst.</returns>
    public static GradientReport Run<TCell>(
        GradientCheckOptions? options = null, Action<CellParameters<double>, CellTape<double>>? prepare = null)
        where TCell : struct, ICell<double> => Run<TCell, double>(options, prepare);

    /// <summary>Checks a cell at a random point, which depends on the seed only.</summary>
    /// <typeparam name="TCell">The cell's struct.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="options">Sizes, step, tolerance; null for the defaults.</param>
    /// <param name="prepare">
    /// Changes the point where the equations ask for it (a time step that is above 0, classes, small weights): the parameters, which are
    /// the definition's initial values and up to 0.1 besides; and on the tape the inputs and initial states, uniform on -1 .. 1.
    /// </param>
    /// <returns>The result, which says what was worst.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or is not what the cell fixes.</exception>
    public static GradientReport Run<TCell, T>(
        GradientCheckOptions? options = null, Action<CellParameters<T>, CellTape<T>>? prepare = null)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        options ??= new GradientCheckOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ElementsPerTensor, nameof(options));
        var function = new SeededCell<TCell, T>(options);
        function.Draw(options.Seed);
        prepare?.Invoke(function.Parameters, function.Tape);
        return Compare(function, options);
    }

    private static GradientReport Compare<TCell, T>(SeededCell<TCell, T> function, GradientCheckOptions options)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CellInfo info = TCell.Info;
        CellTape<T> tape = function.Tape;
        (CellParameters<T> once, CellParameters<T> twice) = function.Backward();
        var differences = new CentralDifferences<TCell, T>(function, options);
        var tensors = new List<TensorGradient>();
        for (int i = 0; i < info.Parameters.Count; i++)
        {
            // What is not learned has no gradient.
            if (info.Training.Count > 0 && !info.Training[i].IsLearned) continue;
            var place = new TensorPlace(info.Parameters[i].Name, info.Parameters[i], []);
            TensorGradient found = differences.Compare(place, function.Parameters[i], once[i]);
            bool added = found.Verdict != GradientVerdict.Correct || differences.AreDoubled(once[i], twice[i]);
            tensors.Add(added ? found : found with { Verdict = GradientVerdict.NotAdded });
        }

        for (int i = 0; i < info.Inputs.Count; i++)
        {
            var place = new TensorPlace(info.Inputs[i].Name, info.Inputs[i], [tape.TimeSteps, tape.Batch]);
            tensors.Add(differences.Compare(place, tape.Input(i), tape.InputAdjoint(i)));
        }

        for (int i = 0; i < info.States.Count; i++)
        {
            // A declared initial value is written by Forward; where it is a parameter, it has been compared as one.
            if (info.States[i].InitialParameter is not null || info.States[i].Initial != 0)
            {
                continue;
            }

            var place = new TensorPlace(info.States[i].Name + "0", info.States[i], [tape.Batch]);
            tensors.Add(differences.Compare(place, tape.InitialState(i), tape.InitialStateAdjoint(i)));
        }

        return new GradientReport(info.Name, tensors.AsReadOnly());
    }
}
