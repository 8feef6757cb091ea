using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>One row of the table.</summary>
/// <param name="Heavy">Left out of the quick set.</param>
internal sealed record Scenario(Mode Mode, Workload Workload, Func<Problem, Contestant> Ours, bool Heavy = false)
{
    /// <summary>Our own kernels on work of the same size, to be compared with: another cell, or one thread.</summary>
    public (string Peer, Workload Workload, Func<Problem, Contestant> Create)? Twin { get; init; }

    /// <summary>How many threads a call may use. Beyond one, times are those of the wall clock.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What is not the default: an option of the cell, or threads. The twin, without it, is then the only peer.</summary>
    public string Variant { get; init; } = "";

    /// <summary>How far results may be from the truth.</summary>
    public double Tolerance { get; init; } = Truth.Tolerance;

    public IReadOnlyList<Bar> Bars =>
        Variant.Length > 0 ? Comparison.Bars.For(Variant, Mode, Workload) : Comparison.Bars.For(Mode, Workload);

    public double Flops => (Mode == Mode.Training ? 3 : 1) * (Mode == Mode.Step ? 1.0 / Workload.Rows : 1) * Workload.ForwardFlops;

    public string Name
    {
        get
        {
            string mode = Mode switch { Mode.Training => "train", _ => Mode.ToString().ToLowerInvariant() };
            string variant = Variant.Length > 0 ? " " + Variant : "";
            string cell = string.Create(CultureInfo.InvariantCulture, $"{mode} {Workload.Cell} ({Workload.Input},{Workload.Hidden})");
            return Mode switch
            {
                Mode.Step => cell + variant,
                Mode.Run => string.Create(CultureInfo.InvariantCulture, $"{cell} T{Workload.TimeSteps}{variant}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{cell} T{Workload.TimeSteps} B{Workload.Batch}{variant}"),
            };
        }
    }

    /// <summary>Whether the name has all words of one of the alternatives: <c>step lstm|train (3,5)</c>.</summary>
    public bool Matches(string filter) => Matches(Name, filter);

    /// <summary>The same of a name.</summary>
    public static bool Matches(string name, string filter) => filter.Split('|').Any(
        words => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => name.Contains(w, StringComparison.OrdinalIgnoreCase)));
}
