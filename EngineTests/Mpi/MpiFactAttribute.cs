using System;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>
/// A test that starts processes by MPICH's mpirun. Where there is none it is shown as skipped, not as passed; where CI is set it runs and
/// fails, because .ci/run installs one.
/// </summary>
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute() => Skip = Reason;

    /// <summary>Why the test cannot run here; null where it can.</summary>
    public static string? Reason { get; } = Mpirun.Launcher is null && Environment.GetEnvironmentVariable("CI") is null
        ? "There is no mpirun here (Debian: the package mpich), which starts the ranks."
        : null;
}

/// <summary>The same for a theory.</summary>
internal sealed class MpiTheoryAttribute : TheoryAttribute
{
    public MpiTheoryAttribute() => Skip = MpiFactAttribute.Reason;
}
