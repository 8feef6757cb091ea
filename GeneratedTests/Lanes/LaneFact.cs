using System.Runtime.Intrinsics.X86;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>A test of instructions that the processor must have; on another one it is shown as skipped, not as passed.</summary>
internal sealed class LaneFactAttribute : FactAttribute
{
    /// <summary>Why the test cannot run here; null where it can.</summary>
    public static string? Reason { get; } =
        Avx512F.IsSupported ? null : "This processor has no vectors of 512 bits, and so no sequence in a lane.";

    public LaneFactAttribute() => Skip = Reason;
}

/// <summary>The same for a theory.</summary>
internal sealed class LaneTheoryAttribute : TheoryAttribute
{
    public LaneTheoryAttribute() => Skip = LaneFactAttribute.Reason;
}
