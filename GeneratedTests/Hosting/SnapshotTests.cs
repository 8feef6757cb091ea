using System;
using System.IO;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>The snapshot utility itself: it must fail on a difference, and leave the files that its conventions promise.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-").FullName;

    [Fact]
    public void Equal_text_passes_whatever_the_line_ends_on_disk()
    {
        File.WriteAllText(Verified, "a\r\nb\r\n");
        File.WriteAllText(Received, "of an earlier run");
        Verify("a\nb\n");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void Different_text_fails_and_is_written_down()
    {
        File.WriteAllText(Verified, "a\nb\n");
        Exception failure = Assert.ThrowsAny<Exception>(() => Verify("a\nc\n"));
        Assert.Contains("at line 2: 'b' became 'c'", failure.Message);
        Assert.Equal("a\nc\n", File.ReadAllText(Received));
        Assert.Equal("a\nb\n", File.ReadAllText(Verified));
    }

    [Fact]
    public void A_missing_snapshot_fails()
    {
        Exception failure = Assert.ThrowsAny<Exception>(() => Verify("a\n"));
        Assert.Contains("there is none yet", failure.Message);
        Assert.True(File.Exists(Received));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Verified => Path.Combine(_folder, "Cell.verified.cs");

    private string Received => Path.Combine(_folder, "Cell.received.cs");

    private void Verify(string text) => Snapshot.Verify(text, "Cell", openDiffTool: false, Path.Combine(_folder, "Test.cs"));
}
