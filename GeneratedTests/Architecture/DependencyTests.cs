using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.CodeFixes;
using RnnGen.Hosting;
using Xunit;

namespace RnnGen.Tests.Architecture;

/// <summary>Keeps the house's dependency rules.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void The_generator_keeps_the_rules() =>
        Assert.Equal("", string.Join("\n", DependencyRules.FindViolations(SourcesOf("Generator"), withRoslyn: true)));

    [Fact]
    public void The_compiler_builds_alone()
    {
        Assert.Equal("", string.Join("\n", DependencyRules.FindErrors(SourcesOf("Generator/Compiler"), withRoslyn: false)));
        Assert.Contains(@"""Generator\Compiler\Compiler.csproj""", Repository.Read("RnnGen.sln"));
    }

    [Fact]
    public void Every_folder_of_the_compiler_is_a_known_phase()
    {
        IEnumerable<string[]> paths = SourcesOf("Generator/Compiler").Select(file => file.Path.Split('/'));
        Assert.Subset(
            DependencyRules.Phases.ToHashSet(),
            paths.Where(path => path.Length > 3).Select(path => string.Join('.', path[2..^1])).ToHashSet());
    }

    [Theory]
    [InlineData("Ir", "class A { RnnGen.Compiler.Syntax.B? b; }", "uses RnnGen.Compiler.Syntax.B")]
    [InlineData("Ir", "class A { object b = Syntax.B.Make(); }", "uses RnnGen.Compiler.Syntax.B")]
    [InlineData("Ir", "class A { Limits? limits; }", "uses RnnGen.Compiler.Limits")]
    [InlineData("Emit", "class A { object? b = CellCompiler.Compile(); }", "uses RnnGen.Compiler.CellCompiler")]
    [InlineData("Emit", "class A { Hosting.H? h; }", "uses RnnGen.Hosting.H")]
    [InlineData("Kernels.Model", "class A { RnnGen.Compiler.Syntax.B? b; }", "uses RnnGen.Compiler.Syntax.B")]
    [InlineData("Planning.Model", "class A { Stages.S? s; }", "uses RnnGen.Compiler.Planning.Stages.S")]
    [InlineData("Emit", "class A { Planning.Stages.S? s; }", "uses RnnGen.Compiler.Planning.Stages.S")]
    [InlineData("Kernels", "class A { object? b = Planning.Tuning.T.Threshold; }", "uses RnnGen.Compiler.Planning.Tuning.T")]
    [InlineData("Kernels.OneRow", "class A { Planning.Schedules.D? d; }", "uses RnnGen.Compiler.Planning.Schedules.D")]
    [InlineData("Unknown", "class A : Syntax.B;", "uses RnnGen.Compiler.Syntax.B")]
    public void A_breach_is_found(string phase, string text, string expected) =>
        AssertFound($"Generator/Compiler/{phase.Replace('.', '/')}/A.cs", $"namespace RnnGen.Compiler.{phase}; {text}", expected);

    [Fact]
    public void A_breach_in_a_using_line_or_in_the_namespace_is_found()
    {
        const string File = "Generator/Compiler/Ir/A.cs";
        AssertFound(File, "using RnnGen.Compiler.Syntax; namespace RnnGen.Compiler.Ir;", "uses RnnGen.Compiler.Syntax");
        AssertFound(File, "using Microsoft.CodeAnalysis; namespace RnnGen.Compiler.Ir;", "uses Microsoft.CodeAnalysis");
        AssertFound(File, "namespace RnnGen; class A;", "the namespace is RnnGen, the folder says RnnGen.Compiler.Ir");
    }

    /// <summary>Where an equation comes from is for people: passes hand it on, planners and kernels do not look at it.</summary>
    [Fact]
    public void Origins_of_equations_are_read_by_the_printer_alone()
    {
        const string Origin = "RnnGen.Compiler.Ir.Origin";
        (string Path, string Text)[] files = [.. SourcesOf("Generator")];
        Assert.Equal(["Generator/Compiler/Ir/Printer.cs"], DependencyRules.Readers(files, Origin));
        const string Breach = "namespace RnnGen.Compiler.Passes; class A { static bool B(Ir.Equation e) => e.Origin.Target == \"z\"; }";
        Assert.Contains("A.cs", DependencyRules.Readers([.. files, ("A.cs", Breach)], Origin));
    }

    [Fact]
    public void The_runtime_references_the_framework_alone() =>
        Assert.All(typeof(CellAttribute).Assembly.GetReferencedAssemblies(), IsFramework);

    [Fact]
    public void The_generator_references_nothing_that_it_would_have_to_ship()
    {
        string[] ofRoslyn =
            ["netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "System.Memory"];
        Assert.All(typeof(CellGenerator).Assembly.GetReferencedAssemblies(), name => Assert.Contains(name.Name, ofRoslyn));
    }

    /// <summary>Workspaces are what an editor has and the C# compiler has not: it must not load an assembly that needs them.</summary>
    [Fact]
    public void The_code_fixes_stand_apart_from_the_generator()
    {
        string[] ofRoslyn = [
            "netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.Workspaces", "System.Collections.Immutable",
            "System.Composition.AttributedModel"];
        Assembly fixes = typeof(CellCodeFixProvider).Assembly;
        Assert.All(fixes.GetReferencedAssemblies(), name => Assert.Contains(name.Name, ofRoslyn));
        // The C# compiler loads an assembly that has analyzers or generators: this one has none.
        IEnumerable<Attribute> attributes = fixes.GetTypes().SelectMany(type => type.GetCustomAttributes());
        Assert.DoesNotContain(attributes, attribute => attribute is DiagnosticAnalyzerAttribute or GeneratorAttribute);
        Assert.Contains(@"""CodeFixes\CodeFixes.csproj""", Repository.Read("RnnGen.sln"));
    }

    private static void AssertFound(string path, string text, string expected)
    {
        (string, string)[] others =
        [
            ("Generator/Compiler/Syntax/B.cs", "namespace RnnGen.Compiler.Syntax; class B { public static B Make() => new(); }"),
            ("Generator/Compiler/C.cs",
                "namespace RnnGen.Compiler; class Limits; class CellCompiler { public static int Compile() => 1; }"),
            ("Generator/Compiler/Planning/Stages/S.cs", "namespace RnnGen.Compiler.Planning.Stages; class S;"),
            ("Generator/Compiler/Planning/Tuning/T.cs",
                "namespace RnnGen.Compiler.Planning.Tuning; class T { public const int Threshold = 1; }"),
            ("Generator/Compiler/Planning/Schedules/D.cs", "namespace RnnGen.Compiler.Planning.Schedules; class D;"),
            ("Generator/Hosting/H.cs", "namespace RnnGen.Hosting; class H { object? b = Compiler.Syntax.B.Make(); }"),
        ];
        Assert.Empty(DependencyRules.FindViolations(others, withRoslyn: true));
        Assert.Contains($"{path}: {expected}", DependencyRules.FindViolations([.. others, (path, text)], withRoslyn: true));
    }

    private static void IsFramework(AssemblyName name) => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal);

    private static IReadOnlyList<(string Path, string Text)> SourcesOf(string folder) =>
        [.. Repository.Files(folder, "*.cs").Select(file => (file, Repository.Read(file)))];
}
