using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.Concurrency;

namespace RnnGen.Orleans;

/// <summary>
/// A session: one sequence that is alive, with its state on one silo of the cluster, stepped together with the other sessions there. Take
/// it by <see cref="StreamExtensions.GetStream"/>.
/// </summary>
/// <remarks>
/// Steps are numbered from 0, and a call says which one it begins with. So a call that is sent again after a loss never takes a step
/// twice, and its reply says where the session is. <see cref="StreamSession{T}"/> does the sending again.
/// </remarks>
[Alias("RnnGen.IStreamGrain")]
public interface IStreamGrain : IGrainWithStringKey
{
    /// <summary>Moves the session on by some steps; their number follows from the length of the inputs.</summary>
    /// <param name="position">The number of the first step, which is how many the session has taken before.</param>
    /// <param name="inputs">For each step all inputs, concatenated: [steps, <see cref="CellInfo.InputLength"/>].</param>
    /// <param name="cancellationToken">
    /// Withdraws the call as long as its steps have not begun: <see cref="System.OperationCanceledException"/>, and the session has not
    /// moved.
    /// </param>
    /// <returns>
    /// What became of it, where the session is, and for each step all outputs: [steps, <see cref="CellInfo.OutputLength"/>].
    /// </returns>
    /// <exception cref="System.ArgumentException">
    /// The inputs are no whole steps, more than <see cref="StreamOptions.MaximumSteps"/>, or of another element type than the cell's.
    /// </exception>
    /// <exception cref="StreamStateException">The saved state is of another cell, or of one that has changed since.</exception>
    [Alias("Run")]
    Task<StreamReply> Run(long position, StreamFrames inputs, CancellationToken cancellationToken = default);

    /// <summary>Where the session is; it does not move.</summary>
    /// <exception cref="StreamStateException">The saved state is of another cell, or of one that has changed since.</exception>
    [Alias("GetPosition")]
    [ReadOnly]
    Task<StreamReply> GetPosition();

    /// <summary>Saves the session now, whatever the interval.</summary>
    /// <exception cref="StreamStateException">The saved state is of another cell, or of one that has changed since.</exception>
    [Alias("Save")]
    Task<StreamReply> Save();

    /// <summary>Ends the session: its saved state is deleted, and the next call begins at step 0, also after a state was refused.</summary>
    [Alias("End")]
    Task End();
}
