using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Amplifier.Audio;
using Amplifier.Charts;
using Amplifier.Circuit;
using Amplifier.Learning;
using Amplifier.Model;
using Amplifier.Streaming;
using Spectre.Console;

namespace Amplifier;

/// <summary>One call of the program, from the circuit to the sound: the sample's table of contents.</summary>
internal sealed class Session(IAnsiConsole console, Settings settings)
{
    /// <summary>Samples a second, of the synthetic recording and of the circuit that is learned.</summary>
    public const int Rate = 48_000;

    private const double PlayedSeconds = 5, ShownSeconds = 0.015;

    /// <summary>Runs.</summary>
    public void Run()
    {
        // What is to be played is read first: a mistake in it should not cost a training.
        WavFile signal = settings.Input is { } file
            ? WavFile.Read(file)
            : new WavFile(Rate, PluckedStrings.Play(PlayedSeconds, Rate, settings.Seed + 1));
        string folder = Directory.CreateDirectory(settings.Output).FullName;
        (Amp.Parameters parameters, double rate) = settings.Model is { } model ? Load(model) : (Train(folder), Rate);
        if (signal.Rate != rate)
        {
            console.MarkupLineInterpolated(
                $"[yellow]The recording has {signal.Rate} samples a second, the model {rate:0}: it sounds darker or brighter.[/]");
        }

        PlayedSignal played = new BlockPlayer(parameters).Play(signal.Samples);
        // Of a foreign model nobody knows the circuit.
        float[]? target = settings.Model is null ? AmplifierCircuit.Play(signal.Samples, signal.Rate) : null;
        Report(played, target, signal.Rate);
        new WavFile(signal.Rate, played.Output).Write(Path.Combine(folder, "played.wav"));
        string chart = Path.Combine(folder, "waves.svg");
        Draw(signal, played.Output, target).Save(chart);
        console.WriteLine($"Sound: {Path.Combine(folder, "played.wav")}");
        console.WriteLine($"Chart: {chart}");
    }

    private (Amp.Parameters Parameters, double Rate) Load(string path)
    {
        (Amp.Parameters parameters, double? rate) = ForeignModel.Load(path);
        console.WriteLine($"Loaded {path} into {Amp.Info}.");
        return (parameters, rate ?? Rate);
    }

    private Amp.Parameters Train(string folder)
    {
        float[] signal = PluckedStrings.Play(settings.Seconds, Rate, settings.Seed);
        float[] target = AmplifierCircuit.Play(signal, Rate);
        console.WriteLine(
            $"{settings.Seconds:0.#} s of plucked strings through the circuit, to learn from; {Amp.Info}; seed {settings.Seed}.");
        var learning = new LearningSettings { Epochs = settings.Epochs, Seconds = settings.Seconds };
        var trainer = new Trainer(signal, target, learning, settings.Seed);
        long start = Stopwatch.GetTimestamp();
        for (int epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            double ratio = trainer.TrainEpoch();
            if (epoch == settings.Epochs || epoch % Math.Max(1, settings.Epochs / 10) == 0)
                console.WriteLine($"epoch {epoch,3}/{settings.Epochs}  error-to-signal {ratio:0.0000}  {Decibels(ratio)}");
        }

        console.WriteLine($"Learned in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s.");
        trainer.Parameters.Save(Path.Combine(folder, "amp.safetensors"));
        return trainer.Parameters;
    }

    private void Report(PlayedSignal played, float[]? target, double rate)
    {
        if (target is not null)
        {
            double ratio = ErrorToSignal.Of(played.Output, target);
            console.WriteLine($"Played what it has not heard: error-to-signal {ratio:0.0000}, {Decibels(ratio)}.");
        }

        console.WriteLine(
            $"{played.Times.Count} blocks of {BlockPlayer.BlockSize} samples: mean {played.Mean:0.0} µs, worst {played.Worst:0.0} µs; "
            + $"{played.ShareOfRealTime(rate):0.00%} of real time at {rate:0} Hz.");
    }

    // Where the recording is loudest.
    private static System.Xml.Linq.XDocument Draw(WavFile signal, float[] output, float[]? target)
    {
        int length = Math.Min(output.Length, (int)(ShownSeconds * signal.Rate));
        int loudest = Enumerable.Range(0, Math.Max(1, output.Length / Math.Max(1, length)))
            .MaxBy(part => ErrorToSignal.Energy(output.AsSpan(part * length, length))) * length;
        float[] Part(float[] samples) => samples.AsSpan(loudest, length).ToArray();
        var waves = new List<Wave> { new("input", "#9ca3af", 1.2, Part(signal.Samples)) };
        if (target is not null) waves.Add(new Wave("circuit", "#93c5fd", 4.5, Part(target)));
        waves.Add(new Wave("network", "#c2410c", 1.2, Part(output)));
        float[]? error = target is null ? null : [.. Part(output).Zip(Part(target), (got, want) => got - want)];
        string title = target is null
            ? "What the model makes of a signal"
            : $"The network and the circuit that it has learned: error-to-signal {ErrorToSignal.Of(output, target):0.0000}";
        return WaveChart.Draw(waves, error, signal.Rate, title);
    }

    private static string Decibels(double ratio) => $"{10 * Math.Log10(ratio):0.0} dB";
}
