using System;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Binding;

public class MemberNameTests
{
    public static TheoryData<Type> Bases =>
        [typeof(CellParameters<>), typeof(CellWeights<>), typeof(CellState<>), typeof(CellTape<>), typeof(ICell<>)];

    [Theory]
    [MemberData(nameof(Bases))]
    public void EveryMemberThatGeneratedClassesInheritIsReserved(Type type)
    {
        const BindingFlags All =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        var visible = type.GetMembers(All).Where(IsVisible).Select(member => member.Name).Distinct().Where(name => !name.Contains('.'));
        Assert.All(visible, name => Assert.True(MemberNames.IsReserved(name, "Cell"), name));
    }

    /// <summary>To the classes of another assembly that derive from it.</summary>
    private static bool IsVisible(MemberInfo member) => member switch
    {
        ConstructorInfo => false,
        MethodInfo method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        TypeInfo nested => nested.IsNestedPublic || nested.IsNestedFamily || nested.IsNestedFamORAssem,
        _ => true,
    };

    [Theory]
    [InlineData("Parameters")]
    [InlineData("Step")]
    [InlineData("get_x")]
    [InlineData("Adjoint")]
    [InlineData("Cell")]
    public void ReportsReservedNames(string name) => Mistakes.Expect(
        $"inputs: {{ ⟦{name}⟧: 3 }}\nstates: {{ h: 3 }}\nequations: h = {name}\n",
        $"RNN052 '{name}' is a member of the generated code: choose another name.");

    [Fact]
    public void ReportsParametersStatesAndOutputsToo() => Mistakes.Expect(
        "states: { ⟦Tape⟧: 3 }\nparameters: { ⟦Values⟧: 3 }\nequations: Tape = Values\noutputs:\n  ⟦Batch⟧: Tape\n",
        "RNN052 'Tape' is a member of the generated code: choose another name.",
        "RNN052 'Values' is a member of the generated code: choose another name.",
        "RNN052 'Batch' is a member of the generated code: choose another name.");

    [Fact]
    public void LocalsAndConstantsAreNoMembers() =>
        Request.Bind(Request.InPlace("constants: { Batch: 3 }\nstates: { h: 3 }\nequations: |\n  Step = Batch * h'\n  h = Step\n"));

    [Theory]
    [InlineData("inputs: { ⟦h0⟧: 3 }\nstates: { h: 3 }\nequations: h = h0", "h0", "the initial value of the state 'h'")]
    [InlineData("inputs: { ⟦hT⟧: 3 }\nstates: { h: 3 }\nequations: h = hT", "hT", "the final value of the state 'h'")]
    [InlineData("inputs: { x: 3, dx: 3, ⟦d_x⟧: 3 }\nstates: { h: 3 }\nequations: h = x + dx + d_x", "d_x", "the adjoint of 'x'")]
    [InlineData("inputs: { ⟦hOutput⟧: 3 }\nstates: { h: 3 }\nequations: h = hOutput\noutputs:\n  h:\n", "hOutput", "the output 'h'")]
    public void ReportsNamesThatDerivedOnesTake(string definition, string name, string owner) => Mistakes.Expect(
        definition, $"RNN053 '{name}' is also the generated name of {owner}: choose another name.");

    [Fact]
    public void AdjointsGiveWay()
    {
        TapeNames names = TapeNames.Of(["x", "dx", "dh0"], ["h"], ["y", "h"]);
        Assert.Equal("d_x", names.Adjoint("x"));
        Assert.Equal("ddx", names.Adjoint("dx"));
        Assert.Equal("dh", names.Adjoint("h"));
        Assert.Equal("d_h0", names.Adjoint("h0"));
        Assert.Equal("dhT", names.Adjoint("hT"));
        Assert.Equal("hOutput", names.Output("h"));
        Assert.Equal("dhOutput", names.Adjoint("hOutput"));
        Assert.Equal("y", names.Output("y"));
        Assert.Null(names.ClashOf("x"));
    }
}
