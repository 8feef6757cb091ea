using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace RnnGen.Orleans.Batching;

/// <summary>The sessions of one cell on one silo: their pool, the calls that wait, and the threads that step them in batches.</summary>
internal abstract class StreamEngine : IDisposable
{
    private readonly StepQueue _queue;
    private readonly List<Thread> _threads = [];
    private bool _isStarted;

    protected StreamEngine(string model, CellInfo info, StreamOptions options, StreamMeter meter)
    {
        (Model, Info, Options, Meter) = (model, info, options, meter);
        _queue = new StepQueue(options, () => Sessions);
        meter.Add(this);
    }

    public string Model { get; }

    public CellInfo Info { get; }

    public StreamOptions Options { get; }

    public StreamMeter Meter { get; }

    /// <summary>The bytes of the outputs of a step.</summary>
    public int OutputBytes => Info.OutputLength * Info.ElementSize;

    /// <summary>How many sessions there are.</summary>
    public abstract int Sessions { get; }

    /// <summary>How many steps the inputs are.</summary>
    /// <exception cref="ArgumentException">They are no whole steps of this cell, or too many.</exception>
    public int RequireSteps(StreamFrames inputs)
    {
        int bytes = Info.InputLength * Info.ElementSize;
        if (inputs.Length > 0 && inputs.ElementSize != Info.ElementSize)
            throw Wrong($"The elements of the inputs have {inputs.ElementSize} bytes each; those of {Info.Name} have {Info.ElementSize}.");
        if (inputs.Bytes.Length % bytes != 0)
            throw Wrong($"There are {inputs.Length} inputs; a step of {Info.Name} has {Info.InputLength}, and a call whole steps.");
        int steps = inputs.Bytes.Length / bytes;
        return steps <= Options.MaximumSteps
            ? steps
            : throw Wrong($"The call has {steps} steps; {nameof(StreamOptions.MaximumSteps)} allows {Options.MaximumSteps}: send several.");
    }

    public StreamFrames Frames(byte[] bytes) => StreamFrames.FromBytes(bytes, Info.ElementSize);

    public abstract bool TryRent(out StateHandle handle);

    public abstract void Return(StateHandle handle);

    /// <summary>The session as bytes; none where it has not begun.</summary>
    public abstract byte[] Save(StateHandle handle);

    /// <exception cref="System.IO.InvalidDataException">They are of another cell or damaged.</exception>
    public abstract void Load(StateHandle handle, byte[] state);

    /// <summary>Takes a call in; false where too many wait.</summary>
    public bool TryRun(StepRequest request)
    {
        Start();
        return _queue.TryAdd(request);
    }

    /// <summary>Takes a call back, unless it has begun.</summary>
    public void Withdraw(StepRequest request) => _queue.Withdraw(request);

    public void Dispose()
    {
        Meter.Remove(this);
        _queue.Close();
        foreach (Thread thread in _threads) thread.Join();
    }

    /// <summary>A worker that computes batches, one thread each.</summary>
    protected abstract BatchWorker CreateWorker();

    private void Start()
    {
        if (Volatile.Read(ref _isStarted)) return;
        lock (_threads)
        {
            if (_isStarted) return;
            for (int i = 0; i < Options.Threads; i++)
            {
                BatchWorker worker = CreateWorker();
                var thread = new Thread(() => Work(worker)) { IsBackground = true, Name = $"RnnGen streams: {Model}" };
                thread.Start();
                _threads.Add(thread);
            }

            _isStarted = true;
        }
    }

    private void Work(BatchWorker worker)
    {
        var batch = new List<StepRequest>();
        while (_queue.Take(batch))
        {
            if (batch.Count > 0) Compute(worker, batch);
            batch.Clear();
        }
    }

    private void Compute(BatchWorker worker, List<StepRequest> batch)
    {
        try
        {
            long begin = Meter.Begin(Model, batch);
            worker.Compute(batch);
            Meter.End(Model, begin, batch);
        }
        catch (Exception exception)
        {
            foreach (StepRequest request in batch) request.Fail(exception);
            return;
        }

        foreach (StepRequest request in batch) request.Complete();
    }

    private static ArgumentException Wrong(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture), "inputs");
}
