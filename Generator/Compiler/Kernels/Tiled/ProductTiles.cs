using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>What tells products apart beside the lengths and strides of their vectors.</summary>
/// <param name="Vectors">Sums of a row, in vectors.</param>
/// <param name="Places">Where each lies among the sums of a row in memory.</param>
/// <param name="Segments">The sums that each vector is added to.</param>
/// <param name="PairedLengths">The lengths of the vectors where their weights come in pairs; otherwise none: they are parameters.</param>
/// <param name="IsPlain">Weights for one element are as many as there are sums in a row.</param>
/// <param name="GoesOn">The sums of a row go on from what they are; otherwise all rows start from the same.</param>
internal sealed record ProductShape(
    int Vectors,
    EquatableArray<int> Places,
    EquatableArray<EquatableArray<int>> Segments,
    EquatableArray<int> PairedLengths,
    bool IsPlain = false,
    bool GoesOn = false)
{
    /// <summary>The shapes that most products have: one or two vectors, each added to all sums, which lie side by side.</summary>
    public static ProductShape Plain(int vectors, int sources, bool goesOn)
    {
        EquatableArray<int> all = Enumerable.Range(0, vectors).ToEquatableArray();
        return new ProductShape(vectors, all, Enumerable.Repeat(all, sources).ToEquatableArray(), [], IsPlain: true, goesOn);
    }

    public string Name =>
        KernelSpelling.Numbered(GoesOn ? "MoreProducts" : "Products", Vectors) + (IsPlain && Segments.Count == 2 ? "Of2" : "");
}

/// <summary>A vector that is met: its length, elements from row to row, and its first row.</summary>
internal sealed record ProductSource(Offset Length, Offset Stride, Address Place);

/// <summary>
/// The kernels of a shape: one for each tile, and one that takes all rows by them. The sums of a row start from those at <c>start</c>, or
/// go on from where they lie. <c>width</c> is from row to row of the sums, and from element to element of weights that meet all of them.
/// </summary>
internal sealed class ProductTiles(Func<Kernel, Kernel> add, ProductShape shape, Tiles tiles)
{
    private readonly ProductSource[] _sources = [.. Enumerable.Range(0, shape.Segments.Count).Select(i => new ProductSource(
        shape.PairedLengths.Count > 0 ? shape.PairedLengths[i] : Numbered("length", i).Variable(), Numbered("stride", i).Variable(),
        new Address(Numbered("source", i))))];

    public Kernel Build()
    {
        Kernel[] all = [.. tiles.Sizes.Select(tile => Tile(tile.Size, Numbered(shape.Name + "x", tile.Size)))];
        return add(new Kernel(shape.Name, [], Parameters(new Parameter.Count("rows", AtLeast: 1)), Statements.Of(to =>
        {
            to.Add(new Statement.DefineOffset("row", Offset.Zero));
            Offset row = "row".Variable();
            for (int i = 0; i < all.Length; i++)
            {
                Tile tile = tiles.Sizes[i];
                var call = new Statement.Call(all[i], Arguments(
                    null, [.. _sources.Select(s => s with { Place = s.Place with { Offset = row * s.Stride } })], "width".Variable(),
                    new Address("panel"), new Address("sums", row * "width".Variable()), new Address("start")));
                to.Loop("row", null, TileConditions.Of(tile, "row", "rows".Variable()), tile.Size, ofTile => ofTile.Add(call));
            }
        })));
    }

    /// <param name="rows">Null for a single tile, whose rows are known.</param>
    /// <param name="width">Elements from row to row of the sums.</param>
    public EquatableArray<Argument> Arguments(
        Offset? rows, IReadOnlyList<ProductSource> sources, Offset width, Address panel, Address sums, Address start)
    {
        var counts = new List<Offset>();
        if (rows is not null) counts.Add(rows);
        foreach (ProductSource source in sources)
        {
            if (shape.PairedLengths.Count == 0) counts.Add(source.Length);
            counts.Add(source.Stride);
        }
        return counts.Append(width).Select(Argument (c) => new Argument.Count(c))
            .Concat((shape.GoesOn ? new[] { panel, sums } : [panel, sums, start]).Concat(sources.Select(s => s.Place))
                .Select(a => new Argument.Elements(a)))
            .ToEquatableArray();
    }

    private EquatableArray<Parameter> Parameters(params Parameter[] rows) => rows
        .Concat(_sources.SelectMany(s => new[] { s.Length, s.Stride }).OfType<Offset.Variable>().Select(count => count.Name)
            .Append("width").Select(count => new Parameter.Count(count)))
        .Concat((shape.GoesOn ? new[] { "panel", "sums" } : ["panel", "sums", "start"]).Concat(_sources.Select(s => s.Place.Elements))
            .Select(e => new Parameter.Elements(e)))
        .ToEquatableArray();

    private Kernel Tile(int rows, string name) => add(new Kernel(name, [], Parameters(), Statements.Of(to =>
    {
        if (shape.GoesOn) GoOn(rows, to);
        else for (int v = 0; v < shape.Vectors; v++) Start(v, rows, to);
        for (int i = 0; i < _sources.Length; i++) Segment(i, rows, to);
        for (int r = 0; r < rows; r++)
        {
            for (int v = 0; v < shape.Vectors; v++)
                to.Store(new VectorExpression.Variable(Sum(r, v)), new Address("sums", Offset.Vectors(shape.Places[v])));
            if (r < rows - 1) to.Add(new Statement.Move("sums", "width".Variable()));
        }
    })));

    private void Start(int vector, int rows, Statements to)
    {
        to.Define(Sum(0, vector), new VectorExpression.Load(new Address("start", Offset.Vectors(shape.Places[vector]))));
        if (rows < 2) return;
        var first = new VectorExpression.Variable(Sum(0, vector));
        var others = Enumerable.Range(1, rows - 1).Select(r => new VectorDefinition(Sum(r, vector), first));
        to.Add(new Statement.DefineVectors(others.ToEquatableArray()));
    }

    private void GoOn(int rows, Statements to)
    {
        to.Add(new Statement.Refer("start", new Address("sums")));
        for (int r = 0; r < rows; r++)
        {
            for (int v = 0; v < shape.Vectors; v++)
                to.Define(Sum(r, v), new VectorExpression.Load(new Address("start", Offset.Vectors(shape.Places[v]))));
            if (r < rows - 1) to.Add(new Statement.Move("start", "width".Variable()));
        }
    }

    /// <summary>One vector's part of the sums: a loop over its elements, each broadcast against the weights of all sums.</summary>
    private void Segment(int segment, int rows, Statements to)
    {
        ProductSource source = _sources[segment];
        var references = new List<string> { source.Place.Elements };
        for (int r = 1; r < rows; r++)
        {
            references.Add(Numbered(source.Place.Elements + "Row", r));
            to.Add(new Statement.Refer(references[r], new Address(references[r - 1], source.Stride)));
        }
        Offset k = "k".Variable();
        var passed = new Statement.Move(
            "panel", shape.IsPlain ? "width".Variable() : Offset.Vectors(shape.Segments[segment].Count));
        if (shape.PairedLengths.Count > 0)
        {
            Pairs(segment, references, passed, to);
            return;
        }
        to.Loop("k", source.Length, 1, ofElement =>
        {
            Products(segment, references, k, weights => weights, ofElement);
            ofElement.Add(passed);
        });
    }

    /// <summary>The same where a vector of weights holds two elements' in bfloat16: it is read for the one, then for the other.</summary>
    private void Pairs(int segment, List<string> references, Statement passed, Statements to)
    {
        int length = shape.PairedLengths[segment];
        Offset k = "k".Variable(), second = Offset.Add(k, 1);
        to.Loop("k", Offset.Zero, [new Condition.Less(second, length)], 2, ofPair =>
        {
            ofPair.Scope(of => Products(segment, references, k, pair => new VectorExpression.FirstOfPair(pair), of));
            ofPair.Scope(of => Products(segment, references, second, pair => pair, of));
            ofPair.Add(passed);
        });
        if (length % 2 == 0) return;
        to.Scope(of => Products(segment, references, length - 1, pair => new VectorExpression.FirstOfPair(pair), of));
        to.Add(passed);
    }

    private void Products(
        int segment, List<string> references, Offset element, Func<VectorExpression, VectorExpression> part, Statements to)
    {
        EquatableArray<int> sums = shape.Segments[segment];
        for (int i = 0; i < sums.Count; i++)
            to.Define(Numbered("w", i), part(new VectorExpression.Load(new Address("panel", Offset.Vectors(i)))));
        for (int r = 0; r < references.Count; r++)
        {
            to.Define(Numbered("s", r), new VectorExpression.Broadcast(new Address(references[r], element)));
            for (int i = 0; i < sums.Count; i++)
                to.Add(BodyBuilder.AddProduct(Sum(r, sums[i]), Numbered("w", i), Numbered("s", r)));
        }
    }

    /// <summary>Of row r, vector v.</summary>
    private static string Sum(int row, int vector) => Numbered(Numbered("r", row) + "v", vector);

    private static string Numbered(string name, int number) => KernelSpelling.Numbered(name, number);
}
