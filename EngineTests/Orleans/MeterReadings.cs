using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;

namespace RnnGen.EngineTests.Orleans;

/// <summary>What the instruments say of a model, in this process, from now on.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value)> _readings = [];
    private readonly string _model;

    public MeterReadings(string model)
    {
        _model = model;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "RnnGen.Orleans") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public double Sum(string instrument) => Of(instrument).Sum();

    public double Largest(string instrument) => Of(instrument).Max();

    public double Last(string instrument) => Of(instrument)[^1];

    public int Count(string instrument) => Of(instrument).Length;

    public void Dispose() => _listener.Dispose();

    private double[] Of(string instrument)
    {
        _listener.RecordObservableInstruments();
        lock (_readings) return [.. _readings.Where(reading => reading.Instrument == instrument).Select(reading => reading.Value)];
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!tags.Contains(new("model", _model))) return;
        lock (_readings) _readings.Add((instrument.Name, value));
    }
}
