using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;
using Amplifier;
using Amplifier.Audio;
using Amplifier.Charts;
using Amplifier.Circuit;
using Amplifier.Learning;
using Amplifier.Model;
using Amplifier.Streaming;
using RnnGen.Formats;
using Spectre.Console;
using Xunit;

namespace RnnGen.Tests.Samples;

/// <summary>
/// The sample that learns an amplifier: its circuit, its learning on a second of sound, and the program as its user calls it.
/// </summary>
public sealed class AmplifierTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_filters_have_the_gains_of_their_formulas()
    {
        Assert.Equal(Math.Pow(10, 9 / 20.0), Gain(Biquad.Peak(Rate, 720, 0.8, 9), 720), 1e-6);
        Assert.Equal(1, Gain(Biquad.Peak(Rate, 720, 0.8, 9), 0), 1e-6);
        Assert.Equal(0.8, Gain(Biquad.LowPass(Rate, 4200, 0.8), 4200), 1e-6);
        Assert.Equal(1, Gain(Biquad.LowPass(Rate, 4200, 0.8), 0), 1e-6);
        Assert.InRange(Gain(Biquad.LowPass(Rate, 4200, 0.8), 16_800), 0, 0.05);
    }

    [Fact]
    public void Newton_solves_the_diodes_at_every_sample_and_they_settle_where_the_currents_do()
    {
        var clipper = new DiodeClipper(Rate);
        var random = new CounterRandom(1);
        for (int t = 0; t < 20_000; t++)
        {
            double v = clipper.Next(20 * (2 * random.NextDouble() - 1));
            Assert.InRange(Math.Abs(v), 0, 1);
            Assert.InRange(clipper.Residual, 0, 1e-9);
            Assert.InRange(clipper.Steps, 1, 60);
        }

        double settled = 0;
        for (int t = 0; t < 2000; t++) settled = clipper.Next(4);
        // (u - v) / R = 2 Is sinh(v / (n Vt))
        Assert.Equal((4 - settled) / 2200, 2 * 2.52e-9 * Math.Sinh(settled / 45.3e-3), 1e-9);
    }

    [Fact]
    public void The_strings_follow_from_their_seed_and_are_neither_silent_nor_too_loud()
    {
        float[] signal = PluckedStrings.Play(2, Rate, 3);
        Assert.Equal(signal, PluckedStrings.Play(2, Rate, 3));
        Assert.NotEqual(signal, PluckedStrings.Play(2, Rate, 4));
        Assert.All(signal, sample => Assert.InRange(sample, -1, 1));
        Assert.InRange(ErrorToSignal.Energy(signal) / signal.Length, 1e-3, 0.2);
    }

    [Fact]
    public void Recordings_of_every_kind_are_read_and_others_refused()
    {
        string path = Path.Combine(_folder, "a.wav");
        new WavFile(44_100, [0, 0.5f, -1, 1]).Write(path);
        byte[] file = File.ReadAllBytes(path);
        WavFile read = WavFile.Read(path);
        Assert.Equal(44_100, read.Rate);
        Assert.Equal([0, 0.5f, -1, 1], read.Samples.Select(sample => MathF.Round(sample, 3)));

        // Two channels of 24 bits with a chunk of another kind before the data, and floats.
        byte[] wide =
        [
            .. file[..12], .. Chunk("LIST", [1, 2, 3]),
            .. Chunk("fmt ", [1, 0, 2, 0, .. BitConverter.GetBytes(48_000), 0, 0, 0, 0, 6, 0, 24, 0]),
            .. Chunk("data", [0, 0, 0x40, 0, 0, 0xC0, 0, 0, 0x40, 0, 0, 0x40]),
        ];
        File.WriteAllBytes(path, wide);
        Assert.Equal([0, 0.5f], WavFile.Read(path).Samples);
        byte[] floats = [.. file[..12], .. Chunk("fmt ", [3, 0, 1, 0, .. BitConverter.GetBytes(48_000), 0, 0, 0, 0, 4, 0, 32, 0]),
            .. Chunk("data", [.. BitConverter.GetBytes(0.25f)])];
        File.WriteAllBytes(path, floats);
        Assert.Equal([0.25f], WavFile.Read(path).Samples);

        File.WriteAllBytes(path, [.. floats[..20], 7, .. floats[21..]]);
        Assert.Contains("format 7, 32 bits", Assert.Throws<InvalidDataException>(() => WavFile.Read(path)).Message);
        foreach (int length in Enumerable.Range(0, 44))
        {
            File.WriteAllBytes(path, file[..length]);
            Assert.Throws<InvalidDataException>(() => WavFile.Read(path));
        }
    }

    [Fact]
    public void A_second_of_sound_teaches_most_of_the_circuit_and_follows_from_the_seed()
    {
        float[] signal = PluckedStrings.Play(2, Rate, 1), target = AmplifierCircuit.Play(signal, Rate);
        var settings = new LearningSettings { Epochs = 12, Seconds = 2, BatchSize = 8, Window = 250 };
        (double first, double last, Amp.Parameters parameters) = Train();
        (_, double again, Amp.Parameters same) = Train();
        Assert.True(last < 0.15 && last < first / 3, $"{first} to {last}");
        Assert.Equal(last, again);
        Assert.True(MemoryMarshal.AsBytes(parameters.Values).SequenceEqual(MemoryMarshal.AsBytes(same.Values)));
        float[] unheard = PluckedStrings.Play(1, Rate, 2);
        Assert.InRange(ErrorToSignal.Of(new BlockPlayer(parameters).Play(unheard).Output, AmplifierCircuit.Play(unheard, Rate)), 0, 0.2);

        (double First, double Last, Amp.Parameters Parameters) Train()
        {
            var trainer = new Trainer(signal, target, settings, seed: 5);
            double[] ratios = [.. Enumerable.Range(0, settings.Epochs).Select(_ => trainer.TrainEpoch())];
            return (ratios[0], ratios[^1], trainer.Parameters);
        }
    }

    [Fact]
    public void Blocks_are_the_whole()
    {
        var parameters = new Amp.Parameters();
        parameters.Initialize(3);
        float[] signal = PluckedStrings.Play(0.1, Rate, 1)[..4010], whole = new float[4010];
        PlayedSignal played = new BlockPlayer(parameters).Play(signal);
        Amp.Run(parameters.Pack(), signal, new Amp.State(), whole);
        Assert.Equal(whole, played.Output);
        Assert.Equal(63, played.Times.Count);
        Assert.True(played.Mean > 0 && played.Worst >= played.Mean);
        Assert.Equal(played.Mean / (64 / 48e3 * 1e6), played.ShareOfRealTime(Rate), 1e-12);
    }

    [Theory]
    [InlineData("lead.nam")]
    [InlineData("lead.json")]
    public void A_capture_of_its_size_is_played_as_it_says(string file)
    {
        bool skips = file == "lead.json";
        ImportedModel model = Capture(16, skips);
        string path = Path.Combine(_folder, file);
        File.WriteAllText(path, skips ? GuitarMl(model) : Nam(model));
        (Amp.Parameters parameters, double? rate) = ForeignModel.Load(path);
        Assert.Equal(skips ? null : 44_100, rate);
        float[] signal = PluckedStrings.Play(0.1, Rate, 1)[..256];
        double[] expected = Loops(model, signal, skips);
        float[] played = new BlockPlayer(parameters).Play(signal).Output;
        for (int t = 0; t < signal.Length; t++) Assert.Equal(expected[t], played[t], 1e-5);
    }

    [Fact]
    public void A_capture_of_another_size_is_refused_with_the_command_that_makes_it_fit()
    {
        string message = Assert.Throws<InvalidDataException>(() => ForeignModel.Load(Capture(24, skips: true), "lead.nam")).Message;
        Assert.Contains("LSTM 1 → 24", message);
        Assert.Contains("Wf [16, 17]", message);
        Assert.Contains("rnngen import lead.nam -o Samples/Amplifier/Model --name amp --class Amplifier.Model.Amp --force", message);
    }

    /// <summary>What the message says is so: the written definition and its parameters take the place of the sample's own.</summary>
    [Fact]
    public void What_is_imported_has_the_type_and_the_members_that_the_sample_uses()
    {
        var options = new WriteOptions { Name = "amp", Class = "Amplifier.Model.Amp" };
        WrittenModel written = ModelWriter.Write(Capture(24, skips: true), options);
        Assert.Equal("amp", written.Name);
        Assert.Contains("\nclass: Amplifier.Model.Amp\n", written.Definition);
        Assert.Contains("\ninputs: { x: 1 }\n", written.Definition);
        Assert.Contains("\n  y: ", written.Definition);
    }

    [Fact]
    public void The_chart_shows_the_waves_above_and_the_error_below()
    {
        Wave[] waves = [new("input", "#111", 1, [0, 1, 0]), new("network", "#222", 1, [0, 2, 0])];
        XElement svg = WaveChart.Draw(waves, [0, 0.5f, 0], Rate, "Title").Root!;
        Assert.Equal(3, svg.Descendants().Count(e => e.Name.LocalName == "polyline"));
        string[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.All(["Title", "input", "network", "error", "milliseconds"], label => Assert.Contains(label, texts));
    }

    [Fact]
    public void Learns_plays_draws_and_plays_again_from_its_file()
    {
        (int code, string output) = Call("--epochs", "2", "--seconds", "1", "--output", _folder);
        Assert.True(code == 0, output);
        Assert.Contains("epoch   2/2  error-to-signal ", output);
        Assert.Contains("3750 blocks of 64 samples: mean ", output);
        Assert.Equal(["amp.safetensors", "played.wav", "waves.svg"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        Assert.Equal(240_000, WavFile.Read(Path.Combine(_folder, "played.wav")).Samples.Length);

        string recording = Path.Combine(_folder, "mine.wav"), again = Path.Combine(_folder, "again");
        new WavFile(44_100, PluckedStrings.Play(0.5, 44_100, 9)).Write(recording);
        (code, output) = Call("--model", Path.Combine(_folder, "amp.safetensors"), "--input", recording, "--output", again);
        Assert.True(code == 0, output);
        Assert.Contains("The recording has 44100 samples a second, the model 48000", output);
        Assert.DoesNotContain("epoch", output);
        Assert.Equal(22_050, WavFile.Read(Path.Combine(again, "played.wav")).Samples.Length);
    }

    [Theory]
    [InlineData("--epochs", "0", "--epochs has to be a whole number of at least 1, found '0'.")]
    [InlineData("--seconds", "0", "--seconds has to be a number of seconds from 1 to 600, found '0'.")]
    [InlineData("--seed", "-1", "--seed has to be a whole number of at least 0, found '-1'.")]
    [InlineData("--input", "missing.wav", "missing.wav")]
    [InlineData("--model", "missing.nam", "missing.nam")]
    public void Mistakes_are_messages(string option, string value, string message)
    {
        (int code, string output) = Call(option, value, "--output", Path.Combine(_folder, "run"));
        Assert.Equal(1, code);
        Assert.Contains(message, output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public void Help_names_every_option()
    {
        (int code, string output) = Call("--help");
        Assert.Equal(0, code);
        Assert.All(["--epochs", "--seconds", "--seed", "--output", "--input", "--model"], option => Assert.Contains(option, output));
    }

    /// <summary>An LSTM with a head, with states of its own before the first sample.</summary>
    private static ImportedModel Capture(int hidden, bool skips)
    {
        var random = new CounterRandom(7);
        ImportedTensor Tensor(params int[] shape)
        {
            var values = new double[shape.Aggregate(1, (a, b) => a * b)];
            for (int i = 0; i < values.Length; i++) values[i] = 0.6 * (2 * random.NextDouble() - 1);
            return new ImportedTensor("t", "F64", shape, values);
        }

        Gate Gate() => new(Tensor(hidden, 1), Tensor(hidden, hidden), Tensor(hidden));
        var lstm = new RecurrentCell.Lstm(Gate(), Gate(), Gate(), Gate());
        // GuitarML's models, which skip, begin with zeros.
        if (!skips) lstm = lstm with { InitialHidden = Tensor(hidden), InitialCell = Tensor(hidden) };
        List<ImportedLayer> layers =
        [
            new ImportedLayer.Recurrent("lstm", [new RecurrentDirection(lstm)], SequenceOutput.EveryStep),
            new ImportedLayer.Dense("head", Tensor(1, hidden), Tensor(1)),
        ];
        if (skips) layers.Add(new ImportedLayer.AddInput("skip"));
        return new ImportedModel { Name = "lead", Format = "NAM", InputSize = 1, Layers = layers, SampleRate = 44_100 };
    }

    /// <summary>One list: the rows of [x; h'] by gates i, f, g, o, the biases, the states before the first sample, the head.</summary>
    private static string Nam(ImportedModel model)
    {
        (RecurrentCell.Lstm lstm, ImportedLayer.Dense head) = Parts(model);
        Gate[] gates = [lstm.Input, lstm.Forget!, lstm.Cell, lstm.Output];
        double[] weights =
        [
            .. gates.SelectMany(gate => gate.Input.Beside(gate.Recurrent).Values.ToArray()),
            .. gates.SelectMany(gate => gate.Bias!.Values.ToArray()),
            .. lstm.InitialHidden!.Values, .. lstm.InitialCell!.Values, .. head.Weights.Values, .. head.Bias!.Values,
        ];
        return JsonSerializer.Serialize(new
        {
            version = "0.5.4",
            architecture = "LSTM",
            config = new { input_size = 1, hidden_size = lstm.HiddenSize, num_layers = 1 },
            weights,
            sample_rate = 44_100,
        });
    }

    /// <summary>A state_dict of PyTorch as JSON.</summary>
    private static string GuitarMl(ImportedModel model)
    {
        (RecurrentCell.Lstm lstm, ImportedLayer.Dense head) = Parts(model);
        Gate[] gates = [lstm.Input, lstm.Forget!, lstm.Cell, lstm.Output];
        int hidden = lstm.HiddenSize;
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["model_data"] = new
            {
                model = "SimpleRNN", input_size = 1, skip = 1, output_size = 1, unit_type = "LSTM", num_layers = 1, hidden_size = hidden,
                bias_fl = true,
            },
            ["state_dict"] = new Dictionary<string, object>
            {
                ["rec.weight_ih_l0"] = gates.SelectMany(gate => gate.Input.Values.ToArray()).Select(value => new[] { value }),
                ["rec.weight_hh_l0"] = gates.SelectMany(gate => gate.Recurrent.Values.ToArray().Chunk(hidden)),
                ["rec.bias_ih_l0"] = gates.SelectMany(gate => gate.Bias!.Values.ToArray()),
                ["rec.bias_hh_l0"] = new double[4 * hidden],
                ["lin.weight"] = new[] { head.Weights.Values.ToArray() },
                ["lin.bias"] = head.Bias!.Values.ToArray(),
            },
        });
    }

    private static (RecurrentCell.Lstm Lstm, ImportedLayer.Dense Head) Parts(ImportedModel model) =>
        ((RecurrentCell.Lstm)((ImportedLayer.Recurrent)model.Layers[0]).Directions[0].Cell, (ImportedLayer.Dense)model.Layers[1]);

    private static double[] Loops(ImportedModel model, float[] signal, bool skips)
    {
        (RecurrentCell.Lstm lstm, ImportedLayer.Dense head) = Parts(model);
        double[] h = lstm.InitialHidden?.Values.ToArray() ?? new double[lstm.HiddenSize];
        double[] c = lstm.InitialCell?.Values.ToArray() ?? new double[lstm.HiddenSize], y = new double[signal.Length];
        for (int t = 0; t < signal.Length; t++)
        {
            double[] before = [.. h];
            double[] f = Sums(lstm.Forget!), i = Sums(lstm.Input), g = Sums(lstm.Cell), o = Sums(lstm.Output);
            for (int k = 0; k < h.Length; k++)
            {
                c[k] = c[k] / (1 + Math.Exp(-f[k])) + Math.Tanh(g[k]) / (1 + Math.Exp(-i[k]));
                h[k] = Math.Tanh(c[k]) / (1 + Math.Exp(-o[k]));
            }

            y[t] = head.Bias!.Values[0] + (skips ? signal[t] : 0);
            for (int k = 0; k < h.Length; k++) y[t] += head.Weights.Values[k] * h[k];

            double[] Sums(Gate gate)
            {
                var sums = new double[h.Length];
                for (int row = 0; row < h.Length; row++)
                {
                    sums[row] = gate.Bias!.Values[row] + gate.Input.Values[row] * signal[t];
                    for (int k = 0; k < h.Length; k++) sums[row] += gate.Recurrent.Values[row * h.Length + k] * before[k];
                }

                return sums;
            }
        }

        return y;
    }

    /// <summary>Of the response to an impulse, by the sum that the z-transform is.</summary>
    private static double Gain(Biquad filter, double frequency)
    {
        Complex sum = 0;
        double w = 2 * Math.PI * frequency / Rate;
        for (int t = 0; t < 4000; t++) sum += filter.Next(t == 0 ? 1 : 0) * Complex.Exp(new Complex(0, -w * t));
        return sum.Magnitude;
    }

    private static byte[] Chunk(string name, byte[] content) =>
        [.. name.Select(letter => (byte)letter), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length % 2]];

    private static (int Code, string Output) Call(params string[] arguments)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 400;
        var invocation = new InvocationConfiguration { Output = writer, Error = writer };
        int code = Amplifier.CommandLine.Create(console).Parse(arguments).Invoke(invocation);
        return (code, writer.ToString().ReplaceLineEndings("\n"));
    }
}
