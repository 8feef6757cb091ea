using System;
using RnnGen.Mpi.Collectives;

namespace RnnGen.Mpi;

/// <content>Steps between which the ranks do not meet: local SGD (Stich, ICLR 2019).</content>
public sealed partial class MpiTraining<T>
{
    private long _calls;
    private int _alone;
    private double _learnedFrom;

    /// <summary>
    /// Brings the ranks together after local steps: parameters and the optimiser's buffers become the mean over the ranks, weighted by what
    /// each has learned from since the last time, and the count of updates the largest. All ranks then have the same bits. It happens by
    /// itself after every <see cref="MpiTrainingOptions.LocalSteps"/> steps; call it before a checkpoint or an evaluation in between.
    /// Without local steps since the last time it changes nothing.
    /// </summary>
    /// <exception cref="MpiDisagreementException">A rank has taken another number of steps.</exception>
    public void Synchronize()
    {
        ReadOnlySpan<Note> notes = Session.Exchange(new Note(Turn.Synchronize, _calls, Value: _optimizer.Steps, Weight: _learnedFrom));
        double weight = Total(notes).Weight, steps = 0;
        foreach (Note note in notes)
        {
            steps = Math.Max(steps, note.Value);
        }

        if (weight > 0 && Session.Ranks > 1)
        {
            Average(_parameters.Values, _learnedFrom / weight);
            for (int i = 0; i < _optimizer.StateNames.Count; i++)
            {
                Average(_optimizer.State(i), _learnedFrom / weight);
            }
        }

        _optimizer.Steps = (long)steps;
        (_alone, _learnedFrom) = (0, 0);
    }

    private MpiStep StepAlone(double value, double own)
    {
        double norm = Norm();

        // Where this rank has no row, its parameters wait as they are, and count for nothing.
        bool isUpdated = own > 0 && Update(norm);
        _learnedFrom += isUpdated ? own : 0;
        _calls++;
        if (++_alone == _options.LocalSteps)
        {
            Synchronize();
        }

        return new MpiStep(value, own, norm, isUpdated);
    }

    private void Average(Span<T> values, double share)
    {
        Scaling.Scale(values, share);
        Session.SumValues(values, _options.Reduction);
    }
}
