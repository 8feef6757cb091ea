using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.RandomCells;

/// <content>Where operands come from, and how they are kept where a function is defined and smooth.</content>
internal sealed partial class RandomCellWriter
{
    private static readonly double[] Numbers = [0, 1, -1, 2, 0.5, 0.25, 1.5, -0.75];

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private Dimension RandomSize() => _sizes[_random.Next(_sizes.Count)];

    private Dimension[] RandomShape(int rank) => [.. Enumerable.Range(0, rank).Select(_ => RandomSize())];

    private Node Use(Node node)
    {
        _used.Add(node.Value.Id);
        return node;
    }

    private Node Parameter(params Dimension[] dimensions) =>
        Argument(_parameters, dimensions.Length switch { 0 => "k", 1 => "b", _ => "W" }, dimensions);

    /// <summary>Some value of a rank: mostly one that was computed before.</summary>
    private Node Operand(int rank)
    {
        List<Node> fitting = [.. _pool.Where(node => node.Rank == rank)];
        return fitting.Count > 0 && Chance(0.85) ? Dress(Use(fitting[_random.Next(fitting.Count)])) : Dress(Fresh(RandomShape(rank)));
    }

    /// <summary>Some value of a shape.</summary>
    private Node Operand(Dimension[] dimensions)
    {
        List<Node> fitting = [.. _pool.Where(node => node.HasShape(dimensions))];
        return fitting.Count > 0 && Chance(0.7) ? Dress(Use(fitting[_random.Next(fitting.Count)])) : Dress(Fresh(dimensions));
    }

    /// <summary>A partner for an operand: of its shape, or a scalar that is broadcast.</summary>
    private Node Partner(Node node)
    {
        if (Chance(0.15)) return Number(Numbers[_random.Next(Numbers.Length)]);
        return node.Rank > 0 && Chance(0.15) ? Operand(0) : Operand(node.Dimensions);
    }

    private Node Fresh(Dimension[] dimensions) => Chance(0.5) ? Parameter(dimensions) : Projected(dimensions);

    /// <summary>A value of a shape, computed from others and a new parameter.</summary>
    private Node Projected(Dimension[] dimensions)
    {
        List<Node> vectors = [.. _pool.Where(node => node.Rank == 1)];
        Node vector = Use(vectors[_random.Next(vectors.Count)]);
        return dimensions.Length switch
        {
            0 => MatMul(Parameter(vector.Dimensions), vector),
            1 => MatMul(Parameter(dimensions[0], vector.Dimensions[0]), vector),
            _ => Apply(PointwiseFunction.Multiply, Parameter(dimensions), Operand(0)),
        };
    }

    /// <summary>Now and then an operand is an expression.</summary>
    private Node Dress(Node node) => _random.Next(12) switch
    {
        0 => Apply(PointwiseFunction.Tanh, node),
        1 => Apply(PointwiseFunction.Negate, node),
        2 => Apply(PointwiseFunction.Sigmoid, node),
        3 => Apply(PointwiseFunction.Add, node, Number(0.5)),
        _ => node,
    };

    /// <summary>The node where its elements stay within a limit, else squashed.</summary>
    private Node Within(double limit, Node node) => node.Bound <= limit
        ? node
        : Apply(Chance(0.5) ? PointwiseFunction.Tanh : PointwiseFunction.Softsign, node);

    /// <summary>An expression of the node that is at least a half.</summary>
    private Node Positive(Node node)
    {
        Node root = Within(3, node);
        return Apply(PointwiseFunction.Add, Number(0.5), _random.Next(3) switch
        {
            0 => Apply(PointwiseFunction.Sigmoid, node),
            1 => Apply(PointwiseFunction.Softplus, node),
            _ => Apply(PointwiseFunction.Multiply, root, root),
        });
    }

    private Node Number(double number) => Make(new Operation.Constant(number), [], [], Math.Abs(number));

    /// <summary>One operation in both worlds; scalars among the operands of a larger result are broadcast.</summary>
    private Node Make(
        Operation operation, Node[] operands, Dimension[] dimensions, double bound, Spelling? spelling = null, Dimension[]? parts = null)
    {
        bool broadcasts = operation is Operation.Pointwise or Operation.Select && dimensions.Length > 0;
        Value[] values = [.. operands.Select(operand =>
            broadcasts && operand.Rank == 0 ? _builder.Broadcast(operand.Value, Node.ShapeOf(dimensions)) : operand.Value)];
        return new Node(
            _builder.Add(operation, values),
            spelling ?? OperationText.Of(operation, [.. operands.Select(operand => operand.Spelling)]),
            dimensions,
            parts ?? [.. dimensions.Take(1)],
            bound);
    }
}
