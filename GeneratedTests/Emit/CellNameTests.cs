using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Entries;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>What a cell may be called, and what its user's own part may hold: it compiles, or there is a diagnostic on the name.</summary>
public sealed class CellNameTests
{
    private const string Attribute = """[global::RnnGen.Cell("states: { h: 3 }\nequations: h = 0.5 * h' + 1\n")]""";

    /// <summary>Types that emitted code uses, members that its classes inherit, and words of C#.</summary>
    private static readonly string[] s_fine =
    [
        "Adjoint", "CellInfo", "CellState", "CellErrors", "Initializer", "Slot", "ICell", "Rows", "Panels", "LaneRows", "VectorWidth",
        "IVector", "Float512", "Float1", "Math", "Unsafe", "MemoryMarshal", "Span", "System", "RnnGen", "Emitted", "Pack", "Update",
        "Values", "Start", "Clear", "CopyTo", "Batch", "Threads", "Spare", "Input", "InitialState", "CreateState", "h0", "steps",
        "weights", "state", "Kernels", "Optimized", "StepByStep", "StepAtWidth", "@event", "@nint", "nameof", "_", "_0", "A_B",
    ];

    public static TheoryData<string> Members => [.. MemberNames.OfCell];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_cell_is_not_called_like_a_member(string name)
    {
        foreach (GeneratorRun run in new[]
        {
            GeneratorHarness.Run($"{Attribute} public partial struct {name};"),
            GeneratorHarness.Run("", ("a.cell.yaml", $"class: Acme.{name}\nstates: {{ h: 3 }}\nequations: h = 0.5 * h' + 1\n")),
        })
        {
            Diagnostic found = Assert.Single(run.Diagnostics);
            Assert.Equal("RNN140", found.Id);
            Assert.Empty(run.Complaints);
            Assert.Empty(run.Sources);
        }
    }

    [Fact]
    public void The_members_are_all_known()
    {
        INamedTypeSymbol cell = GeneratorHarness.Run($"{Attribute} public partial struct Cell;").Output.GetTypeByMetadataName("Cell")!;
        IEnumerable<string> names = cell.GetMembers().Where(m => !m.IsImplicitlyDeclared && !m.Name.Contains('.') && m is not IMethodSymbol
        {
            MethodKind: MethodKind.PropertyGet,
        }).Select(m => m.Name).Distinct();
        // A cell with weights in its assembly has these besides.
        Assert.Equal(MemberNames.OfCell.Except(["LoadParameters", "LoadWeights"]).Order(), names.Order());
    }

    [Theory]
    [InlineData("namespace Home {", "}")]
    [InlineData("public partial class Outer {", "}")]
    [InlineData("namespace Home { public partial class Tape { public partial interface Rows {", "} } }")]
    public void Any_other_name_compiles(string before, string after) => GeneratorHarness.Run(
        $"{before} {string.Join('\n', s_fine.Select(name => $"{Attribute} public partial struct {name};"))} {after}").AssertOnly("CS8981");

    [Fact]
    public void Without_a_namespace_too() => GeneratorHarness.Run(
        string.Join('\n', s_fine.Except(["System", "RnnGen"]).Select(name => $"{Attribute} public partial struct {name};")))
        .AssertOnly("CS8981");

    [Fact]
    public void Two_cells_never_share_a_file_or_a_class()
    {
        GeneratorHarness.Run($$"""
            namespace A { {{Attribute}} public partial struct B; {{Attribute}} public partial struct b; }
            namespace A { {{Attribute}} public partial struct wake; }
            namespace A_ { {{Attribute}} public partial struct B; }
            namespace C { {{Attribute}} public partial struct B; partial class A { {{Attribute}} public partial struct B; } }
            namespace A.Wake { {{Attribute}} public partial struct Kernels; }
            namespace A { {{Attribute}} public partial struct _B; {{Attribute}} public partial struct __B; }
            {{Attribute}} public partial struct A_B;
            {{Attribute}} public partial struct A__B;
            {{Attribute}} public partial struct A_0B;
            """).AssertOnly("CS8981");
        string[] names = ["A.B", "A_.B", "A._B", "A__B", "A_B", "A_0B", "A.B_", "A._0B", "A.B.2", "A.B_2", "A+B_C", "A+B+C"];
        IEnumerable<string> classes = names.Select(name => KernelsFile.ClassName(new CellTarget("", default, "", "", name)));
        Assert.Equal(names.Length, classes.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Overloads are nobody's mistake.</summary>
    [Fact]
    public void Members_of_ones_own_are_beside_those_of_the_cell() => GeneratorHarness.Run($$"""
        {{Attribute}}
        public partial struct Cell
        {
            public static int Math => 1;
            public static void Step(int times) { }
            public static void Run(string text) { }
            public static void Prepare(int times) { }
            public static void Forward(Parameters parameters, Tape tape, int times) { }
        }
        """).AssertClean();
}
