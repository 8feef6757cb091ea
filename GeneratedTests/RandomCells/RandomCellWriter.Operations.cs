using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.RandomCells;

/// <content>One method a kind of card.</content>
internal sealed partial class RandomCellWriter
{
    private Node Play(Card card) => card.Name switch
    {
        nameof(Operation.Pointwise) => Pointwise((PointwiseFunction)card.Detail, card.Rank),
        nameof(Operation.Select) => Select((Comparison)card.Detail, card.Rank),
        nameof(Operation.Broadcast) => Apply(PointwiseFunction.Multiply, Operand(0), Operand(card.Rank)),
        nameof(Operation.MatMul) => Product(card.Detail >= 2, card.Detail % 2 == 1),
        nameof(Operation.Transpose) => Transpose(Operand(2)),
        nameof(Operation.Outer) => Outer(Operand(1), Operand(1)),
        nameof(Operation.Concat) => Concat(card.Detail, card.Rank),
        nameof(Operation.Slice) when _spelled => Cut(card.Rank),
        nameof(Operation.Slice) => Slice(card.Detail, _random.Next(4) switch
        {
            0 => Concat(card.Detail, card.Rank),
            1 => Pad(card.Detail, Operand(card.Rank)),
            _ => Operand(card.Rank),
        }),
        nameof(Operation.Pad) => Pad(card.Detail, Operand(card.Rank)),
        nameof(Operation.Reduce) => Reduce((Reduction)card.Detail, Operand(card.Rank)),
        nameof(Operation.FirstMaximum) => Keep(new Operation.FirstMaximum(card.Detail == 1), Operand(card.Rank)),
        nameof(Operation.Spread) => Spread(card.Detail, Operand(1)),
        Card.Along => Along((Reduction)(card.Detail / 2), card.Detail % 2, Operand(2)),
        nameof(Operation.CumulativeSum) => CumulativeSum(card.Detail == 1, Operand(1)),
        nameof(Operation.Diagonal) => Diagonal(Operand(1)),
        nameof(Operation.DiagonalOf) => DiagonalOf(RandomSize()),
        nameof(Operation.Softmax) => Keep(new Operation.Softmax(), Operand(1)),
        "Clamp" => Clamp(Operand(card.Rank)),
        "Mean" => Mean(Operand(card.Rank)),
        "Least" => Least(Operand(card.Rank)),
        "Split" => Split(card.Rank),
        "Index" => Index(Operand(card.Rank)),
        _ => throw new InvalidOperationException($"No way to play {card}."),
    };

    /// <summary>An operation with one operand of whose shape, and within 0 and 1, its result is.</summary>
    private Node Keep(Operation operation, Node node) => Make(operation, [node], node.Dimensions, 1);

    private Node Pointwise(PointwiseFunction function, int rank)
    {
        Node first = Operand(rank);
        if (PointwiseTable.Of(function).Arity == 1)
        {
            return function switch
            {
                PointwiseFunction.Exp => Apply(function, Within(2, first)),
                PointwiseFunction.Log or PointwiseFunction.Sqrt => Apply(function, Positive(first)),
                _ => Apply(function, first),
            };
        }
        Node second = Partner(first);
        if (function == PointwiseFunction.Divide) return Apply(function, first, Positive(second));
        return first.Rank == second.Rank && Chance(0.5) ? Apply(function, second, first) : Apply(function, first, second);
    }

    private Node Apply(PointwiseFunction function, params Node[] operands)
    {
        double a = operands[0].Bound, b = operands[^1].Bound;
        double bound = function switch
        {
            PointwiseFunction.Add or PointwiseFunction.Subtract => a + b,
            PointwiseFunction.Multiply => a * b,
            PointwiseFunction.Divide => 2 * a,
            PointwiseFunction.Minimum or PointwiseFunction.Maximum => Math.Max(a, b),
            PointwiseFunction.Exp => Math.Exp(a),
            PointwiseFunction.Log or PointwiseFunction.Softplus or PointwiseFunction.LogSigmoid => a + 0.7,
            PointwiseFunction.Tanh or PointwiseFunction.Sigmoid or PointwiseFunction.Sign or PointwiseFunction.Softsign
                or PointwiseFunction.HardSigmoid or PointwiseFunction.Sin or PointwiseFunction.Cos or PointwiseFunction.Erf => 1,
            PointwiseFunction.Floor => a + 1,
            PointwiseFunction.Negate or PointwiseFunction.Abs or PointwiseFunction.Sqrt or PointwiseFunction.StopGradient
                or PointwiseFunction.Relu or PointwiseFunction.LeakyRelu or PointwiseFunction.Elu => Math.Max(a, 1),
            _ => throw new InvalidOperationException($"Nothing says how large {function} may be."),
        };
        Dimension[] dimensions = operands.MaxBy(operand => operand.Rank)!.Dimensions;
        return Within(8, Make(new Operation.Pointwise(function), operands, dimensions, bound));
    }

    private Node Select(Comparison comparison, int rank)
    {
        Node left = Operand(rank), right = Partner(left), then = Partner(left), otherwise = Partner(left);
        if (comparison is Comparison.Equal or Comparison.NotEqual && Chance(0.7))
            (left, right) = (Apply(PointwiseFunction.Sign, left), Apply(PointwiseFunction.Sign, right));
        double bound = Math.Max(then.Bound, otherwise.Bound);
        return Make(new Operation.Select(comparison), [left, right, then, otherwise], left.Dimensions, bound);
    }

    private Node Product(bool matrixLeft, bool matrixRight)
    {
        if (matrixLeft)
        {
            Node right = Operand(matrixRight ? 2 : 1);
            Dimension[] shape = [RandomSize(), right.Dimensions[0]];
            return MatMul(Chance(0.5) ? Parameter(shape) : Operand(shape), right);
        }
        Node left = Operand(1);
        Dimension[] partner = matrixRight ? [left.Dimensions[0], RandomSize()] : left.Dimensions;
        return MatMul(left, Chance(0.5) ? Parameter(partner) : Operand(partner));
    }

    private Node MatMul(Node left, Node right)
    {
        Dimension[] dimensions = [.. left.Dimensions[..^1], .. right.Dimensions[1..]];
        double bound = Math.Sqrt(right.Dimensions[0].Value) * left.Bound * right.Bound;
        return Within(8, Make(new Operation.MatMul(), [left, right], dimensions, bound));
    }

    /// <summary>The extent that a repeated vector has follows from a matrix beside it.</summary>
    private Node Spread(int axis, Node vector)
    {
        Dimension other = RandomSize();
        Dimension[] shape = axis == 0 ? [other, vector.Dimensions[0]] : [vector.Dimensions[0], other];
        Node spread = Make(new Operation.Spread(axis, other.Value), [vector], shape, vector.Bound);
        return Chance(0.5)
            ? Apply(PointwiseFunction.Multiply, spread, Operand(shape))
            : Apply(PointwiseFunction.Add, Parameter(shape), spread);
    }

    private Node Along(Reduction reduction, int axis, Node matrix)
    {
        double count = reduction == Reduction.Sum ? Math.Sqrt(matrix.Dimensions[axis].Value) : 1;
        return Within(8, Make(new Operation.Reduce(reduction, axis), [matrix], [matrix.Dimensions[1 - axis]], count * matrix.Bound));
    }

    private Node CumulativeSum(bool fromEnd, Node vector) => Within(8, Make(
        new Operation.CumulativeSum(fromEnd), [vector], vector.Dimensions, Math.Sqrt(vector.Dimensions[0].Value) * vector.Bound));

    private Node Diagonal(Node vector) =>
        Make(new Operation.Diagonal(), [vector], [vector.Dimensions[0], vector.Dimensions[0]], vector.Bound);

    private Node DiagonalOf(Dimension size)
    {
        Node square = Operand([size, size]);
        return Make(new Operation.DiagonalOf(), [square], [size], square.Bound);
    }

    private Node Transpose(Node matrix) =>
        Make(new Operation.Transpose(), [matrix], [matrix.Dimensions[1], matrix.Dimensions[0]], matrix.Bound);

    private Node Outer(Node left, Node right) =>
        Within(8, Make(new Operation.Outer(), [left, right], [left.Dimensions[0], right.Dimensions[0]], left.Bound * right.Bound));

    private Node Concat(int axis, int rank)
    {
        List<Node> parts = [Operand(rank)];
        for (int i = _random.Next(1, 3); i > 0; i--)
        {
            Dimension[] shape = [.. parts[0].Dimensions];
            shape[axis] = RandomSize();
            parts.Add(rank == 1 && Chance(0.2) ? Operand(0) : Operand(shape));
        }
        return Concat(axis, parts);
    }

    /// <summary>Scalars count as vectors of one element.</summary>
    private Node Concat(int axis, List<Node> parts)
    {
        Dimension one = Dimension.Of("1", 1);
        Dimension[] result = [.. parts[0].Dimensions];
        result[axis] = Dimension.Sum(parts.Select(part => part.Rank == 0 ? one : part.Dimensions[axis]));
        Node[] vectors = [.. parts.Select(part => part.Rank > 0 ? part
            : part with { Value = _builder.Broadcast(part.Value, Node.ShapeOf([one])), Dimensions = [one], Parts = [one] })];
        return Make(
            new Operation.Concat(axis), vectors, result, parts.Max(part => part.Bound), null,
            axis == 0 ? [.. vectors.SelectMany(part => part.Parts)] : null);
    }

    private Node Slice(int axis, Node whole)
    {
        int extent = whole.Dimensions[axis].Value;
        int start = _random.Next(extent), length = _random.Next(1, extent - start + 1);
        return Slice(whole, axis, start, Dimension.Of($"{length}", length), null, null);
    }

    private Node Slice(Node whole, int axis, int start, Dimension extent, Spelling? spelling, Dimension[]? parts)
    {
        Dimension[] result = [.. whole.Dimensions];
        result[axis] = extent;
        return Make(new Operation.Slice(axis, start, extent.Value), [whole], result, whole.Bound, spelling, parts);
    }

    /// <summary><c>z[a..b]</c> between the seams of what was joined.</summary>
    private Node Cut(int rank)
    {
        List<Node> seamed = [.. _pool.Where(node => node.Rank == rank && node.Parts.Length > 1)];
        Node whole = seamed.Count > 0 && Chance(0.7) ? Use(seamed[_random.Next(seamed.Count)]) : Concat(0, rank);
        int first = _random.Next(whole.Parts.Length), end = _random.Next(first + 1, whole.Parts.Length + 1);
        Dimension[] before = whole.Parts[..first], parts = whole.Parts[first..end];
        string from = first == 0 ? "0" : Dimension.Sum(before).Text;
        string range = $"[{from}..{Dimension.Sum([.. before, .. parts]).Text}]";
        var spelling = new Spelling(whole.Spelling.AtLeast(Precedence.Primary) + range, Precedence.Primary);
        return Slice(whole, 0, before.Sum(part => part.Value), Dimension.Sum(parts), spelling, parts);
    }

    /// <summary><c>z[i]</c>: an element of a vector, a row of a matrix.</summary>
    private Node Index(Node whole)
    {
        int index = _random.Next(whole.Dimensions[0].Value);
        var spelling = new Spelling($"{whole.Spelling.AtLeast(Precedence.Primary)}[{index}]", Precedence.Primary);
        Node slice = Slice(whole, 0, index, Dimension.Of("1", 1), null, null);
        if (whole.Rank == 1) return Make(new Operation.Reduce(Reduction.Sum), [slice], [], whole.Bound, spelling);
        Dimension[] one = [Dimension.Of("1", 1)];
        Node ones = Make(new Operation.Broadcast(Node.ShapeOf(one)), [Number(1)], one, 1);
        return Make(new Operation.MatMul(), [ones, slice], [whole.Dimensions[1]], whole.Bound, spelling);
    }

    /// <summary><c>a, b = split(W @ x + c, 2)</c>: one equation of its own; the last part is used further.</summary>
    private Node Split(int rank)
    {
        int count = _random.Next(2, 5);
        Dimension part = RandomSize(), all = Dimension.Sum(Enumerable.Repeat(part, count));
        Node whole;
        if (rank == 1)
        {
            Node vector = Chance(0.5) ? Concat(0, 1) : Operand(1);
            whole = Apply(PointwiseFunction.Add, MatMul(Parameter(all, vector.Dimensions[0]), vector), Parameter(all));
        }
        else
        {
            Node matrix = Parameter(all, RandomSize());
            whole = Apply(PointwiseFunction.Multiply, matrix, Operand(0));
        }
        List<string> names = [];
        Node last = whole;
        for (int i = 0; i < count; i++)
        {
            names.Add($"v{_equations.Count + 1}_{i}");
            last = Named(Slice(whole, 0, i * part.Value, part, null, [part]), names[i]);
            if (i < count - 1) _pool.Add(last);
        }
        _equations.Add($"{string.Join(", ", names)} = split({whole.Spelling.Text}, {count})");
        return last;
    }

    private Node Pad(int axis, Node part)
    {
        Dimension[] result = [.. part.Dimensions];
        int start = _random.Next(3), total = start + result[axis].Value + _random.Next(3);
        result[axis] = Dimension.Of($"{total}", total);
        return Make(new Operation.Pad(axis, start, total), [part], result, part.Bound);
    }

    private Node Reduce(Reduction reduction, Node node)
    {
        double count = reduction == Reduction.Sum ? Math.Sqrt(node.Value.Shape.Length) : 1;
        return Within(8, Make(new Operation.Reduce(reduction), [node], [], count * node.Bound));
    }

    private Node Clamp(Node node)
    {
        double low = -0.25 * _random.Next(1, 4), high = 0.25 * _random.Next(1, 4);
        Node clamped = Apply(PointwiseFunction.Minimum, Apply(PointwiseFunction.Maximum, node, Number(low)), Number(high));
        string text = $"clamp({node.Spelling.Text}, {NumberText.Of(low)}, {NumberText.Of(high)})";
        return clamped with { Spelling = new Spelling(text, Precedence.Primary) };
    }

    private Node Mean(Node node)
    {
        Node sum = Make(new Operation.Reduce(Reduction.Sum), [node], [], node.Bound * node.Value.Shape.Length);
        Node mean = Make(new Operation.Pointwise(PointwiseFunction.Divide), [sum, Number(node.Value.Shape.Length)], [], node.Bound);
        return mean with { Spelling = new Spelling($"mean({node.Spelling.Text})", Precedence.Primary) };
    }

    /// <summary>The least of all elements, -max(-v).</summary>
    private Node Least(Node node)
    {
        Node largest = Make(new Operation.Reduce(Reduction.Maximum), [Apply(PointwiseFunction.Negate, node)], [], node.Bound);
        return Apply(PointwiseFunction.Negate, largest) with { Spelling = new Spelling($"min({node.Spelling.Text})", Precedence.Primary) };
    }
}
