using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using RnnGen.Orleans.Batching;

namespace RnnGen.Orleans.Silo;

/// <summary>
/// A session. Its state lies in the pool of the silo as long as the grain is active; between two calls it is in step with
/// <see cref="_position"/>. One call at a time: the grain is not reentrant.
/// </summary>
[GrainType("rnngen-stream")]
internal sealed class StreamGrain : Grain, IStreamGrain, IGrainMigrationParticipant
{
    private const string Carried = "rnngen.stream";

    private readonly StreamEngine? _engine;
    private readonly IPersistentState<StreamCheckpoint>? _storage;

    // The session as it came from another silo or from the storage, until it is in the pool; and as it has left the pool.
    private StreamCheckpoint? _checkpoint;
    private StateHandle? _handle;
    private long _position, _saved, _lastCall;
    private byte[] _lastOutputs = [];

    // Why the state that is saved cannot be used here: it must not be overwritten.
    private Exception? _refusal;

    // The state in the pool is not what the position says, or is not the session's newest: it must not be saved.
    private bool _isAbandoned;

    public StreamGrain(IGrainContext context, IServiceProvider services, IPersistentStateFactory states)
    {
        string model = StreamKey.ModelOf(context.GrainId.Key.ToString()!);
        _engine = services.GetKeyedService<StreamEngine>(model);
        if (_engine is null)
            _refusal = new ArgumentException($"This silo has no streams of the name \"{model}\": AddStreams gives it some.");
        else
            _storage = states.Create<StreamCheckpoint>(context, new StreamStorage(_engine.Options.Storage));
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_storage is null) return Task.CompletedTask;
        _saved = _storage.State.Position;
        _checkpoint ??= _storage.State;
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _checkpoint = Current();
        if (_handle is { } handle)
        {
            _handle = null;
            _engine!.Return(handle);
        }

        // What migrates is carried to the other silo instead.
        if (_checkpoint is not null && _checkpoint.Position > _saved && reason.ReasonCode != DeactivationReasonCode.Migrating)
            await Write(_checkpoint, cancellationToken);
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (Current() is { } current) dehydrationContext.TryAddValue(Carried, current);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue(Carried, out StreamCheckpoint? carried)) _checkpoint = carried;
    }

    public async Task<StreamReply> Run(long position, StreamFrames inputs, CancellationToken cancellationToken = default)
    {
        if (_engine is null) throw _refusal!;
        int steps = _engine.RequireSteps(inputs);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (!TryEnter()) return Refuse(StreamStatus.Full);
        if (position != _position) return await Elsewhere(position, steps);
        if (steps == 0) return Reply(StreamStatus.Taken);

        byte[] outputs = new byte[steps * _engine.OutputBytes];
        var request = new StepRequest(_handle!.Value, inputs, outputs, steps);
        if (!_engine.TryRun(request)) return Refuse(StreamStatus.Busy);
        await Finish(request, cancellationToken);
        (_lastCall, _lastOutputs) = (_position, outputs);
        _position += steps;
        await SaveIfDue();
        return Reply(StreamStatus.Taken) with { Outputs = _engine.Frames(outputs) };
    }

    public Task<StreamReply> GetPosition() => Task.FromResult(TryEnter() ? Reply(StreamStatus.Taken) : Refuse(StreamStatus.Full));

    public async Task<StreamReply> Save()
    {
        if (!TryEnter()) return Refuse(StreamStatus.Full);
        if (_position > _saved) await Write(Checkpoint(), CancellationToken.None);
        return Reply(StreamStatus.Taken);
    }

    public async Task End()
    {
        if (_engine is null) throw _refusal!;
        await _storage!.ClearStateAsync();
        _isAbandoned = true;
        DeactivateOnIdle();
    }

    /// <summary>Waits for a call that was taken in. Afterwards it is certain whether the session has moved.</summary>
    private async Task Finish(StepRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(() => _engine!.Withdraw(request));
            await request.Completion;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // How far the session has come is unknown: it goes on from its checkpoint.
            Abandon();
            throw;
        }
    }

    private async Task<StreamReply> Elsewhere(long position, int steps)
    {
        if (position > _position) return Refuse(StreamStatus.Behind);
        if (position != _lastCall || _lastOutputs.Length != steps * _engine!.OutputBytes) return Refuse(StreamStatus.Ahead);
        await SaveIfDue(); // the first time it may have failed
        return Reply(StreamStatus.Repeated) with { Outputs = _engine.Frames(_lastOutputs) };
    }

    private Task SaveIfDue() =>
        _position - _saved >= _engine!.Options.CheckpointInterval ? Write(Checkpoint(), CancellationToken.None) : Task.CompletedTask;

    private async Task Write(StreamCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        StreamCheckpoint before = _storage!.State;
        try
        {
            _storage.State = checkpoint;
            await _storage.WriteStateAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            _storage.State = before;
            // Another silo has the session, and is further.
            if (exception is InconsistentStateException) Abandon();
            throw;
        }

        _saved = checkpoint.Position;
        _engine!.Meter.Saved(_engine.Model);
    }

    private void Abandon()
    {
        _isAbandoned = true;
        DeactivateOnIdle();
    }

    private StreamCheckpoint Checkpoint() => new()
    {
        Position = _position,
        State = _engine!.Save(_handle!.Value),
        LastCall = _lastCall,
        LastOutputs = _lastOutputs,
    };

    /// <summary>Into the pool, unless it is there. False where it is full.</summary>
    private bool TryEnter()
    {
        if (_refusal is not null) throw _refusal;
        if (_handle is not null) return true;
        if (!_engine!.TryRent(out StateHandle handle)) return false;
        StreamCheckpoint checkpoint = _checkpoint!;
        try
        {
            if (checkpoint.State.Length > 0) _engine.Load(handle, checkpoint.State);
        }
        catch (InvalidDataException exception)
        {
            _engine.Return(handle);
            string message = $"The session {this.GetPrimaryKeyString()} cannot go on here. {exception.Message}";
            _refusal = new StreamStateException(message, exception);
            throw _refusal;
        }

        (_handle, _checkpoint) = (handle, null);
        (_position, _lastCall, _lastOutputs) = (checkpoint.Position, checkpoint.LastCall, checkpoint.LastOutputs);
        return true;
    }

    /// <summary>The session as it is, in the pool or not; null where nobody may go on from it.</summary>
    private StreamCheckpoint? Current() => _isAbandoned ? null : _handle is null ? _checkpoint : Checkpoint();

    private StreamReply Reply(StreamStatus status) => new() { Status = status, Position = _position, Saved = _saved };

    private StreamReply Refuse(StreamStatus status)
    {
        _engine!.Meter.Refused(_engine.Model, status);
        return Reply(status);
    }
}
