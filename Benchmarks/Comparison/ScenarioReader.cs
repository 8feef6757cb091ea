using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>Reads the name of a scenario that is not in the table, such as <c>train GRU (48,96) T32 B16</c>.</summary>
internal static partial class ScenarioReader
{
    /// <summary>The scenario without a contestant of ours yet.</summary>
    public static Scenario Read(string name)
    {
        Match match = Name().Match(name);
        if (!match.Success)
        {
            throw new FormatException(
                $"'{name}' is no scenario; one is 'train GRU (48,96) T32 B16', others begin with step, run, forward.");
        }
        string mode = match.Groups["mode"].Value.ToLowerInvariant();
        Mode parsed = mode switch { "step" => Mode.Step, "run" => Mode.Run, "forward" => Mode.Forward, _ => Mode.Training };
        CellKind kind = Enum.GetValues<CellKind>().First(
            k => new Workload(k, 1, 1).Cell.Equals(match.Groups["cell"].Value, StringComparison.OrdinalIgnoreCase));
        int steps = parsed switch
        {
            Mode.Step => ScenarioTable.StreamLength,
            Mode.Run => Number("T") ?? ScenarioTable.StreamLength,
            _ => Number("T") ?? 64,
        };
        int batch = parsed is Mode.Step or Mode.Run ? 1 : Number("B") ?? 32;
        var workload = new Workload(kind, Number("input")!.Value, Number("hidden")!.Value, steps, batch);
        return new Scenario(parsed, workload, _ => throw new InvalidOperationException(name + " has no contestant of ours."));

        int? Number(string group) =>
            match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(
        @"^(?<mode>step|run|forward|train)\s+(?<cell>lstm|gru-after|gru|rnn|invented)\s*"
        + @"\((?<input>\d+),\s*(?<hidden>\d+)\)(\s+T(?<T>\d+))?(\s+B(?<B>\d+))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
