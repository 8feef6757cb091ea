using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CharacterModel.Learning;

/// <summary>The loss curve of a run, kept as a CSV file beside its checkpoint.</summary>
internal sealed class History
{
    private const string Header = "epoch,training,held_out";
    private readonly List<EpochLosses> _epochs = [];

    /// <summary>The losses, epoch by epoch.</summary>
    public IReadOnlyList<EpochLosses> Epochs => _epochs;

    /// <summary>The lowest held-out loss; infinite before the first epoch.</summary>
    public double BestHeldOut => _epochs.Select(e => e.HeldOut).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Reads the first epochs of a run; without a file the curve begins where the run resumes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static History Load(string path, int epochs)
    {
        var history = new History();
        if (File.Exists(path))
        {
            history._epochs.AddRange(File.ReadLines(path).Skip(1).Select(Parse).Where(e => e.Epoch <= epochs));
        }

        return history;
    }

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochLosses losses) => _epochs.Add(losses);

    /// <summary>Writes the file, which appears whole or not at all.</summary>
    public void Save(string path)
    {
        File.WriteAllLines(path + ".new", [Header, .. _epochs.Select(Line)]);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string Line(EpochLosses e) => $"{e.Epoch},{e.Training:R},{e.HeldOut:R}";

    private static EpochLosses Parse(string line) =>
        line.Split(',') is [var first, var second, var third]
        && int.TryParse(first, CultureInfo.InvariantCulture, out int epoch)
        && double.TryParse(second, CultureInfo.InvariantCulture, out double training)
        && double.TryParse(third, CultureInfo.InvariantCulture, out double heldOut)
            ? new EpochLosses(epoch, training, heldOut)
            : throw new InvalidDataException($"'{line}' is no line of a loss curve.");
}
