using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.OneRow;

/// <summary>
/// The products of a panel's segment with its vector, for one row: a loop over the vector's elements, and the elements that are left,
/// or all of them written out.
/// </summary>
/// <param name="direct">Weights are loaded without calls.</param>
/// <param name="source">Where the vector stands.</param>
internal sealed class OneRowProduct(KernelSet kernels, bool direct, OneRowSums sums, Panel panel, PanelSegment segment, Address source)
{
    /// <summary>What the vector is called.</summary>
    private readonly string _vector = kernels.Notes.Of(segment.Vectors);

    /// <summary>Vectors of weights for one element, or one pair.</summary>
    private readonly int _width = segment.Accumulators.Count * sums.Blocks;

    /// <summary>Elements that share a vector of weights.</summary>
    private readonly int _step = panel.Paired ? 2 : 1;

    /// <param name="product">How far it is a loop.</param>
    /// <param name="weights">The reference to the weights, which is moved behind them.</param>
    public void Build(ProductSchedule product, string weights, Statements to)
    {
        int whole = product.Looped;
        if (whole == 0) to.Add(new Statement.Comment(_vector));
        else Loop(weights, whole, product.Round, to);
        if (whole == segment.Length) return;
        for (int k = whole; k < segment.Length; k += _step)
            Element(weights, Offset.Zero, k, (k - whole) / _step, isWhole: k + 1 < segment.Length, to);
        Advance(weights, (segment.Length - whole + _step - 1) / _step, to);
    }

    /// <summary>Each round of the loop adds to every part once.</summary>
    private void Loop(string weights, int whole, int round, Statements to)
    {
        int parts = round / _step;
        sums.Begin(panel, segment, to);
        Offset k = "k".Variable();
        to.Loop("k", whole, round, ofRound =>
        {
            for (int i = 0; i < parts; i++) Element(weights, k, i * _step, i, isWhole: true, ofRound);
            Advance(weights, parts, ofRound);
        }, _vector);
    }

    private void Advance(string weights, int elements, Statements to) =>
        to.Add(new Statement.Move(weights, Offset.Vectors(elements * _width)));

    /// <summary>One element of a vector against the weights of all sums, or two where the weights come in pairs.</summary>
    /// <param name="number">Which one it is, or which pair, counted from where the reference to the weights stands.</param>
    /// <param name="isWhole">Whether the second element of a pair is there.</param>
    private void Element(string weights, Offset k, int at, int number, bool isWhole, Statements to)
    {
        bool hasSecond = panel.Paired && isWhole;
        VectorExpression first = Broadcast(OneRowSums.Element, k, at, to);
        VectorExpression? second = hasSecond ? Broadcast(OneRowSums.SecondElement, k, at + 1, to) : null;
        for (int b = 0; b < sums.Blocks; b++)
        {
            for (int i = 0; i < segment.Accumulators.Count; i++)
            {
                VectorExpression vector = Vector(weights, number * _width + b * segment.Accumulators.Count + i);
                string sum = sums.Part(b, panel.First + segment.Accumulators[i], number);
                if (panel.Paired) to.Add(new Statement.AssignVector(OneRowSums.Pair, vector));
                var pair = new VectorExpression.Variable(OneRowSums.Pair);
                sums.Add(sum, panel.Paired ? new VectorExpression.FirstOfPair(pair) : vector, first, to);
                if (second is not null) sums.Add(sum, pair, second, to);
            }
        }
    }

    /// <summary>An element in all lanes: as a variable where several sums read it.</summary>
    private VectorExpression Broadcast(string name, Offset k, int element, Statements to)
    {
        var broadcast = new VectorExpression.Broadcast(source with { Offset = Offset.Add(k, source.Offset, element) });
        if (!HasVariables(panel, segment, sums.Blocks)) return broadcast;
        to.Add(new Statement.AssignVector(name, broadcast));
        return new VectorExpression.Variable(name);
    }

    /// <summary>Whether the products of a segment need variables beside their sums.</summary>
    public static bool HasVariables(Panel panel, PanelSegment segment, int blocks) =>
        panel.Paired || segment.Accumulators.Count * blocks > 1;

    /// <summary>One vector of weights. Written out in great number it is read without a call: the JIT inlines so many only.</summary>
    private VectorExpression Vector(string weights, int vectors) =>
        new VectorExpression.Load(new Address(weights, Offset.Vectors(vectors)), Direct: direct);
}
