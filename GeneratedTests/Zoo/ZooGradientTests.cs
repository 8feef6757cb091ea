using System.Linq;
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

    [Fact]
    public void Every_cell_of_the_zoo_is_compiled_in_both_element_types()
    {
        foreach (string name in DefinedCells.ZooNames)
        {
            Assert.Contains(typeof(ICell<float>), DefinedCells.OfZoo(name, typeof(float)).GetInterfaces());
            Assert.Contains(typeof(ICell<double>), DefinedCells.OfZoo(name, typeof(double)).GetInterfaces());
        }
    }
}
