using System;
using System.Numerics;

namespace RnnGen;

/// <summary>The steps of training, in order, for any cell.</summary>
public static class Training
{
    /// <summary>
    /// One step: forward, loss, backward, clipping, update. The inputs and initial states have to be on the tape. Allocates nothing,
    /// if the loss does not.
    /// </summary>
    /// <typeparam name="TCell">The cell's struct.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="tape">The tape, with the adjoint tensors that the loss seeds.</param>
    /// <param name="gradients">Overwritten with the gradients.</param>
    /// <param name="optimizer">Makes the update; left out where the gradients' norm is not finite.</param>
    /// <param name="loss">Reads the tape's outputs or states, writes the seeds, returns the loss.</param>
    /// <param name="maximumNorm">Gradients are scaled to this global norm at most.</param>
    /// <returns>The loss before the update.</returns>
    public static double Step<TCell, T>(
        CellParameters<T> parameters,
        CellTape<T> tape,
        CellParameters<T> gradients,
        IOptimizer<T> optimizer,
        Func<CellTape<T>, double> loss,
        double maximumNorm = double.MaxValue)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        TCell.Forward(parameters, tape);
        double value = loss(tape);
        gradients.Clear();
        TCell.Backward(parameters, tape, gradients);
        if (double.IsFinite(GradientClipping.ByGlobalNorm(gradients, maximumNorm)))
        {
            optimizer.Update(parameters, gradients);
        }

        return value;
    }
}
