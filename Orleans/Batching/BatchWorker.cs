using System.Collections.Generic;

namespace RnnGen.Orleans.Batching;

/// <summary>Computes batches, one at a time.</summary>
internal abstract class BatchWorker
{
    /// <summary>Takes all steps of all calls, and fills in their outputs.</summary>
    public abstract void Compute(List<StepRequest> batch);
}
