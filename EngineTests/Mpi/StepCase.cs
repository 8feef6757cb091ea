using System.Collections.Generic;
using RnnGen.Mpi;

namespace RnnGen.EngineTests.Mpi;

/// <summary>A few steps of training that one process and several ranks take over the same batches.</summary>
internal sealed record StepCase(string Name)
{
    public const int TimeSteps = 6, Updates = 5;

    /// <summary>All cases, by what is particular about them.</summary>
    public static IReadOnlyList<StepCase> All { get; } =
    [
        new("even") { Batch = 12 },
        new("single precision") { IsSingle = true },
        new("uneven"),
        new("an empty share") { Batch = 2 },
        new("lengths") { HasLengths = true },
        new("targets that do not count") { IgnoresTargets = true },
        new("all of it") { HasLengths = true, IgnoresTargets = true },
        new("a gradient that is no number") { HasNaN = true },
        new("the library's sum") { Options = s_options with { Reduction = MpiReduction.Library } },
        new("local steps") { Options = s_options with { LocalSteps = 2 } },
        new("local steps, an empty share") { Batch = 2, Options = s_options with { LocalSteps = 2 } },
        new("local steps, no number on one rank") { HasNaN = true, Options = s_options with { LocalSteps = 3 } },
    ];

    private static MpiTrainingOptions s_options => new() { Seed = 9, MaximumNorm = 0.2 };

    /// <summary>The rows of all ranks.</summary>
    public int Batch { get; init; } = 7;

    public bool IsSingle { get; init; }

    /// <summary>Rows end at different steps.</summary>
    public bool HasLengths { get; init; }

    /// <summary>Some targets are left out, so that the shares weigh other than their rows.</summary>
    public bool IgnoresTargets { get; init; }

    /// <summary>In one update an input of the last row is NaN.</summary>
    public bool HasNaN { get; init; }

    public MpiTrainingOptions Options { get; init; } = s_options;
}
