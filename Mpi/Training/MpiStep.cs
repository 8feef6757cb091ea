namespace RnnGen.Mpi;

/// <summary>What a step did; the same numbers on all ranks, except in local steps, which are each rank's own.</summary>
/// <param name="Loss">The mean loss over the batch, before the update.</param>
/// <param name="Weight">How much counted: by default the number of time steps of all rows.</param>
/// <param name="Norm">The gradients' norm before clipping.</param>
/// <param name="IsUpdated">False where the norm was not finite: then nothing has changed, on any rank that it concerns.</param>
public readonly record struct MpiStep(double Loss, double Weight, double Norm, bool IsUpdated);
