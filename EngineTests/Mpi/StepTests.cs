using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Training on ranks against training in one process.</summary>
[Collection(RankTests.Name)]
public sealed class StepTests(StepRuns runs)
{
    [MpiTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_train_as_one_process_does(int ranks)
    {
        string folder = runs.FolderOf(ranks, run: 0);
        foreach (StepCase step in StepCase.All)
        {
            StepOutcome found = StepOutcome.Load(StepOutcome.FileOf(folder, step.Name, 0));
            bool isLocal = step.Options.LocalSteps > 1;
            StepOutcome expected = step.IsSingle ? StepWorker<NoisyCell, float>.Alone(step)
                : isLocal ? StepWorker<NoisyDoubleCell, double>.InTurn(step, ranks)
                : StepWorker<NoisyDoubleCell, double>.Alone(step);
            double tolerance = ranks == 1 ? 0 : step.IsSingle ? 2e-5 : 1e-12;
            Close(step.Name, expected.Parameters, found.Parameters, tolerance);
            Close(step.Name, expected.Losses, found.Losses, tolerance);
            Assert.Equal(expected.Updates, found.Updates);
            Assert.Equal(0, found.Allocated);
            if (isLocal) continue;
            Close(step.Name, expected.Gradients, found.Gradients, tolerance);
            AreClipped(step, found);
            for (int rank = 1; rank < ranks; rank++)
                Same(step.Name, found, StepOutcome.Load(StepOutcome.FileOf(folder, step.Name, rank)));
        }
    }

    [MpiTheory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_number_of_ranks_computes_the_same_bits_in_every_run(int ranks)
    {
        string one = runs.FolderOf(ranks, run: 0), other = runs.FolderOf(ranks, run: 1);
        string[] files = [.. Directory.GetFiles(one).Select(file => Path.GetFileName(file)!)];
        Assert.Equal(ranks * (StepCase.All.Count + 2) + 2, files.Length); // with those of the carried run
        foreach (string file in files)
            Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(other, file)));
    }

    [MpiTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_windows_carry_goes_on_with_any_number_of_ranks(int ranks)
    {
        string folder = runs.FolderOf(ranks, run: 0);
        using var own = new TestFolder();
        StepOutcome expected = CarriedRun.Alone(own.Path), resumed = CarriedRun.ResumedAlone(folder);
        double tolerance = ranks == 1 ? 0 : 1e-12;
        Check("in one process, from the file of ranks", resumed);
        for (int rank = 0; rank < ranks; rank++)
        {
            Check("on ranks", StepOutcome.Load(StepOutcome.FileOf(folder, "carried", rank)));
            Check("on ranks, from the file of one process", StepOutcome.Load(StepOutcome.FileOf(folder, "resumed", rank)));
        }

        SafetensorsFile alone = SafetensorsFile.Read(CarriedRun.FileOf(folder, isAlone: true));
        SafetensorsFile together = SafetensorsFile.Read(CarriedRun.FileOf(folder, isAlone: false));
        Assert.Equal(alone.Metadata, together.Metadata);
        Assert.Equal(
            alone.Tensors.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape))),
            together.Tensors.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape))));

        void Check(string name, StepOutcome found)
        {
            Close(name, expected.Losses[^found.Losses.Length..], found.Losses, tolerance);
            Close(name, expected.Parameters, found.Parameters, tolerance);
            Close(name, expected.Carried, found.Carried, tolerance);
            Assert.Equal(expected.Updates, found.Updates);
        }
    }

    [MpiTheory]
    [InlineData(1)]
    [InlineData(3)]
    public void Collective_calls_do_what_they_say(int ranks)
    {
        using var folder = new TestFolder();
        Mpirun.Host(ranks, "collectives", folder.Path).Succeed();
        Assert.Equal(ranks, Directory.GetFiles(folder.Path).Length);
    }

    [MpiFact]
    public void A_program_without_a_launcher_is_one_rank()
    {
        using var folder = new TestFolder();
        Mpirun.RunAlone(typeof(EngineHost).Assembly.Location, "mpi", "collectives", folder.Path).Succeed();
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>The cases clip: the norm before was larger, the one after is the largest that is allowed.</summary>
    private static void AreClipped(StepCase step, StepOutcome found)
    {
        if (step.HasNaN) return;
        Assert.All(found.Norms, norm => Assert.True(norm > step.Options.MaximumNorm, $"{step.Name}: {norm}"));
        Assert.Equal(step.Options.MaximumNorm, Math.Sqrt(found.Gradients.Sum(g => g * g)), 1e-6);
    }

    private static void Same(string name, StepOutcome first, StepOutcome other)
    {
        Close(name, first.Parameters, other.Parameters, 0);
        Close(name, first.Gradients, other.Gradients, 0);
        Close(name, first.Losses, other.Losses, 0);
    }

    private static void Close(string name, double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isClose = double.IsNaN(expected[i]) ? double.IsNaN(found[i]) : Math.Abs(expected[i] - found[i]) <= tolerance;
            Assert.True(isClose, $"{name}, element {i}: {found[i]:R} found, {expected[i]:R} expected");
        }
    }
}
