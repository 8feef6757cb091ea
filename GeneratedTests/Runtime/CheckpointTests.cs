using System;
using System.IO;
using System.Linq;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Runtime;

public class CheckpointTests
{
    private const int T = 5, B = 4;

    /// <summary>A run over noise with every part that has to survive: optimiser, schedule, order, dropout, carried state.</summary>
    private sealed class Run
    {
        private static readonly LearningRateSchedule Schedule = new LearningRateSchedule.Cosine(0.02, 100, 10);

        public Run(string method)
        {
            Parameters.Initialize(9);
            Optimizer = method switch
            {
                "adam" => new Adam<float>(Parameters),
                "adamw" => new AdamW<float>(Parameters),
                "momentum" => new Sgd<float>(Parameters, 0.1, 0.9),
                _ => new Sgd<float>(Parameters, 0.1),
            };
        }

        public CellParameters<float> Parameters { get; } = Cell.CreateParameters();

        public CellParameters<float> Gradients { get; } = Cell.CreateParameters();

        public CellTape<float> Tape { get; } = Cell.CreateTape(T, B, Adjoint.Outputs);

        public IOptimizer<float> Optimizer { get; }

        public TrainingProgress Progress { get; set; } = new(0, 0, 42);

        public double Steps(int count)
        {
            double loss = 0;
            for (int i = 0; i < count; i++)
            {
                (int epoch, long step, ulong seed) = Progress;
                var random = new CounterRandom(seed, epoch, (int)step);
                random.FillDropout(Tape.Input(0), 0.25);
                foreach (ref float x in Tape.Input(0)) x *= (float)random.NextNormal();
                int[] targets = [.. Enumerable.Range(0, T * B).Select(row => row % Cell.Y)];
                random.Shuffle(targets.AsSpan());
                Optimizer.LearningRate = Schedule.At(Optimizer.Steps);
                var cross = new SoftmaxCrossEntropy<float>(Cell.Y);
                loss = Training.Step<Cell, float>(
                    Parameters, Tape, Gradients, Optimizer, tape => cross.Adjoint(tape.Output(0), targets, tape.OutputAdjoint(0)), 1);
                Tape.Carry();
                Progress = step + 1 == 10 ? new(epoch + 1, 0, seed) : new(epoch, step + 1, seed);
            }

            return loss;
        }

        public void Save(Stream stream) => Checkpoint.Save(stream, Parameters, Optimizer, Progress, Tape);

        public void Load(Stream stream) => Progress = Checkpoint.Load(stream, Parameters, Optimizer, Tape);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("momentum")]
    [InlineData("sgd")]
    public void AResumedRunIsTheSameRun(string method)
    {
        var whole = new Run(method);
        whole.Steps(17);
        using var saved = new MemoryStream();
        whole.Save(saved);
        double loss = whole.Steps(13);

        var resumed = new Run(method);
        saved.Position = 0;
        resumed.Load(saved);
        Assert.Equal(new TrainingProgress(1, 7, 42), resumed.Progress);
        Assert.Equal(17, resumed.Optimizer.Steps);
        Assert.Equal(loss, resumed.Steps(13));
        Assert.Equal(Bits(whole.Parameters.Values), Bits(resumed.Parameters.Values));
        for (int i = 0; i < whole.Optimizer.StateNames.Count; i++)
            Assert.Equal(Bits(whole.Optimizer.State(i)), Bits(resumed.Optimizer.State(i)));
        Assert.Equal(whole.Optimizer.LearningRate, resumed.Optimizer.LearningRate);
        Assert.Equal(whole.Progress, resumed.Progress);

        var fresh = new Run(method);
        fresh.Steps(13);
        Assert.NotEqual(Bits(whole.Parameters.Values), Bits(fresh.Parameters.Values));
    }

    [Fact]
    public void FilesHoldTheRunUnderItsNames()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("run.safetensors");
        var run = new Run("adam");
        run.Steps(1);
        Checkpoint.Save(path, run.Parameters, run.Optimizer, run.Progress);
        SafetensorsFile file = SafetensorsFile.Read(path);
        string[] prefixes = ["", "optimizer.mean.", "optimizer.mean_square."];
        Assert.Equal(
            prefixes.SelectMany(prefix => "WUbVd".Select(name => prefix + name)),
            file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Cell.Info.Fingerprint, file.Metadata["rnngen.fingerprint"]);
        Assert.Equal(("0", "1", "42"), (file.Metadata["rnngen.epoch"], file.Metadata["rnngen.step"], file.Metadata["rnngen.seed"]));

        // A checkpoint is a model file too.
        CellParameters<float> model = Cell.CreateParameters();
        model.Load(path);
        Assert.Equal(Bits(run.Parameters.Values), Bits(model.Values));
        var other = new Run("adam");
        Assert.Equal(run.Progress, Checkpoint.Load(path, other.Parameters, other.Optimizer));
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedAndNothingChanges()
    {
        var run = new Run("adam");
        run.Steps(3);
        using var saved = new MemoryStream();
        run.Save(saved);

        Refused(saved, new Run("adamw"), "another optimiser");
        Refused(saved, new Run("sgd"), "another optimiser");
        using var model = new MemoryStream();
        run.Parameters.Save(model);
        Refused(model, new Run("adam"), "no checkpoint");

        using var stateless = new MemoryStream();
        Checkpoint.Save(stateless, run.Parameters, run.Optimizer, run.Progress);
        Refused(stateless, new Run("adam"), "'state.h' is missing");

        SafetensorsFile edited = SafetensorsFile.Read(new MemoryStream(saved.ToArray()));
        edited.Metadata["rnngen.step"] = "-1";
        Refused(Rewritten(edited), new Run("adam"), "'rnngen.step' is no valid number");
        edited.Metadata["rnngen.step"] = "1";
        edited.Metadata["rnngen.learning_rate"] = "NaN";
        Refused(Rewritten(edited), new Run("adam"), "'rnngen.learning_rate' is no valid number");
        edited.Metadata.Remove("rnngen.learning_rate");
        Refused(Rewritten(edited), new Run("adam"), "no 'rnngen.learning_rate'");

        var changed = new Cell.Parameters(Cell.MakeInfo("h = tanh(W @ x - U @ h' + b)\ny = V @ h + d"));
        saved.Position = 0;
        var error = Assert.Throws<SafetensorsException>(() => Checkpoint.Load(saved, changed, new Adam<float>(changed)));
        Assert.Contains("another cell, or Elman has changed since", error.Message, StringComparison.Ordinal);
        Assert.Equal(-1, changed.Values.IndexOfAnyExcept(0f));
    }

    private static void Refused(MemoryStream stream, Run run, string because)
    {
        int[] before = Bits(run.Parameters.Values);
        stream.Position = 0;
        var error = Assert.Throws<SafetensorsException>(() => run.Load(stream));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bits(run.Parameters.Values));
        Assert.Equal(0, run.Optimizer.Steps);
    }

    private static MemoryStream Rewritten(SafetensorsFile file)
    {
        var stream = new MemoryStream();
        file.Write(stream);
        return stream;
    }

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
