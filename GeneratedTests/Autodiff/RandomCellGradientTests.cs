using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Autodiff;

public class RandomCellGradientTests
{
    private const int LeastOccurrences = 20;
    private static readonly int Budget = Deck.SeedsFor(Deck.Whole, LeastOccurrences);

    [Fact]
    public void AdjointsOfRandomCellsAgreeWithCentralDifferences()
    {
        for (int seed = 0; seed < Budget; seed++)
        {
            StepFunction function = RandomCell.Create(seed).Function;
            AdjointFunction adjoint = Differentiator.Differentiate(function);
            InterpretedGradients.Check(adjoint, timeSteps: 2, batch: 1 + seed % 2, seed);
        }
    }

    [Fact]
    public void TheBudgetCoversEveryOperationAtEveryRank() => OperationCounts.AssertCovered(
        Deck.Whole, Enumerable.Range(0, Budget).Select(seed => RandomCell.Create(seed)), LeastOccurrences);
}
