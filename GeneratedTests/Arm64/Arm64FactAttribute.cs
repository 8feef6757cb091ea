using System.Collections.Generic;
using Xunit;

namespace RnnGen.Tests.Arm64;

/// <summary>
/// A test that links a program for Arm64 and runs it under emulation. Where a tool for that is not there the test is shown as skipped, with
/// the reason, not as passed.
/// </summary>
internal sealed class Arm64FactAttribute : FactAttribute
{
    public Arm64FactAttribute() => Skip = Reason(Arm64Tools.Missing);

    private static string? Reason(IReadOnlyList<string> missing) => missing.Count == 0
        ? null
        : $"No program for Arm64 can be linked and run here; lacking: {string.Join(", ", missing)}. On Debian, as .ci/run does: "
            + $"apt-get install {Arm64Tools.Packages}";
}
