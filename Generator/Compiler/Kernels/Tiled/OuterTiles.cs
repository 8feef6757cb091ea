using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>A vector of a row: the row's place, elements from row to row, and which of the row's elements it has.</summary>
/// <param name="Place">Of the vector in the first row; where it may be less than whole, of that row.</param>
/// <param name="At">The first of its elements, counted from <paramref name="Place"/>.</param>
/// <param name="Length">Elements of the row where it may be less than whole; otherwise 0.</param>
internal sealed record OuterVector(Address Place, int Stride, Offset At, int Length);

/// <summary>
/// The kernels that add outer products over rows: gradient[k, v] += sum over rows of source[row, k] · vectors[row, v]. A tile keeps some
/// k x all v in registers over all rows, and adds them to the gradient once; another kernel takes all k by tiles. Lengths and strides
/// are parameters, so that all products of a shape share them.
/// </summary>
internal sealed class OuterTiles
{
    private readonly Func<Kernel, Kernel> _add;
    private readonly Tiles _tiles;
    private readonly IReadOnlyList<OuterVector> _vectors;

    /// <summary>Elements from row to row: one stride for all vectors where it is the same, which is less work in a row.</summary>
    private readonly int[] _strides;

    public OuterTiles(Func<Kernel, Kernel> add, Tiles tiles, IReadOnlyList<OuterVector> vectors)
    {
        (_add, _tiles, _vectors) = (add, tiles, vectors);
        _strides = [.. vectors.Select(v => v.Stride)];
        if (_strides.Distinct().Count() == 1) _strides = [_strides[0]];
    }

    /// <summary>Vectors as most products have them: whole.</summary>
    /// <param name="isMixed">Each has a stride of its own.</param>
    public static IReadOnlyList<OuterVector> Plain(int vectors, bool isMixed) =>
        [.. Enumerable.Range(0, vectors).Select(v => new OuterVector(new Address("vector"), isMixed ? v : 0, Offset.Zero, 0))];

    /// <summary>The kernel of all k.</summary>
    public Kernel Build()
    {
        string name = Numbered(_strides.Length > 1 ? "MixedOuter" : "Outer", _vectors.Count);
        Kernel[] all = [.. _tiles.Sizes.Select(tile => Tile(tile.Size, Numbered(name + "x", tile.Size)))];
        return _add(new Kernel(name, [], Parameters(new Parameter.Count("count")), Statements.Of(to =>
        {
            to.Add(new Statement.DefineOffset("k", Offset.Zero));
            for (int i = 0; i < all.Length; i++)
            {
                Tile tile = _tiles.Sizes[i];
                var call = new Statement.Call(all[i], Passed());
                to.Loop("k", null, TileConditions.Of(tile, "k", "count".Variable()), tile.Size, of => of.Add(call));
            }
        })));
    }

    /// <param name="count">How many k there are.</param>
    /// <param name="source">Of the first row and the first k.</param>
    /// <param name="gradientStride">Elements of the gradient from k to k.</param>
    /// <param name="gradient">Of the first k.</param>
    public Statement.Call Call(int count, Address source, int sourceStride, Offset gradientStride, Address gradient) =>
        new(Build(), new Offset[] { count, "rows".Variable(), sourceStride, gradientStride }
            .Concat(_strides.Select(Offset (s) => s)).Concat(Parts().Select(v => _vectors[v].At))
            .Select(Argument (c) => new Argument.Count(c))
            .Concat(new[] { gradient, source }.Concat(_vectors.Select(v => v.Place)).Select(a => new Argument.Elements(a)))
            .ToEquatableArray());

    /// <summary>What the kernel of all k hands to a tile.</summary>
    private EquatableArray<Argument> Passed()
    {
        Offset k = "k".Variable();
        return Parameters().Select(Argument (parameter) => parameter switch
        {
            Parameter.Count => new Argument.Count(parameter.Name.Variable()),
            { Name: "gradient" } => new Argument.Elements(new Address("gradient", k * "gradientStride".Variable())),
            { Name: "source" } => new Argument.Elements(new Address("source", k)),
            _ => new Argument.Elements(new Address(parameter.Name)),
        }).ToEquatableArray();
    }

    private EquatableArray<Parameter> Parameters(params Parameter[] first) => first
        .Append(new Parameter.Count("rows", AtLeast: 1))
        .Concat(new[] { "sourceStride", "gradientStride" }.Concat(_strides.Select((_, i) => Numbered("stride", i)))
            .Concat(Parts().Select(v => Numbered("at", v))).Select(c => new Parameter.Count(c)))
        .Concat(new[] { "gradient", "source" }.Concat(_vectors.Select((_, v) => Numbered("vector", v)))
            .Select(e => new Parameter.Elements(e))).ToEquatableArray();

    /// <summary>The vectors that may be less than whole.</summary>
    private IEnumerable<int> Parts() => Enumerable.Range(0, _vectors.Count).Where(v => _vectors[v].Length > 0);

    private Kernel Tile(int size, string name) => _add(new Kernel(name, [], Parameters(), Statements.Of(to =>
    {
        for (int k = 0; k < size; k++)
            for (int v = 0; v < _vectors.Count; v++) to.Define(Sum(k, v), VectorExpression.Zero);
        to.Loop("row", "rows".Variable(), 1, ofRow =>
        {
            Offset row = "row".Variable();
            for (int i = 0; i < _strides.Length; i++)
                ofRow.Add(new Statement.DefineOffset(Numbered("passed", i), row * Numbered("stride", i).Variable()));
            for (int v = 0; v < _vectors.Count; v++) ofRow.Define(Numbered("u", v), Vector(v));
            for (int k = 0; k < size; k++)
            {
                ofRow.Define(Numbered("s", k), new VectorExpression.Broadcast(new Address("source", k)));
                for (int v = 0; v < _vectors.Count; v++) ofRow.Add(BodyBuilder.AddProduct(Sum(k, v), Numbered("u", v), Numbered("s", k)));
            }
            ofRow.Add(new Statement.Move("source", "sourceStride".Variable()));
        });
        for (int k = 0; k < size; k++)
        {
            for (int v = 0; v < _vectors.Count; v++)
            {
                var place = new Address("gradient", Offset.Vectors(v));
                to.Store(BodyBuilder.Plus(new VectorExpression.Load(place), new VectorExpression.Variable(Sum(k, v))), place);
            }
            if (k < size - 1) to.Add(new Statement.Move("gradient", "gradientStride".Variable()));
        }
    })));

    private VectorExpression Vector(int number)
    {
        OuterVector vector = _vectors[number];
        var place = new Address(Numbered("vector", number), Numbered("passed", _strides.Length > 1 ? number : 0).Variable());
        return vector.Length > 0
            ? new VectorExpression.LoadPartial(place, Numbered("at", number).Variable(), vector.Length)
            : new VectorExpression.Load(place);
    }

    private static string Sum(int k, int vector) => Numbered(Numbered("g", k) + "v", vector);

    private static string Numbered(string name, int number) => KernelSpelling.Numbered(name, number);
}
