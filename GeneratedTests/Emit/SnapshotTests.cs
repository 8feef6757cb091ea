using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>
/// The emitted files of a tiny, a mid-size and a two-state cell, and of one with a sequence in each lane, whole: what a change to an
/// emitter does can be read in its diff.
/// </summary>
public class SnapshotTests
{
    [Fact]
    public void A_tiny_cell() => Verify("rnn-softmax", "Input = 3, Hidden = 5, Output = 2", "TinyRnn");

    [Fact]
    public void A_mid_size_cell() => Verify("gru", "Input = 16, Hidden = 64", "MidSizeGru");

    [Fact]
    public void A_cell_with_two_states() => Verify("lstm", "Input = 3, Hidden = 5, Element = typeof(double)", "TwoStateLstm");

    [Fact]
    public void A_cell_whose_sequences_lie_in_the_lanes() => Verify("rnn", "Input = 2, Hidden = 3, Batch = 16", "RnnInLanes");

    private static void Verify(string cell, string sizes, string name)
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"using RnnGen;\n\nnamespace Snapshots;\n\n[Cell(\"{cell}\", {sizes})]\npublic partial struct {name};\n");
        run.AssertClean();
        Assert.Equal(2, run.Sources.Count);
        Snapshot.Verify(run.Sources[$"Snapshots.{name}.g.cs"], name);
        Snapshot.Verify(run.Sources[$"Snapshots.{name}.Kernels.g.cs"], $"{name}.Kernels");
    }
}
