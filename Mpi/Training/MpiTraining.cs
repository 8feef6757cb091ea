using System;
using System.Numerics;
using RnnGen.Mpi.Collectives;

namespace RnnGen.Mpi;

/// <summary>
/// Trains one cell on all ranks at once: each takes a step over its share of a batch, the gradients are summed over the ranks, and all
/// make the same update. A fixed number of ranks computes the same bits in every run; another number, one included, the same up to the
/// rounding of a sum in another order. Steps allocate nothing, if the loss does not.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed partial class MpiTraining<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CellParameters<T> _parameters;
    private readonly CellParameters<T> _gradients;
    private readonly IOptimizer<T> _optimizer;
    private readonly MpiTrainingOptions _options;

    /// <summary>
    /// Brings all ranks to the same start: compares cell, optimiser and options, and gives all ranks what rank 0 has of parameters, the
    /// optimiser's buffers, its count and its learning rate. So only rank 0 has to load a checkpoint.
    /// </summary>
    /// <param name="session">The ranks.</param>
    /// <param name="parameters">Changed by steps, and here on all ranks but 0.</param>
    /// <param name="gradients">Overwritten by steps with the gradients of the whole batch, clipped.</param>
    /// <param name="optimizer">Makes the updates; each rank has one.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Parameters and gradients are one object, or of different cells.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="MpiDisagreementException">A rank has another cell, optimiser or options.</exception>
    public MpiTraining(
        MpiSession session,
        CellParameters<T> parameters,
        CellParameters<T> gradients,
        IOptimizer<T> optimizer,
        MpiTrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Session, _parameters, _gradients, _optimizer, _options) = (session, parameters, gradients, optimizer, options ?? new());
        if (ReferenceEquals(parameters, gradients) || gradients.Info.Fingerprint != parameters.Info.Fingerprint)
        {
            throw new ArgumentException($"gradients has to be parameters of its own of {parameters.Info.Name}.", nameof(gradients));
        }

        if (!(_options.MaximumNorm > 0) || _options.LocalSteps < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), _options, $"{nameof(options.MaximumNorm)} has to be above 0 and {nameof(options.LocalSteps)} at least 1.");
        }

        RequireSameStart();
        ShareStart();
    }

    /// <summary>The ranks.</summary>
    public MpiSession Session { get; }

    /// <summary>The rows of a batch that this rank works on.</summary>
    /// <param name="batch">The rows of all ranks, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row.</exception>
    public BatchShard Shard(int batch) => BatchShard.Of(batch, Session.Rank, Session.Ranks);

    /// <summary>
    /// One step: forward, loss and backward over this rank's rows, the sum of the gradients over all ranks, clipping by their norm, the
    /// update. It computes what <see cref="Training.Step"/> computes with the whole batch on one tape. Where the norm is not finite, on
    /// whichever rank the reason is, no rank makes the update.
    /// </summary>
    /// <remarks>
    /// With k <see cref="MpiTrainingOptions.LocalSteps"/>, above 1, the ranks meet after every k-th step only; clipping, update and result
    /// of each step are this rank's own.
    /// </remarks>
    /// <typeparam name="TCell">The cell's struct.</typeparam>
    /// <param name="tape">With the rows of the shard (<see cref="BatchShard.Take"/>), their inputs and initial states.</param>
    /// <param name="shard">This rank's rows.</param>
    /// <param name="loss">
    /// Reads the tape's outputs or states, writes the seeds, returns the mean loss over this rank's rows. Not called where it has none.
    /// </param>
    /// <param name="weight">
    /// How much the mean is over, in any unit that is the same on all ranks: the number of targets that count, where some do not. Null for
    /// the number of time steps of all rows. With 0 this rank adds nothing.
    /// </param>
    /// <returns>Loss, weight and norm over all ranks.</returns>
    /// <exception cref="ArgumentException">The tape is not set for the shard.</exception>
    /// <exception cref="MpiDisagreementException">
    /// A rank is elsewhere in the program, or has another number of updates, learning rate, batch, or seed of the tape.
    /// </exception>
    public MpiStep Step<TCell>(CellTape<T> tape, BatchShard shard, Func<CellTape<T>, double> loss, double? weight = null)
        where TCell : struct, ICell<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(loss);
        RequireTaken(tape, shard);
        double own = shard.Count == 0 ? 0 : weight ?? StepsOf(tape);
        if (!(own >= 0) || !double.IsFinite(own))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, $"weight is {weight}; 0 or a finite number above expected.");
        }

        // Also where no row counts: the passes of a tape are numbered, and what it draws follows from them.
        TCell.Forward(_parameters, tape);
        _gradients.Clear();
        double value = 0;
        if (own > 0)
        {
            value = loss(tape);
            TCell.Backward(_parameters, tape, _gradients);
        }

        return _options.LocalSteps > 1 ? StepAlone(value, own) : StepTogether(value, own, new Note(
            Turn.Step,
            _optimizer.Steps,
            BitConverter.DoubleToInt64Bits(_optimizer.LearningRate),
            shard.Batch,
            unchecked((long)tape.Seed),
            value * own,
            own));
    }

    /// <summary>
    /// Compares parameters and the optimiser's buffers over the ranks, to the bit: they differ where something changed them on one rank
    /// alone. Of what local steps have changed since the ranks were last together it is to be called after <see cref="Synchronize"/>.
    /// </summary>
    /// <exception cref="MpiDisagreementException">A rank differs from rank 0.</exception>
    public void RequireSameParameters()
    {
        ulong checksum = Checksum.Add<T>(0, _parameters.Values);
        for (int i = 0; i < _optimizer.StateNames.Count; i++)
        {
            checksum = Checksum.Add<T>(checksum, _optimizer.State(i));
        }

        Session.Exchange(new Note(Turn.Compare, unchecked((long)checksum)));
    }

    private MpiStep StepTogether(double value, double own, Note note)
    {
        (double loss, double weight) = Total(Session.Exchange(note));

        // Each rank's gradients are those of the mean over its own rows.
        Scaling.Scale(_gradients.Values, weight > 0 ? own / weight : 1);
        Session.SumValues(_gradients.Values, _options.Reduction);

        // Machines whose vectors differ in width sum squares in another order: the norm of one rank clips for all.
        double norm = Session.OfFirst(Norm());
        return new MpiStep(weight > 0 ? loss / weight : value, weight, norm, Update(norm));
    }

    private static (double Loss, double Weight) Total(ReadOnlySpan<Note> notes)
    {
        double loss = 0, weight = 0;
        foreach (Note note in notes)
        {
            loss += note.Weight > 0 ? note.Value : 0;
            weight += note.Weight;
        }

        return (loss, weight);
    }

    private double Norm() => GradientClipping.ByGlobalNorm(_gradients, double.MaxValue);

    private bool Update(double norm)
    {
        if (!double.IsFinite(norm))
        {
            return false;
        }

        Scaling.Scale(_gradients.Values, norm > _options.MaximumNorm ? _options.MaximumNorm / norm : 1);
        _optimizer.Update(_parameters, _gradients);
        return true;
    }

    private static double StepsOf(CellTape<T> tape)
    {
        double steps = 0;
        foreach (int length in tape.Lengths)
        {
            steps += length;
        }

        return steps;
    }

    private static void RequireTaken(CellTape<T> tape, BatchShard shard)
    {
        if (shard.Count > 0 && (tape.Rows != shard.Count || tape.FirstRow != shard.First))
        {
            throw new ArgumentException(
                $"The tape works on {tape.Rows} rows from {tape.FirstRow} on; {shard.Count} rows from {shard.First} on expected: " +
                "call shard.Take(tape) before the inputs are written.",
                nameof(tape));
        }
    }
}
