using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Package;
using RnnGen.Tests.Runtime;

namespace RnnGen.Tests.Arm64;

/// <summary>
/// A project of cells, compiled ahead of time for Arm64 here, and run there. The cells, the runtime and the functions of the interpreter
/// are the assemblies of these tests; what compares them is the source of these tests.
/// </summary>
internal sealed class Arm64Program : IDisposable
{
    private const string Arguments = "sequences.bin", Published = "published";

    /// <summary>What is compiled for Arm64 as it stands here, but for what it asks of xunit, which needs reflection.</summary>
    private static readonly string[] s_sources =
    [
        "GeneratedTests/Arm64/Arm64Host.cs", "GeneratedTests/Arm64/SequenceFile.cs", "GeneratedTests/Arm64/Program/*.cs",
        "GeneratedTests/Gradients/SequenceDraw.cs", "GeneratedTests/Hosting/ICellVisitor.cs",
        "GeneratedTests/Kernels/CompareVisitor.cs", "GeneratedTests/Kernels/ExpectedSequence.cs", "GeneratedTests/Kernels/StateUse.cs",
        "GeneratedTests/Pools/PoolSchedule.cs", "GeneratedTests/Zoo/TapeDraw.cs",
        "GeneratedTests/Runtime/VectorTests.cs", "GeneratedTests/Runtime/GuardedMemory.cs", "GeneratedTests/Runtime/Sweep.cs",
        "GeneratedTests/Runtime/FunctionAccuracyTests.cs", "GeneratedTests/Runtime/ActivationLimitTests.cs",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly int _checks;

    public Arm64Program(IReadOnlyList<Arm64Cell> cells)
    {
        IReadOnlyList<string> tests = Arm64ProgramText.Tests();
        _checks = tests.Count + cells.Sum(cell => cell.Checks);
        var project = new HarnessProject { AssemblyName = "Cells" };
        using (CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => cell.Source)], project))
            File.WriteAllBytes(PathOf("Cells.dll"), compiled.Image);
        File.WriteAllText(PathOf("Program.cs"), Arm64ProgramText.Of(cells, tests));
        File.WriteAllText(PathOf("Program.csproj"), Project());
        using var file = new BinaryWriter(File.Create(PathOf(Arguments)));
        foreach (Arm64Cell cell in cells) cell.Write(file);
    }

    /// <summary>What it has to print where nothing is wrong.</summary>
    public string Expected => $"Arm64, 128 bits, {_checks} checks";

    /// <summary>Compiles, links and runs; gives back what it printed.</summary>
    public string Run()
    {
        DotnetCommand.Run(_folder.Path, PackedRnnGen.MachinePackages, exitCode: 0, "publish", "-v", "quiet", "-o", Published);
        return Arm64Tools.Run(_folder.Path, Path.Combine(Published, "Program"), Arguments).Trim();
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string file) => Path.Combine(_folder.Path, file);

    /// <summary>GCC links instead of clang, which would be told by an argument for which processor; gcc is made for one.</summary>
    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifier>linux-arm64</RuntimeIdentifier>
            <UseAppHost>false</UseAppHost>
            <PublishAot>true</PublishAot>
            <LangVersion>14</LangVersion>
            <Nullable>enable</Nullable>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
            <InvariantGlobalization>true</InvariantGlobalization>
            <NuGetAudit>false</NuGetAudit>
            <DebugType>none</DebugType>
            <NativeDebugSymbols>false</NativeDebugSymbols>
            <StripSymbols>false</StripSymbols>
            <CppCompilerAndLinker>{Arm64Tools.Linker}</CppCompilerAndLinker>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="Program.cs;{string.Join(';', s_sources.Select(Repository.PathOf))}" />
            <Reference Include="Cells.dll;{typeof(CellAttribute).Assembly.Location};{typeof(ScalarMath).Assembly.Location}" />
          </ItemGroup>
          <Target Name="LinkWithGcc" AfterTargets="SetupOSSpecificProps">
            <ItemGroup>
              <LinkerArg Remove="--target=$(TargetTriple)" />
            </ItemGroup>
          </Target>
        </Project>
        """;
}
