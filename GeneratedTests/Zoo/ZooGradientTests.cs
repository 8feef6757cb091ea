using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>Emitted Backward of every cell of the zoo against central differences of its emitted Forward.</summary>
public class ZooGradientTests
{
    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Gradients_agree_with_central_differences(string name)
    {
        foreach (int timeSteps in (int[])[1, 2, 7])
            foreach (int batch in (int[])[1, 3, 16])
                EmittedGradients.Check(
                    DefinedCells.OfZoo(name, typeof(double)), DefinedCells.Function(name), timeSteps, batch, seed: 100 * timeSteps + batch);
    }

    public static TheoryData<string> Others => [.. DefinedCells.OtherZooNames];

    /// <summary>What nobody compiles is interpreted.</summary>
    [Theory]
    [MemberData(nameof(Others))]
    public void Gradients_of_other_cells_agree_with_central_differences(string name) => InterpretedGradients.Check(
        Differentiator.Differentiate(ZooSizes.Function(name, ZooSizes.Small(name))), timeSteps: 3, batch: 2, seed: 5);

    [Fact]
    public void The_basic_cells_are_compiled_in_both_element_types()
    {
        foreach (string name in DefinedCells.ZooNames)
        {
            Assert.Contains(typeof(ICell<float>), DefinedCells.OfZoo(name, typeof(float)).GetInterfaces());
            Assert.Contains(typeof(ICell<double>), DefinedCells.OfZoo(name, typeof(double)).GetInterfaces());
        }
    }
}
