using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>A stranger's project: no special settings, the package from a feed, every door.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class ConsumerTests(PackedRnnGen packed)
{
    [Fact]
    public void Builds_and_runs_all_doors()
    {
        ConsumerProject project = packed.CreateProject(
            "Consumer",
            "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><Nullable>enable</Nullable>",
            ("Program.cs", "System.Console.WriteLine(typeof(Speech).Name + typeof(Beside).Name);"),
            ("Cells.cs", """"
                using RnnGen;

                [Cell("lstm", Input = 2, Hidden = 3)]
                public partial struct Speech;

                [Cell("Cells/wake.cell.yaml")]
                public partial struct Beside;
                """"),
            ("Cells/wake.cell.yaml", "wrong"));
        Assert.Equal("SpeechBeside\n", project.Run());
    }
}
