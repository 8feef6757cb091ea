using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.OneRow;

/// <summary>
/// The products of a panel's segment with its vector, for one row: a loop over the vector's elements, and the elements that are left,
/// or all of them written out. Vectors alike share that in a loop over them.
/// </summary>
/// <param name="direct">Weights are loaded without calls.</param>
/// <param name="alike">The segment, or several that differ in their weights and places only.</param>
/// <param name="source">Where the vector stands, or the first of them.</param>
internal sealed class OneRowProduct(
    KernelSet kernels, bool direct, OneRowSums sums, Panel panel, IReadOnlyList<PanelSegment> alike, Address source)
{
    private readonly PanelSegment _segment = alike[0];

    /// <summary>What the vectors are called.</summary>
    private readonly string _names = string.Join(", ", alike.Select(segment => kernels.Notes.Of(segment.Vectors)));

    /// <summary>Vectors of weights for one element, or one pair.</summary>
    private readonly int _width = alike[0].Accumulators.Count * sums.Blocks;

    /// <summary>Elements that share a vector of weights.</summary>
    private readonly int _step = panel.Paired ? 2 : 1;

    /// <param name="product">How far it is a loop.</param>
    /// <param name="weights">The reference to the weights, which is moved behind them.</param>
    public void Build(ProductSchedule product, string weights, Statements to)
    {
        if (product.Looped > 0 || alike.Count > 1) sums.Begin(panel, _segment, to);
        if (alike.Count == 1)
        {
            if (product.Looped == 0) to.Add(new Statement.Comment(_names));
            Vector(product, weights, source, _names, to);
            return;
        }
        int apart = alike[1].Source.Offset - _segment.Source.Offset;
        to.Loop(OneRowSums.NextVector, alike.Count * apart, apart, ofVector =>
        {
            Offset next = OneRowSums.NextVector.Variable();
            ofVector.Add(new Statement.Refer(OneRowSums.Vector, source with { Offset = Offset.Add(next, source.Offset) }));
            Vector(product, weights, new Address(OneRowSums.Vector), "", ofVector);
        }, _names);
    }

    /// <param name="vector">Where it stands.</param>
    /// <param name="name">What stands behind the head of its loop.</param>
    private void Vector(ProductSchedule product, string weights, Address vector, string name, Statements to)
    {
        int whole = product.Looped;
        if (whole > 0) Loop(weights, vector, whole, product.Round, name, to);
        if (whole == _segment.Length) return;
        for (int k = whole; k < _segment.Length; k += _step)
            Element(weights, vector, Offset.Zero, k, (k - whole) / _step, isWhole: k + 1 < _segment.Length, to);
        Advance(weights, (_segment.Length - whole + _step - 1) / _step, to);
    }

    /// <summary>Each round of the loop adds to every part once.</summary>
    private void Loop(string weights, Address vector, int whole, int round, string name, Statements to)
    {
        int parts = round / _step;
        Offset k = "k".Variable();
        to.Loop("k", whole, round, ofRound =>
        {
            for (int i = 0; i < parts; i++) Element(weights, vector, k, i * _step, i, isWhole: true, ofRound);
            Advance(weights, parts, ofRound);
        }, name);
    }

    private void Advance(string weights, int elements, Statements to) =>
        to.Add(new Statement.Move(weights, Offset.Vectors(elements * _width)));

    /// <summary>One element of a vector against the weights of all sums, or two where the weights come in pairs.</summary>
    /// <param name="number">Which one it is, or which pair, counted from where the reference to the weights stands.</param>
    /// <param name="isWhole">Whether the second element of a pair is there.</param>
    private void Element(string weights, Address vector, Offset k, int at, int number, bool isWhole, Statements to)
    {
        bool hasSecond = panel.Paired && isWhole;
        VectorExpression first = Broadcast(OneRowSums.Element, vector, k, at, to);
        VectorExpression? second = hasSecond ? Broadcast(OneRowSums.SecondElement, vector, k, at + 1, to) : null;
        for (int b = 0; b < sums.Blocks; b++)
        {
            for (int i = 0; i < _segment.Accumulators.Count; i++)
            {
                VectorExpression weight = Weights(weights, number * _width + b * _segment.Accumulators.Count + i);
                string sum = sums.Part(b, panel.First + _segment.Accumulators[i], number);
                if (panel.Paired) to.Add(new Statement.AssignVector(OneRowSums.Pair, weight));
                var pair = new VectorExpression.Variable(OneRowSums.Pair);
                sums.Add(sum, panel.Paired ? new VectorExpression.FirstOfPair(pair) : weight, first, to);
                if (second is not null) sums.Add(sum, pair, second, to);
            }
        }
    }

    /// <summary>An element in all lanes: as a variable where several sums read it.</summary>
    private VectorExpression Broadcast(string name, Address vector, Offset k, int element, Statements to)
    {
        var broadcast = new VectorExpression.Broadcast(vector with { Offset = Offset.Add(k, vector.Offset, element) });
        if (!HasVariables(panel, _segment, sums.Blocks)) return broadcast;
        to.Add(new Statement.AssignVector(name, broadcast));
        return new VectorExpression.Variable(name);
    }

    /// <summary>Whether the products of a segment need variables beside their sums.</summary>
    public static bool HasVariables(Panel panel, PanelSegment segment, int blocks) =>
        panel.Paired || segment.Accumulators.Count * blocks > 1;

    /// <summary>One vector of weights. Written out in great number it is read without a call: the JIT inlines so many only.</summary>
    private VectorExpression Weights(string weights, int vectors) =>
        new VectorExpression.Load(new Address(weights, Offset.Vectors(vectors)), Direct: direct);
}
