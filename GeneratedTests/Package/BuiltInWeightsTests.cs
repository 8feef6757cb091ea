using System.Linq;
using System.Runtime.Intrinsics.X86;
using RnnGen.Tests.Runtime;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>Programs that have the weights of their cells in the assembly, and run where no other file is.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class BuiltInWeightsTests(PackedRnnGen packed)
{
    /// <summary>By an attribute, by a definition alone, and by a path that only an item can tell the build.</summary>
    private const string Program = """
        using System;
        using System.Globalization;
        using RnnGen;

        var state = new Amp.State();
        Amp.Step(Amp.LoadWeights(), [0f], state);
        float bias = MathF.Atanh(state.h[0]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bias:0.000} {Amp.LoadParameters().W.Length}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Acme.Wake.LoadParameters().b[2]:0.000}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Shared.LoadParameters().b[1]:0.000}"));

        [Cell("Cells/amp.cell.yaml", Weights = "Cells/amp.de.safetensors")]
        public partial struct Amp;

        [Cell("Cells/amp.cell.yaml", Weights = Shared.Path)]
        public partial struct Shared { public const string Path = "Shared/all.safetensors"; }
        """;

    private const string Definition = """
        sizes: { input: 1, hidden: 3 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: [W, b]
        equations: |
          h = tanh(W @ [h'; x] + b)
        """;

    /// <summary>Packages of the machine serve: the native compiler is large.</summary>
    private static string Properties =>
        $"<RestoreFallbackFolders>{PackedRnnGen.MachinePackages}</RestoreFallbackFolders>"
        + "<InvariantGlobalization>true</InvariantGlobalization><IlcInstructionSet>native</IlcInstructionSet>"
        + "<CppCompilerAndLinker>gcc</CppCompilerAndLinker>";

    [NativeFact]
    public void No_file_lies_beside_the_program_also_ahead_of_time()
    {
        ConsumerProject project = packed.CreateProject(
            "BuiltIn",
            Properties,
            ("Program.cs", Program),
            ("Cells/amp.cell.yaml", Definition),
            ("Cells/wake.cell.yaml", "class: Acme.Wake\nweights: wake.safetensors\n" + Definition),
            ("Directory.Build.props", """
                <Project>
                  <ItemGroup>
                    <CellWeights Include="$(MSBuildThisFileDirectory)../Elsewhere/all.safetensors" Link="Shared/all.safetensors" />
                  </ItemGroup>
                </Project>
                """));
        project.Write("nuget.config", Sources(""));
        project.Write("Cells/amp.de.safetensors", File(0.25));
        project.Write("Cells/wake.safetensors", File(0.75));
        project.Write("../Elsewhere/all.safetensors", File(0.125));
        Assert.Equal("0.250 12\n0.750\n0.125\n", project.Run());

        // Another file of the same shapes: only its data differ, which no text has.
        project.Write("Cells/amp.de.safetensors", File(0.5));
        const string Expected = "0.500 12\n0.750\n0.125\n";
        Assert.Equal(Expected, project.Run("--no-restore"));
        project.Command(0, "publish", "-c", "Release", "-v", "quiet", "-r", Platform, "-p:PublishAot=true", "-o", "native");
        project.Delete("Cells/amp.de.safetensors");
        project.Delete("Cells/wake.safetensors");
        project.Delete("../Elsewhere/all.safetensors");
        Assert.Equal(Expected, project.Start("Release"));
        Assert.Equal(Expected, project.StartNative("native/BuiltIn"));
    }

    /// <summary>A program of one file lists nothing: its own text says which file.</summary>
    [Fact]
    public void A_program_of_one_file_has_them_too()
    {
        ConsumerProject folder = packed.CreateFolder("OneFile");
        folder.Write("nuget.config", Sources("<clear />"));
        folder.Write("amp.safetensors", File(0.25));
        folder.Write("amp.cs", $$""""
            #:package RnnGen@{{packed.Version}}
            #:property Optimize=true
            #:property PublishAot=false
            using RnnGen;

            System.Console.WriteLine(Amp.LoadParameters().b[0] == 0.25f);

            [Cell("""
                weights: amp.safetensors
                {{Definition.Replace("\n", "\n    ")}}
                """)]
            public partial struct Amp;
            """");
        Assert.Equal("True\n", folder.Command(0, "run", "amp.cs"));
        Assert.Equal(["amp.cs", "amp.safetensors", "nuget.config"], folder.Entries());
    }

    private static string Platform => Sse.IsSupported ? "linux-x64" : "linux-arm64";

    /// <param name="before">Whether other sources count besides.</param>
    private string Sources(string before) =>
        $"""<configuration><packageSources>{before}<add key="packed" value="{packed.Feed}" /></packageSources></configuration>""";

    /// <summary>Weights of zero, and one bias for all units.</summary>
    private static byte[] File(double bias) => TensorBytes.File(
        TensorBytes.Of("W", "F32", [3, 4], Enumerable.Repeat(0.0, 12)), TensorBytes.Of("b", "F32", [3], Enumerable.Repeat(bias, 3)));
}
