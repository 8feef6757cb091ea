using System;
using System.Threading;
using System.Threading.Tasks;

namespace RnnGen.Orleans.Batching;

/// <summary>A call of a session that waits for its batch. It is withdrawn or begun, never both.</summary>
internal sealed class StepRequest(StateHandle handle, StreamFrames inputs, byte[] outputs, int steps)
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isSettled;

    public StateHandle Handle => handle;

    public int Steps => steps;

    public StreamFrames Inputs => inputs;

    public byte[] Outputs => outputs;

    /// <summary>When it came, by <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Arrival { get; set; }

    /// <summary>Ends when the steps are taken, or will never be.</summary>
    public Task Completion => _completion.Task;

    public bool TryBegin() => Interlocked.Exchange(ref _isSettled, 1) == 0;

    public bool TryWithdraw() => TryBegin() && _completion.TrySetCanceled();

    public void Complete() => _completion.SetResult();

    public void Fail(Exception exception) => _completion.SetException(exception);
}
