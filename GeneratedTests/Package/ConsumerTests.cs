using System;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>A stranger's project: no special settings but the strictest ones, the package from a feed, every door.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class ConsumerTests(PackedRnnGen packed)
{
    private const string Strict =
        "<Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisLevel>latest</AnalysisLevel>"
        + "<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow><LangVersion>12</LangVersion><Features>strict</Features>";

    private const string Cells = """"
        using RnnGen;

        namespace Stranger;

        [Cell("lstm", Input = 3, Hidden = 5)]
        public partial struct FromTheZoo;

        [Cell("mine.cell.yaml", Hidden = 5)]
        public partial struct BesideThisFile;

        [Cell("Cells/mine.cell.yaml", Hidden = 5)]
        public partial struct FromTheProject;

        [Cell("""
            sizes:      { input: 3, hidden: }
            inputs:     { x: input }
            states:     { h: hidden }
            parameters: [W, b]
            equations: |
              h = tanh(W @ [h'; x] + b)
            outputs:
              h:
            """, Hidden = 5)]
        public partial struct InPlace;
        """";

    private const string Mine = """
        sizes:      { input: 3, hidden: }
        inputs:     { x: input }
        states:     { h: hidden }
        parameters: [W, b]
        equations: |
          h = tanh(W @ [h'; x] + b)
        outputs:
          h:
        """;

    private const string WithoutCSharp = """
        class: Stranger.Wake
        access: public
        sizes:      { input: 3, hidden: 5 }
        inputs:     { x: input }
        states:     { h: hidden }
        parameters: [W, b]
        equations: |
          h = tanh(W @ [h'; x] + b)
        outputs:
          h:
        """;

    private const string Program = """
        using System;
        using System.Linq;
        using RnnGen;
        using Stranger;

        string mine = Train<InPlace>();
        Console.WriteLine(mine);
        Console.WriteLine(Train<BesideThisFile>() == mine);
        Console.WriteLine(Train<FromTheProject>() == mine);
        Console.WriteLine(Train<Wake>() == mine);
        Console.WriteLine(Train<FromTheZoo>() == mine);

        var parameters = new FromTheZoo.Parameters();
        var state = new FromTheZoo.State();
        FromTheZoo.Step(parameters.Pack(), new float[3], state);
        Console.WriteLine($"{parameters.Wf.Length} {state.h.Length}");

        // Streams a sequence, trains on it for some steps, and tells whether the loss fell.
        static string Train<TCell>() where TCell : struct, ICell<float>
        {
            CellParameters<float> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
            parameters.Initialize(1);
            CellTape<float> tape = TCell.CreateTape(4, 2, Adjoint.States);
            for (int i = 0; i < tape.Input(0).Length; i++) tape.Input(0)[i] = MathF.Sin(i);
            float first = 0, last = 0;
            for (int step = 0; step < 20; step++)
            {
                TCell.Forward(parameters, tape);
                last = 0;
                for (int i = 0; i < tape.State(0).Length; i++)
                {
                    float error = tape.State(0)[i] - 0.5f;
                    tape.StateAdjoint(0)[i] = error;
                    last += error * error;
                }
                if (step == 0) first = last;
                gradients.Clear();
                TCell.Backward(parameters, tape, gradients);
                for (int i = 0; i < parameters.Values.Length; i++) parameters.Values[i] -= 0.05f * gradients.Values[i];
            }
            CellState<float> state = TCell.CreateState();
            var outputs = new float[TCell.Info.OutputLength];
            TCell.Step(TCell.Pack(parameters), tape.Input(0).Slice(0, 3).ToArray(), state, outputs);
            string small = string.Join(' ', outputs.Select(o => MathF.Abs(o) < 1));
            return $"{TCell.Info.ParameterCount} parameters, loss fell: {last < 0.5f * first}, {small}";
        }
        """;

    [Fact]
    public void Builds_and_runs_all_doors()
    {
        ConsumerProject project = packed.CreateProject(
            "Stranger",
            Strict,
            ("Program.cs", Program),
            ("Cells/Cells.cs", Cells),
            ("Cells/mine.cell.yaml", Mine),
            ("Specs/wake.cell.yaml", WithoutCSharp),
            ("bin/ignored.cell.yaml", "class: «"));
        Assert.Equal(
            "45 parameters, loss fell: True, True True True True True\nTrue\nTrue\nTrue\nFalse\n40 5\n",
            project.Run());
    }

    /// <summary>With the package's own list switched off the file is missing, until the project lists it.</summary>
    [Fact]
    public void Cell_files_can_be_listed_by_hand()
    {
        ConsumerProject project = packed.CreateProject(
            "ByHand",
            "<EnableDefaultCellItems>false</EnableDefaultCellItems>",
            ("Program.cs", "System.Console.WriteLine(Mine.Info.ParameterCount);"),
            ("Cells.cs", """[RnnGen.Cell("mine.cell.yaml", Hidden = 5)] partial struct Mine;"""),
            ("mine.cell.yaml", Mine),
            ("other.cell.yaml", "class: «"),
            ("Directory.Build.props", """
                <Project>
                  <ItemGroup Condition="'$(ListedByHand)' == 'true'">
                    <AdditionalFiles Include="mine.cell.yaml" />
                  </ItemGroup>
                </Project>
                """));
        Assert.Equal("RNN005", Assert.Single(project.Fail()).Id);
        Assert.Equal("45\n", project.Run("-p:ListedByHand=true"));
    }

    /// <summary>A file beside the projects that use it stands where they link it. A Debug build of them warns, however strict.</summary>
    [Fact]
    public void Cell_files_can_be_shared_and_advice_fails_no_build()
    {
        ConsumerProject project = packed.CreateProject(
            "Sharing",
            Strict,
            ("../Shared/Wake/mine.cell.yaml", Mine),
            ("Directory.Build.props", """
                <Project>
                  <ItemGroup>
                    <AdditionalFiles Include="$(MSBuildThisFileDirectory)../Shared/**/*.cell.yaml" LinkBase="Cells" />
                  </ItemGroup>
                </Project>
                """),
            ("Program.cs", "System.Console.WriteLine($\"{Whole.Info.ParameterCount} {Beside.Info.ParameterCount}\");"),
            ("Cells/Beside.cs", """[RnnGen.Cell("Wake/mine.cell.yaml", Hidden = 6)] partial struct Beside;"""),
            ("Whole.cs", """[RnnGen.Cell("Cells/Wake/mine.cell.yaml", Hidden = 5)] partial struct Whole;"""));
        string built = project.Command(0, "build", "-v", "quiet", "-warnaserror");
        string[] warnings = [.. built.Split('\n').Where(line => line.Contains(": warning ")).Distinct()];
        Assert.Contains("Beside.cs(1,65): warning RNN018: ", Assert.Single(warnings));
        Assert.Equal("45 60\n", project.Start("Debug"));
    }

    /// <summary>Nothing in the package fits an older framework, so that adding it fails and says why.</summary>
    [Fact]
    public void Older_frameworks_are_told_at_once()
    {
        ConsumerProject project = packed.CreateProject(
            "Old",
            "<TargetFramework /><TargetFrameworks>net8.0;netstandard2.0</TargetFrameworks>"
            + "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>");
        string[] printed = project.Command(1, "restore").Split('\n');
        foreach (string framework in (string[])["net8.0 (.NETCoreApp,Version=v8.0)", "netstandard2.0 (.NETStandard,Version=v2.0)"])
            Assert.Contains(printed, line => line.Contains("error NU1202: Package RnnGen", StringComparison.Ordinal)
                && line.Contains("is not compatible with " + framework, StringComparison.Ordinal));
        Assert.Contains(printed, line => line.Contains("supports: net10.0", StringComparison.Ordinal));
    }

    /// <summary>The target that publishing runs first, by itself: the whole would need the packages of the native compiler.</summary>
    [Fact]
    public void Publishing_ahead_of_time_for_the_least_processor_is_warned_of()
    {
        (string Target, string Properties, string[] Said)[] cases =
        [
            ("PrepareForPublish", "", ["warning RNNGEN001: ", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>"]),
            ("PrepareForPublish", ";FileBasedProgram=true", ["#:property IlcInstructionSet=x86-64-v3"]),
            ("PrepareForPublish", ";IlcInstructionSet=x86-64-v3", []),
            ("PrepareForPublish", ";NoWarn=RNNGEN001", []),
            ("PrepareForPublish", ";RuntimeIdentifier=linux-arm64", []),
            ("PrepareForPublish", ";Ahead=false", []),
            ("PrepareForBuild", ";IsBuild=true", []),
        ];
        ConsumerProject project = packed.CreateProject(
            "Ahead", "<PublishAot>$(Ahead)</PublishAot>", ("Cases/all.proj", $"""
                <Project DefaultTargets="All">
                  <Target Name="All">
                    <MSBuild Projects="../Ahead.csproj" Targets="Restore" />
                    {string.Concat(cases.Select(c => Case(c.Target, c.Properties)))}
                  </Target>
                </Project>
                """));
        string[] said = project.Command(0, "msbuild", "Cases/all.proj", "-v:minimal", "-warnaserror").Split("[case]")[1..];
        Assert.Equal(cases.Length, said.Length);
        for (int i = 0; i < cases.Length; i++)
        {
            Assert.All(cases[i].Said, text => Assert.Contains(text, said[i], StringComparison.Ordinal));
            if (cases[i].Said.Length == 0) Assert.Equal("", said[i].Trim());
        }

        static string Case(string target, string properties) => $"""
            <Message Importance="high" Text="[case]" />
            <MSBuild Projects="../Ahead.csproj" Targets="{target}" Properties="Ahead=true;RuntimeIdentifier=linux-x64{properties}" />
            """;
    }
}
