using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using Microsoft.Extensions.DependencyInjection;

namespace RnnGen.Orleans.Batching;

/// <summary>What sessions tell of themselves: the meter <c>RnnGen.Orleans</c>, each instrument with the tag <c>model</c>.</summary>
internal sealed class StreamMeter : IDisposable
{
    public const string Name = "RnnGen.Orleans";

    private readonly ConcurrentDictionary<StreamEngine, bool> _engines = [];
    private readonly Meter _meter;
    private readonly bool _isOwn;
    private readonly Counter<long> _steps, _checkpoints, _refusals;
    private readonly Histogram<double> _stepTime, _wait;
    private readonly Histogram<int> _batchSize;

    public StreamMeter(IServiceProvider services)
    {
        var factory = services.GetService<IMeterFactory>();
        _isOwn = factory is null;
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _meter.CreateObservableUpDownCounter("rnngen.stream.sessions", Sessions, "{session}", "Sessions in the silo's pool.");
        _steps = _meter.CreateCounter<long>("rnngen.stream.steps", "{step}", "Steps taken, of all sessions.");
        _stepTime = _meter.CreateHistogram<double>("rnngen.stream.step.duration", "s", "Time of a batch, divided by its steps.");
        _batchSize = _meter.CreateHistogram<int>("rnngen.stream.batch.size", "{session}", "Sessions of a batch.");
        _wait = _meter.CreateHistogram<double>("rnngen.stream.wait.duration", "s", "Time from the first call of a batch to its beginning.");
        _checkpoints = _meter.CreateCounter<long>("rnngen.stream.checkpoints", "{checkpoint}", "Sessions saved.");
        _refusals = _meter.CreateCounter<long>("rnngen.stream.refusals", "{call}", "Calls that did nothing, by the tag status.");
    }

    public void Add(StreamEngine engine) => _engines[engine] = true;

    public void Remove(StreamEngine engine) => _engines.TryRemove(engine, out _);

    /// <summary>A batch begins. Gives back when.</summary>
    public long Begin(string model, List<StepRequest> batch)
    {
        var tag = Tag(model);
        if (_wait.Enabled) _wait.Record(Stopwatch.GetElapsedTime(batch.Min(request => request.Arrival)).TotalSeconds, tag);
        _batchSize.Record(batch.Count, tag);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>It has ended.</summary>
    public void End(string model, long begin, List<StepRequest> batch)
    {
        long steps = 0;
        foreach (StepRequest request in batch) steps += request.Steps;
        var tag = Tag(model);
        _steps.Add(steps, tag);
        _stepTime.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds / steps, tag);
    }

    public void Saved(string model) => _checkpoints.Add(1, Tag(model));

    public void Refused(string model, StreamStatus status) =>
        _refusals.Add(1, Tag(model), new KeyValuePair<string, object?>("status", status switch
        {
            StreamStatus.Behind => "behind",
            StreamStatus.Ahead => "ahead",
            StreamStatus.Busy => "busy",
            _ => "full",
        }));

    public void Dispose()
    {
        // A factory disposes of its meters itself.
        if (_isOwn) _meter.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(string model) => new("model", model);

    private IEnumerable<Measurement<int>> Sessions() =>
        _engines.Keys.Select(engine => new Measurement<int>(engine.Sessions, Tag(engine.Model)));
}
