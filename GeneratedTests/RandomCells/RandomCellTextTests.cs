using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.RandomCells;

/// <summary>
/// Random definitions through the real front end must compute what the same cells computed that were written in the IR directly.
/// </summary>
public class RandomCellTextTests
{
    private const int LeastOccurrences = 20;
    private static readonly int Budget = Deck.SeedsFor(Deck.Spelled, LeastOccurrences);

    [Fact]
    public void TheFrontEndUnderstandsRandomDefinitions()
    {
        for (int seed = 0; seed < Budget; seed++)
        {
            RandomCell cell = RandomCell.CreateWithText(seed, seed % 2 == 0 ? RandomCellSize.Tiny : RandomCellSize.Mixed);
            StepFunction lowered = Request.Lower(Request.InPlace(cell.Definition!));
            SequenceDraw draw = SequenceDraw.Random(cell.Function, 1, 1, new Random(seed));
            double[][] expected = Results(cell.Function, draw), found = Results(lowered, draw);
            Assert.Equal(expected.Length, found.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                for (int j = 0; j < expected[i].Length; j++)
                {
                    if (Math.Abs(expected[i][j] - found[i][j]) <= 1e-12 * Math.Max(1, Math.Abs(expected[i][j]))) continue;
                    string what = $"Seed {seed}, result {i}[{j}]: {expected[i][j]:R} became {found[i][j]:R}";
                    throw new XunitException($"{what}\n{cell.Definition}\n{Printer.Print(lowered)}");
                }
            }
        }
    }

    [Fact]
    public void TheBudgetDealsEveryCardOfTheLanguage()
    {
        IEnumerable<Card> dealt = Enumerable.Range(0, Budget).SelectMany(seed => Deck.Deal(Deck.Spelled, seed));
        Dictionary<Card, int> counts = dealt.CountBy(card => card).ToDictionary();
        Assert.All(Deck.Spelled, card => Assert.InRange(counts.GetValueOrDefault(card), LeastOccurrences, int.MaxValue));
    }

    [Fact]
    public void TheSameSeedGivesTheSameText()
    {
        Assert.Equal(RandomCellText.Create(42).Definition, RandomCellText.Create(42).Definition);
        Assert.NotEqual(RandomCellText.Create(42).Definition, RandomCellText.Create(43).Definition);
    }

    private static double[][] Results(StepFunction function, SequenceDraw draw)
    {
        Evaluation run = Interpreter.Run(function, draw.Parameters, draw.Inputs, draw.Initial);
        return [.. function.Next.Concat(function.Outputs).Select(value => run[value])];
    }
}
