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
    /// <summary>Our own kernels of another cell with the same products, to be compared with.</summary>
    public (Workload Workload, Func<Problem, Contestant> Create)? Twin { get; init; }

    public IReadOnlyList<Bar> Bars => Comparison.Bars.For(Mode, Workload);

    public double Flops => (Mode == Mode.Training ? 3 : 1) * (Mode == Mode.Step ? 1.0 / Workload.Rows : 1) * Workload.ForwardFlops;

    public string Name
    {
        get
        {
            string mode = Mode switch { Mode.Training => "train", _ => Mode.ToString().ToLowerInvariant() };
            string cell = string.Create(CultureInfo.InvariantCulture, $"{mode} {Workload.Cell} ({Workload.Input},{Workload.Hidden})");
            return Mode switch
            {
                Mode.Step => cell,
                Mode.Run => string.Create(CultureInfo.InvariantCulture, $"{cell} T{Workload.TimeSteps}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{cell} T{Workload.TimeSteps} B{Workload.Batch}"),
            };
        }
    }

    /// <summary>Whether the name has all words of one of the alternatives: <c>step lstm|train (3,5)</c>.</summary>
    public bool Matches(string filter) => filter.Split('|').Any(
        words => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => Name.Contains(w, StringComparison.OrdinalIgnoreCase)));
}
