using System;
using Amplifier.Model;
using RnnGen;

namespace Amplifier.Learning;

/// <summary>
/// Truncated back-propagation: the recording is cut into as many stretches as a batch has rows, which are heard side by side, window by
/// window. The state of a window's end begins the next one.
/// </summary>
internal sealed class Trainer
{
    private readonly float[] _signal, _target;
    private readonly LearningSettings _settings;
    private readonly Amp.Parameters _gradients = new();
    private readonly Amp.Tape _tape;
    private readonly float[] _windowTarget;
    private readonly MeanSquaredError<float> _loss = new();
    private readonly Adam<float> _optimizer;
    private readonly LearningRateSchedule _schedule;
    private readonly double _power;
    private int _epoch;

    /// <summary>A trainer for a recording of the amplifier's input and output.</summary>
    public Trainer(float[] signal, float[] target, LearningSettings settings, ulong seed)
    {
        (_signal, _target, _settings) = (signal, target, settings);
        Parameters.Initialize(seed);
        _tape = new Amp.Tape(settings.Window, settings.BatchSize, Adjoint.Outputs);
        _windowTarget = new float[settings.Window * settings.BatchSize];
        _power = ErrorToSignal.Energy(target) / target.Length;
        _schedule = new LearningRateSchedule.Cosine(settings.LearningRate, Math.Max(2, (long)settings.Epochs * Windows));
        _optimizer = new Adam<float>(Parameters, settings.LearningRate);
    }

    /// <summary>The parameters.</summary>
    public Amp.Parameters Parameters { get; } = new();

    /// <summary>Windows of an epoch: each row has a stretch of so many.</summary>
    public int Windows => _signal.Length / _settings.BatchSize / _settings.Window;

    /// <summary>Hears the recording once.</summary>
    /// <returns>The error-to-signal ratio, as the windows were met.</returns>
    public double TrainEpoch()
    {
        double sum = 0;
        // Each epoch begins elsewhere, so that windows do not always have their ends in the same places.
        int shift = new CounterRandom(1, _epoch++).Next(_settings.Window);
        _tape.ClearInitialStates();
        for (int window = 0; window < Windows; window++)
        {
            Fill(window, shift);
            Amp.Forward(Parameters, _tape);
            double loss = _loss.Adjoint(_tape.y, _windowTarget, _tape.dy);
            sum += loss / _power;
            // The state of the first window has just begun with silence in the middle of the music.
            if (window > 0) Learn();
            _tape.Carry();
        }

        return sum / Windows;
    }

    private void Learn()
    {
        // As the gradient of the ratio, so that the rate does not hang on how loud the recording is.
        Span<float> adjoint = _tape.dy;
        for (int i = 0; i < adjoint.Length; i++) adjoint[i] = (float)(adjoint[i] / _power);
        _gradients.Clear();
        Amp.Backward(Parameters, _tape, _gradients);
        if (double.IsFinite(GradientClipping.ByGlobalNorm(_gradients, _settings.MaximumNorm)))
        {
            _optimizer.LearningRate = _schedule.At(_optimizer.Steps);
            _optimizer.Update(Parameters, _gradients);
        }
    }

    private void Fill(int window, int shift)
    {
        int rows = _settings.BatchSize, stretch = _signal.Length / rows;
        Span<float> x = _tape.x;
        for (int row = 0; row < rows; row++)
        {
            for (int t = 0; t < _settings.Window; t++)
            {
                int sample = (row * stretch + window * _settings.Window + t + shift) % _signal.Length;
                x[t * rows + row] = _signal[sample];
                _windowTarget[t * rows + row] = _target[sample];
            }
        }
    }
}
