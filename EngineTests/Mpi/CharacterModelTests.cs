using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>The sample, started by mpirun with its option --mpi.</summary>
[Collection(RankTests.Name)]
public sealed class CharacterModelTests(CharacterModelTests.OneProcess alone) : IClassFixture<CharacterModelTests.OneProcess>
{
    private const int Epochs = 12;

    // Sums in another order, over a hundred steps: more than this, and a share has other names, weights or hidden letters.
    private const double Rounding = 1e-4;

    [MpiFact]
    public void Ranks_learn_what_one_process_learns()
    {
        using var folder = new TestFolder();
        double[] two = Learn(folder, "two", ranks: 2);
        Close(alone.Losses, two);
        Assert.True(two[^1] < 0.8 * two[0], $"nothing was learned: {two[0]}, {two[^1]}");
    }

    [MpiFact]
    public void A_killed_rank_ends_all_and_the_last_checkpoint_goes_on_with_other_ranks()
    {
        using var folder = new TestFolder();
        string checkpoint = Path.Combine(folder.File("killed"), "checkpoint.safetensors");
        MpirunResult killed = Mpirun.Run(
            2, Sample, [.. Arguments(folder, "killed"), "--mpi"], whenStarted: launcher => KillRank(launcher, checkpoint));
        Assert.NotEqual(0, killed.ExitCode);
        Assert.Contains("EXIT CODE: 9", killed.Output, StringComparison.Ordinal);
        double[] before = Losses(folder.File("killed"));
        Assert.InRange(before.Length, 1, Epochs - 1);

        double[] resumed = Learn(folder, "resumed", ranks: 1, "--resume", checkpoint);
        Assert.Equal(before, resumed[..before.Length]);
        Close(alone.Losses, resumed);
    }

    private static string Sample => Path.Combine(Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!, "CharacterModel.dll");

    /// <returns>The training losses of all epochs.</returns>
    private static double[] Learn(TestFolder folder, string output, int ranks, params string[] more)
    {
        string[] arguments = [.. Arguments(folder, output), .. more];
        MpirunResult result = ranks == 0 ? Mpirun.RunAlone(Sample, arguments) : Mpirun.Run(ranks, Sample, [.. arguments, "--mpi"]);
        result.Succeed();
        Assert.Contains("agree in every bit", result.Output, StringComparison.Ordinal);
        Assert.Single(result.Output.Split('\n'), line => line.StartsWith("Chart: ", StringComparison.Ordinal)); // one rank speaks
        double[] losses = Losses(folder.File(output));
        Assert.Equal(Epochs, losses.Length);
        return losses;
    }

    private static string[] Arguments(TestFolder folder, string output)
    {
        string names = folder.File("names.txt");
        if (!File.Exists(names)) File.WriteAllLines(names, Names());
        return ["--names", names, "--epochs", $"{Epochs}", "--output", folder.File(output)];
    }

    /// <summary>165 names that go by a rule: four batches of 32 for the training and one of 21.</summary>
    private static string[] Names() =>
    [
        .. from a in (string[])["Ba", "Ke", "Lo", "Mi", "Su"]
           from b in (string[])["rado", "neti", "gu", "losa", "me", "tiko", "vu", "dalen", "sori", "pa", "zumi"]
           from c in (string[])["saurus", "don", "raptor"]
           select a + b + c,
    ];

    private static double[] Losses(string folder) =>
    [
        .. File.ReadLines(Path.Combine(folder, "history.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)),
    ];

    private static void Close(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= Rounding, $"epoch {i + 1}: {found[i]:R} found, {expected[i]:R} expected");
        }
    }

    /// <summary>Waits for the first checkpoint, and kills rank 1 in the middle of what follows.</summary>
    private static void KillRank(int launcher, string checkpoint)
    {
        using Process rank = RankProcess.WaitFor(launcher, rank: 1);
        while (!File.Exists(checkpoint) && !rank.HasExited) Thread.Sleep(1);
        rank.Kill();
    }

    /// <summary>What one process learns without a launcher.</summary>
    public sealed class OneProcess
    {
        private double[]? _losses;

        /// <summary>The training losses of all epochs.</summary>
        public double[] Losses
        {
            get
            {
                if (_losses is not null) return _losses;
                using var folder = new TestFolder();
                return _losses = Learn(folder, "alone", ranks: 0);
            }
        }
    }
}
