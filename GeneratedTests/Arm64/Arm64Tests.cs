using Xunit;

namespace RnnGen.Tests.Arm64;

/// <summary>
/// The zoo, random cells and the runtime's vectors on Arm64: linked here by native compilation ahead of time, run under emulation. The
/// arguments and what the interpreter makes of them go along as numbers; what compares is the code that compares on this processor.
/// </summary>
public class Arm64Tests
{
    [Arm64Fact]
    public void Cells_agree_with_the_interpreter_and_vectors_keep_their_promises()
    {
        using var program = new Arm64Program(Arm64Cells.All());
        Assert.Equal(program.Expected, program.Run());
    }
}
