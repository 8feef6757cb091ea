using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.RandomCells;

/// <summary>One kind of equation to be dealt: an operation at a rank.</summary>
/// <param name="Name">
/// The operation's kind, or what the language has besides: <c>Clamp</c>, <c>Mean</c>, <c>Least</c> (the minimum of all), <c>Split</c>,
/// <c>Index</c>; <see cref="Along"/> for reductions along an axis.
/// </param>
/// <param name="Detail">The function, comparison, reduction or axis.</param>
public sealed record Card(string Name, int Detail, int Rank)
{
    /// <summary>A reduction along one axis of a matrix.</summary>
    public const string Along = "Along";

    /// <summary>The detail of such a card.</summary>
    public static int DetailOf(Reduction reduction, int axis) => 2 * (int)reduction + axis;
}

/// <summary>Every operation at every rank, dealt in random order, again and again.</summary>
public static class Deck
{
    public const int CardsPerCell = 8;

    public static IReadOnlyList<Card> Whole { get; } = [.. All()];

    /// <summary>What the cell language can spell; some of it has a name there alone.</summary>
    public static IReadOnlyList<Card> Spelled { get; } =
    [
        .. Whole.Where(card => card.Name switch
        {
            nameof(Operation.Pad) or nameof(Operation.FirstMaximum) => false,
            nameof(Operation.Concat) or nameof(Operation.Slice) or nameof(Operation.CumulativeSum) => card.Detail == 0,
            nameof(Operation.Reduce) => card.Rank > 0,
            _ => true,
        }),
        .. Enumerable.Range(0, 3).Select(rank => new Card("Clamp", 0, rank)),
        .. Enumerable.Range(1, 2).SelectMany(rank =>
            (Card[])[new("Mean", 0, rank), new("Least", 0, rank), new("Split", 0, rank), new("Index", 0, rank)]),
    ];

    /// <summary>How many consecutive seeds use every card at least <paramref name="times"/> times.</summary>
    public static int SeedsFor(IReadOnlyList<Card> deck, int times) => (deck.Count * (times + 1) + CardsPerCell - 1) / CardsPerCell;

    public static IEnumerable<Card> Deal(IReadOnlyList<Card> deck, int seed)
    {
        for (int i = 0; i < CardsPerCell; i++)
        {
            int index = seed * CardsPerCell + i;
            var shuffle = new Random(index / deck.Count);
            int[] order = [.. Enumerable.Range(0, deck.Count)];
            shuffle.Shuffle(order);
            yield return deck[order[index % deck.Count]];
        }
    }

    private static IEnumerable<Card> All()
    {
        for (int rank = 0; rank <= 2; rank++)
        {
            // Differences see what a stopped gradient does not: it has tests of its own.
            foreach (PointwiseFunction function in Enum.GetValues<PointwiseFunction>().Where(f => f != PointwiseFunction.StopGradient))
                yield return new(nameof(Operation.Pointwise), (int)function, rank);
            foreach (Comparison comparison in Enum.GetValues<Comparison>())
                yield return new(nameof(Operation.Select), (int)comparison, rank);
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
                yield return new(nameof(Operation.Reduce), (int)reduction, rank);
            yield return new(nameof(Operation.FirstMaximum), 0, rank);
            if (rank > 0) yield return new(nameof(Operation.Broadcast), 0, rank);
            for (int axis = 0; axis < rank; axis++)
            {
                yield return new(nameof(Operation.Concat), axis, rank);
                yield return new(nameof(Operation.Slice), axis, rank);
                yield return new(nameof(Operation.Pad), axis, rank);
            }
        }
        // The detail of a product: matrix on the left, matrix on the right.
        for (int form = 0; form < 4; form++) yield return new(nameof(Operation.MatMul), form, form == 0 ? 0 : form == 3 ? 2 : 1);
        for (int axis = 0; axis < 2; axis++)
        {
            yield return new(nameof(Operation.Spread), axis, 2);
            foreach (Reduction reduction in Enum.GetValues<Reduction>()) yield return new(Card.Along, Card.DetailOf(reduction, axis), 1);
        }
        for (int fromEnd = 0; fromEnd < 2; fromEnd++) yield return new(nameof(Operation.CumulativeSum), fromEnd, 1);
        yield return new(nameof(Operation.FirstMaximum), 1, 2);
        yield return new(nameof(Operation.Diagonal), 0, 2);
        yield return new(nameof(Operation.DiagonalOf), 0, 1);
        yield return new(nameof(Operation.Transpose), 0, 2);
        yield return new(nameof(Operation.Outer), 0, 2);
        yield return new(nameof(Operation.Softmax), 0, 1);
    }
}
